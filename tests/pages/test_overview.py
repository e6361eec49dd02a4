"""Overview: the line that is learned, the cards, the examples, the doors and the glossary say what core computes."""

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from core.activations import ACTIVATIONS
from core.generation import count, prepare, sample
from core.losses import LOSSES
from core.optimizers import OPTIMIZERS
from data.samples import SAMPLES
from pages.shared import glossary
from tests.pages.heads import title
from tests.pages.live import player

Visitor = Callable[..., AppTest]
PAGE = "pages/overview.py"


def words(app: AppTest) -> str:
    return "\n".join(element.value for element in [*app.title, *app.header, *app.markdown, *app.warning, *app.error])


def uploaded(visit: Visitor, content: bytes) -> AppTest:
    app = visit("pages/data_upload.py", **{"from": "file"})
    app.file_uploader(key="upload").upload("mine.csv", content, "text/csv").run()
    app.switch_page(PAGE).run()
    assert not app.exception
    return app


def test_the_first_screen_learns_hubbles_line_in_a_hundred_steps(visit: Visitor) -> None:
    seen = player(visit(PAGE))
    assert seen["steps"] == list(range(101))
    assert seen["values"]["loss"][0] == pytest.approx(271_309, abs=1)       # LESSONS: 271,309 to 49,734
    assert seen["values"]["loss"][-1] == pytest.approx(49_734, abs=1)
    frame = pd.read_csv(SAMPLES["hubble_1929"].path)
    x, y, b, w = frame["distance_mpc"], frame["velocity_km_s"], 0.0, 0.0
    for _ in range(100):
        error = b + w * x - y
        b, w = b - 0.1 * 2 * error.mean(), w - 0.1 * 2 * (error * x).mean()
    assert seen["values"]["b"][-1] == pytest.approx(b, rel=1e-10)
    assert seen["values"]["w"][-1] == pytest.approx(w, rel=1e-10)


def test_the_film_plays_by_itself_for_about_four_seconds(visit: Visitor) -> None:
    seen = player(visit(PAGE))
    assert seen["byItself"] is True
    assert max(33, 1000 * seen["seconds"] / len(seen["steps"])) * len(seen["steps"]) == pytest.approx(4_000, rel=0.02)


def test_the_visitors_own_numbers_are_learned_in_their_own_units(visit: Visitor) -> None:
    rows = [(x, 3.0 + 2.0 * x) for x in range(1_000, 1_040)]                # far from 0: standardized on the way
    app = uploaded(visit, ("size,price\n" + "\n".join(f"{x},{y}" for x, y in rows)).encode())
    seen = player(app)
    assert seen["values"]["w"][-1] == pytest.approx(2.0, abs=0.05)
    assert "**price**" in words(app)
    assert "mine" in words(app)


@pytest.mark.parametrize(("content", "reason"), [
    (b"name\nAda\nBo\nCy\nDee\n", "text"),
    (b"kind,size\na,1\nb,2\na,3\nb,4\n", "classes"),
    (b"x,y\n1,5\n2,5\n3,5\n", "same in every row"),
    (b"x,y\n1,2\n", "same in every row"),
    (b"x,y\n1,1e300\n2,2e300\n", "10¹⁵⁰"),
])
def test_data_no_line_fits_get_a_sentence_and_the_sample_stays(visit: Visitor, content: bytes, reason: str) -> None:
    app = uploaded(visit, content)
    if "kind" in content.decode():
        app.session_state["kept"]["y"] = "kind"
        app.session_state["kept"]["x"] = ["size"]
        app.session_state["kept"]["task"] = "classification"
        app.run()
    assert reason in words(app).replace("\u2060", "")
    assert player(app)["values"]["loss"][-1] == pytest.approx(49_734, abs=1)


def test_very_large_numbers_are_learned_all_the_same(visit: Visitor) -> None:
    app = uploaded(visit, b"x,y\n1e140,2e140\n2e140,3e140\n3e140,7e140\n4e140,8e140\n")
    assert not app.exception
    assert np.isfinite(player(app)["values"]["w"][-1])


def test_the_regression_example_answers_as_least_squares_does(visit: Visitor) -> None:
    app = visit(PAGE, flipper="210")
    whole = pd.read_csv(SAMPLES["penguins"].path)[["flipper_length_mm", "body_mass_g"]].dropna()
    w, b = np.polyfit(whole["flipper_length_mm"], whole["body_mass_g"], 1)
    assert f"f(210) = **{b + w * 210:.0f} g**" in words(app)
    app.slider(key="flipper").set_value(180).run()
    assert f"f(180) = **{b + w * 180:.0f} g**" in words(app)


def test_the_classification_example_changes_its_answer_at_the_boundary(visit: Visitor) -> None:
    app = visit(PAGE, bill="40")
    assert "**Adelie**" in words(app)
    app.slider(key="bill").set_value(50).run()
    assert "**Chinstrap**" in words(app)
    assert "213 of 219" in words(app)


def test_a_name_is_made_letter_by_letter_and_said_to_be_new_only_if_it_is(visit: Visitor) -> None:
    app = visit(PAGE)
    corpus = prepare(SAMPLES["names"].table().frame["name"])
    model = count(corpus, 3, 0.01)
    for nth in (2, 3, 4, 5):
        made = sample(model, seed=nth)
        assert made.text.capitalize() in words(app)
        assert all(f"{step.probability:.2f}" in words(app) for step in made.steps)
        assert ("is **not** among" in words(app)) == (made.text not in corpus.known)
        app.button(key="another").click().run()


def test_every_station_of_the_flow_says_what_is_so_now(visit: Visitor) -> None:
    app = visit(PAGE)
    said = words(app)
    assert "24 rows" in said
    assert r"271\,300" in said
    assert r"f(x) = -36.27 + 450.2\,x" in said
    assert "the label is 1090" in said


def test_the_hat_is_explained(visit: Visitor) -> None:
    assert "**ŷ** for the answer and **y** for the label" in words(visit(PAGE))


def test_a_door_brings_its_data_and_settings_along(visit: Visitor) -> None:
    app = visit(PAGE)
    app.button(key="try_0").click().run()
    assert app.session_state["data"] == "sample:views"
    kept = app.session_state["kept"]
    assert (kept["loss"], kept["b0"], kept["w0"]) == ("mae", 0.5, 1.0)
    assert title(app) == "Model fit"


@pytest.mark.parametrize("number", range(8))
def test_every_door_opens_on_a_page_that_takes_all_it_brings(visit: Visitor, number: int) -> None:
    app = visit(PAGE)
    app.button(key=f"try_{number}").click().run()
    assert not app.exception
    assert not app.warning, "everything that was brought along could be used"
    assert not app.error
    assert title(app) != "Machine learning is finding a function :blue[f(x)]"


@pytest.mark.parametrize(("door", "task"), [("door_number", "regression"), ("door_class", "classification"),
                                            ("door_made", "structured")])
def test_the_kinds_of_task_open_with_their_task_chosen(visit: Visitor, door: str, task: str) -> None:
    app = visit(PAGE)
    app.button(key=door).click().run()
    assert not app.exception
    assert app.session_state["kept"]["task"] == task


def test_use_my_csv_leads_to_the_uploader(visit: Visitor) -> None:
    app = visit(PAGE)
    app.button(key="use_my_csv").click().run()
    assert app.file_uploader(key="upload")


def test_going_on_keeps_the_visitors_choices(visit: Visitor) -> None:
    app = visit("pages/model_fit.py", data="sample:views", loss="mae", b0="0.5", w0="1.0", units="data")
    app.switch_page(PAGE).run()
    app.button(key="first_step").click().run()
    assert app.session_state["kept"]["loss"] == "mae"
    assert app.number_input(key="b0").value == 0.5


# --- the glossary ----------------------------------------------------------------------------------------------------

def terms() -> list[glossary.Term]:
    return [term for topic in glossary.TOPICS for term in topic.terms]


def test_the_glossary_has_every_option_of_the_registries() -> None:
    names = {term.name for term in terms()}
    for options in (LOSSES, ACTIVATIONS, OPTIMIZERS):
        assert {option.title for option in options.values()} <= names


@pytest.mark.parametrize("sign", ["b", "w", "x", "y", "ŷ", "e", "θ", "L", "η", "∂L/∂w", "λmax", "T", "α", "σ", "f(x)"])
def test_the_glossary_has_every_sign_of_the_notes(sign: str) -> None:
    assert any(sign == term.sign for term in terms())


def test_no_term_is_explained_twice_and_every_meaning_is_a_sentence() -> None:
    own = [term for topic in glossary.TOPICS[:-3] for term in topic.terms]
    assert len({term.name for term in own}) == len(own)
    assert all((term.meaning.endswith(".") and term.meaning[0].isupper()) or term.sign for term in own)


@pytest.mark.parametrize(("wanted", "name"), [
    ("η", "learning rate"), ("eta", "learning rate"), ("SADDLE", "saddle point"), ("negative log", ""), ("l2 penalty",
    "regularization"), ("huber", "Huber")])
def test_a_search_finds_by_sign_name_or_meaning(visit: Visitor, wanted: str, name: str) -> None:
    app = visit(PAGE)
    app.text_input(key="wanted").set_value(wanted).run()
    if name:
        assert f"**{name}" in words(app)
        assert "Nothing is called" not in words(app)
    else:
        assert "Nothing is called" in words(app)


def test_what_is_searched_for_is_shown_as_text(visit: Visitor) -> None:
    app = visit(PAGE)
    app.text_input(key="wanted").set_value("<b>$x$").run()
    assert "\\$x\\$" in words(app).replace("\u2060", "")


def test_every_column_begins_with_its_own_topic_and_no_topic_is_lost() -> None:
    made = glossary.columns(glossary.TOPICS, ("1 Model", "2 Loss", "3 Optimize"))
    assert [column[0].title for column in made] == ["1 Model", "2 Loss", "3 Optimize"]
    assert sorted(topic.title for column in made for topic in column) == sorted(t.title for t in glossary.TOPICS)
