"""What all tests share: the app as AppTest runs it, and where things lie."""

import logging
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).parents[1]

# AppTest runs pages outside a server, of which Streamlit warns at every call.
logging.getLogger("streamlit.runtime.scriptrunner_utils.script_run_context").setLevel(logging.ERROR)


@pytest.fixture
def fresh() -> Callable[..., AppTest]:
    """A visitor who has not arrived yet: give a page to come to by deep link, and what the address asks for."""

    def visitor(page: str = "", **query: str | list[str]) -> AppTest:
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
        for key, value in query.items():
            app.query_params[key] = value
        if page:
            app.switch_page(page)
        return app

    return visitor
