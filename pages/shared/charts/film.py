"""The frame that a chart shows: a hidden parameter of Vega, moved by the player inside the browser.

Every chart of a film has its own parameter `frame`, bound to a range input that the page hides; the player sets all
of them at once. Nothing is sent to the server. A row of the data named "frames" belongs to one frame.
"""

import altair as alt

from core.frames import MOST

FRAMES = "frames"


def frame_parameter(start: int = 0) -> alt.Parameter:
    """The chart's current frame."""
    return alt.param(name="frame", value=start, bind=alt.binding_range(min=0, max=MOST, step=1, name="frame"))


def frames() -> alt.Chart:
    """All frames."""
    return alt.Chart(alt.NamedData(name=FRAMES))


def now() -> alt.Chart:
    """The row of the frame that is shown."""
    return frames().transform_filter("datum.frame == frame")


def until_now() -> alt.Chart:
    """The rows of all frames up to the one that is shown."""
    return frames().transform_filter("datum.frame <= frame")
