"""What tests of pages share: a visitor of a server that is already running."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).parents[2]


class RunningServerPages(PagesManager):
    """AppTest starts every run like a fresh server, which runs files of pages/ itself, without app.py."""

    def __init__(self, *arguments: object, **options: object) -> None:
        PagesManager.uses_pages_directory = False
        super().__init__(*arguments, **options)         # type: ignore[arg-type]


@pytest.fixture
def visit(monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    """Come to a page with what the address asks for, and stay: every run goes through app.py."""
    monkeypatch.setattr("streamlit.testing.v1.app_test.PagesManager", RunningServerPages)

    def visitor(page: str, **query: str | list[str]) -> AppTest:
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
        for key, value in query.items():
            app.query_params[key] = value
        app.switch_page(page).run()
        assert not app.exception
        return app

    return visitor
