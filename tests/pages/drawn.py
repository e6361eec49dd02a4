"""What the charts of a page were given to draw."""

import pandas as pd
import pyarrow as pa
from streamlit.testing.v1 import AppTest


def data_of(app: AppTest, said: str) -> dict[str, pd.DataFrame]:
    """The named data of the chart with this key, or whose alternative text begins like this."""
    assert not app.exception
    for chart in app.get("vega_lite_chart"):
        if chart.proto.id.rpartition("-")[2] == said or chart.proto.alt.startswith(said):
            return {each.name: pa.ipc.open_stream(each.data.data).read_pandas() for each in chart.proto.datasets}
    raise AssertionError(f"there is no chart {said}")
