"""Every page opens: first, by deep link on a fresh server, and with a link that asks for nonsense."""

from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from streamlit.testing.v1 import AppTest

from pages.shared.frame import known_settings
from pages.shared.settings import texts
from tests.pages.heads import title

ROOT = Path(__file__).parents[1]
PAGES = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "pages").glob("*.py") if path.stem != "__init__")

Visitor = Callable[..., AppTest]
NONSENSE = ["", "nan", "inf", "-1", "0", "1e309", "9" * 20, "true", "<b>", "٣", "😀", "a" * 300]
every_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: Path(page).stem)


def test_there_are_pages() -> None:
    assert {"pages/data_upload.py", "pages/model_fit.py"} <= set(PAGES)


def test_the_first_page_is_filled(fresh: Visitor) -> None:
    app = fresh().run()
    assert not app.exception
    assert "finding a function" in title(app)
    assert len(app.get("vega_lite_chart")) >= 3


@every_page
def test_a_deep_link_on_a_fresh_server_goes_through_app(fresh: Visitor, page: str) -> None:
    app = fresh(page).run()                 # no run before: the file of pages/ is what a fresh server would run
    assert not app.exception
    assert app.session_state["entered"]
    assert title(app)
    assert len(app.main.children) > 2


@every_page
def test_nonsense_in_the_link_gets_a_sentence_and_harms_nothing(fresh: Visitor, page: str) -> None:
    app = fresh(page, v="1", rate="very fast", steps="-3", loss="<script>", y="no such column", unheard_of="1",
                data="sample:hubble_1929").run()
    assert not app.exception
    assert app.warning, "what can't be honored is said"
    assert any("unheard" in warning.value for warning in app.warning)


def test_of_a_setting_that_the_link_says_several_times_the_last_counts(fresh: Visitor) -> None:
    app = fresh("pages/model_fit.py", loss=["mae", "mse", "mae"]).run()
    assert not app.warning
    assert app.session_state["kept"]["loss"] == "mae"


@every_page
def test_no_link_makes_a_page_fail(fresh: Visitor, page: str) -> None:
    random, names = Random(page), sorted(known_settings() - {"lang"})
    here = {name: texts(value) for name, value in fresh(page).run().session_state["kept"].items() if name != "lang"}
    for _ in range(16):
        query = {}
        for name in random.sample(names, 10) + random.sample(sorted(here), min(5, len(here))):
            said = random.choices(here.get(name, []) + NONSENSE, k=random.choice((1, 2, 9)))
            query[name.replace("*", "delta")] = said
        assert not fresh(page, **query).run().exception, query


@every_page
def test_unknown_data_in_the_link_are_said_and_a_sample_is_shown(fresh: Visitor, page: str) -> None:
    app = fresh(page, data="sample:no_such_sample").run()
    assert not app.exception
    assert any("sample" in warning.value for warning in app.warning)
    assert app.session_state["data"] == "sample:hubble_1929"


@every_page
def test_the_page_speaks_chinese_where_it_can(fresh: Visitor, page: str) -> None:
    app = fresh(page, lang="zh").run()
    assert not app.exception
