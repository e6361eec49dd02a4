"""Activation functions: the numbers on the page are those of plain NumPy; what cannot be followed gets a sentence."""

import re
from collections.abc import Callable
from functools import partial

import numpy as np
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from core.activations import ACTIVATIONS
from data.samples import SAMPLES
from pages.sections.activation_functions.closer import LOOKS
from pages.shared import cells
from tests.pages.heads import title

Visitor = Callable[..., AppTest]
CHARTS = 4                              # above the closer looks, which have:
CLOSER = {"piece": 1, "ramp": 1, "layers": 1, "depth": 1, "asleep": 1, "numbers": 0, "formulas": 0}


@pytest.fixture
def stay(visit: Visitor) -> Visitor:
    """A visitor of this page on a server that is already running: the address follows."""
    return partial(visit, "pages/activation_functions.py")


@pytest.fixture
def fresh(fresh: Visitor) -> Visitor:
    """A visitor who comes straight to this page."""
    return partial(fresh, "pages/activation_functions.py")


def words(app: AppTest) -> str:
    assert not app.exception
    return "\n".join(element.value for element in [*app.markdown, *app.error, *app.warning, *app.info])


def pieces(app: AppTest) -> pd.DataFrame:
    """The constant, then every piece, from "All numbers"."""
    constant, *rows = app.code[0].value.split("\n")[1:]
    table = pd.DataFrame([[float(cell) for cell in row.split(",")] for row in rows], columns=["c", "b", "w", "middle"])
    table.attrs["constant"] = float(constant.split(",")[0])
    return table


def error(app: AppTest) -> float:
    """The RMSE in the sentence under the formula."""
    return float(re.findall(r"RMSE\): \*\*([\d.\u202f]+)\*\*", words(app))[0].replace("\u202f", ""))


def hubble() -> tuple[np.ndarray, np.ndarray]:
    frame = pd.read_csv(SAMPLES["hubble_1929"].path)
    return frame["distance_mpc"].to_numpy(float), frame["velocity_km_s"].to_numpy(float)


def inside(rows: dict[str, list[object]]) -> str:
    """A small table as a link carries it."""
    packed = cells.pack(pd.DataFrame(rows), "small.csv")
    assert packed
    return f"cells:{packed}"


def test_the_page_is_filled_on_arrival(fresh: Visitor) -> None:
    app = fresh().run()
    assert len(app.get("vega_lite_chart")) == CHARTS + CLOSER["piece"]
    assert "velocity" in words(app)
    assert not app.warning


@pytest.mark.parametrize("look", LOOKS)
def test_every_closer_look_opens_alone_and_comes_back_by_the_link(stay: Visitor, look: str) -> None:
    app = stay()
    app.segmented_control(key="bends_closer").set_value(look).run()
    assert not app.exception
    assert len(app.get("vega_lite_chart")) == CHARTS + CLOSER[look]
    again = stay(**{key: app.query_params[key] for key in app.query_params})
    assert again.segmented_control(key="bends_closer").value == look
    assert words(again) == words(app)


def test_the_formula_on_the_page_has_the_error_that_is_said(fresh: Visitor) -> None:
    app = fresh(pieces="5", shape="tanh").run()
    x, y = hubble()
    table = pieces(app)
    assert len(table) == 5
    answers = table.attrs["constant"] + sum(row.c * np.tanh(row.b + row.w * x) for row in table.itertuples())
    assert error(app) == pytest.approx(np.sqrt(np.mean((y - answers) ** 2)), rel=1e-3)
    columns = np.column_stack([np.ones(len(x)), np.tanh(table["b"].to_numpy() + np.outer(x, table["w"]))])
    best = np.linalg.lstsq(columns, y, rcond=None)[0]
    assert np.mean((y - columns @ best) ** 2) == pytest.approx(np.mean((y - answers) ** 2), rel=1e-9)
    np.testing.assert_allclose(table["middle"], -table["b"] / table["w"])


def test_the_error_never_rises_as_the_slider_moves(stay: Visitor) -> None:
    app = stay(shape="relu", data="sample:auto_mpg")
    errors = [error(app.slider(key="pieces").set_value(k).run()) for k in (0, 1, 2, 5, 24)]
    assert errors == sorted(errors, reverse=True)
    assert app.query_params["pieces"] == "24"


def test_no_piece_at_all_is_the_mean(fresh: Visitor) -> None:
    app = fresh(pieces="0").run()
    assert pieces(app).attrs["constant"] == pytest.approx(hubble()[1].mean())
    assert error(app) == pytest.approx(hubble()[1].std(), rel=1e-3)


def test_the_identity_is_the_least_squares_line_and_the_page_says_why(fresh: Visitor) -> None:
    slope, level = np.polyfit(*hubble(), 1)
    for k in ("1", "7"):
        app = fresh(shape="identity", pieces=k).run()
        said = words(app)
        assert "Without a bend" in said
        bias, weight = re.findall(r"c_i b_i = (-?[\d.]+).*c_i w_i = (-?[\d.]+)", said)[0]
        assert (float(bias), float(weight)) == pytest.approx((level, slope), rel=1e-3)
        x, y = hubble()
        assert error(app) == pytest.approx(np.sqrt(np.mean((y - level - slope * x) ** 2)), rel=1e-3)


def test_errors_of_all_compared_shapes_are_in_a_table(fresh: Visitor) -> None:
    app = fresh(compare=["relu", "step"], shape="relu", pieces="3", bends_closer="numbers").run()
    table = next(each.value for each in app.table if each.value.index.name == "k")
    assert list(table.columns) == ["Step", "ReLU"]
    assert len(table) == 25
    assert float(table["ReLU"][3]) == pytest.approx(error(app), rel=1e-3)


def test_a_made_curve_is_followed_to_its_noise(fresh: Visitor) -> None:
    app = fresh(follow="corner", shape="relu", pieces="20").run()
    assert error(app) <= 1.5 * 0.3
    assert "Corner" in words(app)
    assert "less than the noise" in words(app)


def test_a_curve_chosen_in_the_builder_is_followed_by_the_whole_page(fresh: Visitor) -> None:
    app = fresh(bends_closer="asleep").run()
    app.selectbox(key="follow").set_value("wave").run()
    said = words(app)
    assert "Wave" in said
    assert "**x**, standardized" in said, "the sleepers are counted on the same column"


@pytest.mark.parametrize(("data", "reason"), [
    ({"x": [1, 2, 3, 4, 5, 6], "kind": ["a", "b", "a", "b", "a", "b"]}, "not a number to be predicted"),
    ({"kind": ["a", "b", "a", "b", "a", "b"], "y": [1, 2, 3, 4, 5, 6]}, "is a number"),
    ({"x": [1e-311, 2e-311, 4e-311, 3e-311], "y": [1, 2, 3, 5]}, "too close together"),
])
def test_data_without_a_curve_in_them_get_a_made_one_and_a_sentence(
        fresh: Visitor, data: dict[str, list[object]], reason: str) -> None:
    names = list(data)
    app = fresh(data=inside(data), x=names[0], y=names[1], bends_closer="asleep").run()
    assert "Hills" in words(app)
    assert reason in words(app)
    assert "data" not in app.selectbox(key="follow").options
    assert len(app.get("vega_lite_chart")) == CHARTS + CLOSER["asleep"]


def test_after_other_data_were_loaded_they_are_followed_again(fresh: Visitor) -> None:
    app = fresh(data="sample:iris", y="species").run()
    assert "Hills" in words(app)
    app.radio(key="chip_sample").set_value("old_faithful").run()
    assert "your data" in words(app)


@pytest.mark.parametrize("data", [
    {"x": [1.0], "y": [2.0]}, {"x": [3.0, 3.0, 3.0], "y": [1.0, 2.0, 3.0]},
    {"x": [1.0, 2.0, 3.0], "y": [5.0, 5.0, 5.0]},
    {"x": [1e149, 2e149, -1e149], "y": [1e149, 0.0, -1e149]}, {"x": [1e-300, 2e-300, 3e-300], "y": [1.0, 2.0, 0.0]},
    {"$x_1$ **b** :red[c]": [1.0, 2.0, 4.0], "<b>y</b> {n}": [1.0, 3.0, 2.0]},
], ids=["one row", "constant x", "constant y", "huge", "tiny", "markup"])
@pytest.mark.parametrize("shape", ["sigmoid", "identity"])
def test_few_equal_extreme_and_strangely_named_data_are_all_answered(
        fresh: Visitor, data: dict[str, list[object]], shape: str) -> None:
    names = list(data)
    app = fresh(data=inside(data), x=names[0], y=names[1], task="regression", shape=shape,
                bends_closer="asleep").run()
    assert "*f*(*x*) =" in words(app)
    assert len(app.get("vega_lite_chart")) == CHARTS + CLOSER["asleep"]


def test_numbers_beyond_squaring_get_a_sentence_and_a_made_curve(fresh: Visitor) -> None:
    app = fresh(data=inside({"x": [1.0, 2.0, 1e300], "y": [1.0, 2.0, 3.0]}), x="x", y="y").run()
    assert "10¹⁵⁰" in words(app)
    assert "Hills" in words(app)


def test_of_several_features_the_first_number_is_taken_and_that_is_said(fresh: Visitor) -> None:
    app = fresh(data="sample:auto_mpg", y="mpg", x=["weight", "horsepower"]).run()
    assert "**weight**" in words(app)
    assert "the first of your 2 x" in words(app)


def test_everything_that_can_be_chosen_is_in_the_link_and_comes_back(stay: Visitor) -> None:
    app = stay(bends_closer="depth", compare_more="leaky_relu")
    app.slider(key="pieces").set_value(9).run()
    app.slider(key="own_leaky_relu_alpha").set_value(0.3).run()
    app.select_slider(key="scale").set_value(2.0).run()
    query = {key: app.query_params[key] for key in app.query_params}
    assert (query["pieces"], query["own_leaky_relu_alpha"], query["scale"]) == ("9", "0.3", "2.0")
    again = stay(**query)
    assert not again.warning
    assert again.slider(key="pieces").value == 9
    assert words(again) == words(app)


def test_a_link_cannot_ask_for_what_there_is_not(fresh: Visitor) -> None:
    app = fresh(pieces="99", shape="zigzag", follow="me", piece_w="1e400").run()
    assert not app.exception
    assert app.slider(key="pieces").value == 4
    assert app.selectbox(key="shape").value == "sigmoid"


def test_an_activations_own_number_holds_for_the_whole_page(fresh: Visitor) -> None:
    app = fresh(compare=["relu"], compare_more=["leaky_relu"], own_leaky_relu_alpha="1.0", shape="leaky_relu").run()
    straight = fresh(shape="identity").run()
    assert error(app) == pytest.approx(error(straight), rel=1e-3), "with α = 1 a leaky ReLU is the identity"


def test_nothing_compared_is_said_and_harms_nothing(fresh: Visitor) -> None:
    app = fresh().run()
    app.pills(key="compare").set_value([]).run()
    assert "Choose at least one activation" in words(app)
    assert "*f*(*x*) =" in words(app)


def test_one_piece_by_hand(fresh: Visitor) -> None:
    app = fresh(piece_c="6.0", piece_w="2.0", piece_b="-4.0").run()
    said = words(app)
    assert "−b/w = 4/2 = 2.000" in said
    assert "c·w/4 = 6·2/4 = 3.000" in said
    app.slider(key="piece_w").set_value(0.0).run()
    assert "does not depend on x" in words(app)


def test_the_one_piece_has_the_shape_of_the_pieces_above(fresh: Visitor) -> None:
    app = fresh(piece_c="3.0", piece_w="2.0").run()
    assert "c·w/4 = 3·2/4 = 1.500" in words(app)
    app.selectbox(key="shape").set_value("tanh").run()
    assert "c·w·σ′(0) = 3·2·1.000 = 6.000" in words(app)


def test_a_sixth_cancels_a_sixth(fresh: Visitor) -> None:
    assert "misses it by as much as 0.6667" in words(fresh(bends_closer="ramp").run())
    assert "Exactly a hard sigmoid" in words(fresh(bends_closer="ramp", ramp=repr(-1 / 6)).run())


def test_stacked_lines_multiply_out(fresh: Visitor) -> None:
    app = fresh(bends_closer="layers").run()
    assert "ŷ = 3 − 0.5 (1 + 2 *x*)" in words(app)
    assert "ŷ = 2.5 − 1 *x*" in words(app)
    app.segmented_control(key="stack").set_value(2).run()
    inner, outer = np.array([[2.0], [1.0]]), np.array([-0.5, 1.5])
    assert float((outer @ inner)[0]) == 0.5
    assert 3.0 + outer @ np.array([1.0, -2.0]) == -0.5
    assert "ŷ = −0.5 + 0.5 *x*" in words(app)


def test_ten_sigmoids_let_no_more_through_than_their_bound(fresh: Visitor) -> None:
    assert "0.25¹⁰ = 9.537\u00a0×\u00a010⁻⁷" in words(fresh(bends_closer="depth").run())
    app = fresh(bends_closer="depth", depth="3", scale="1.0", compare=["sigmoid", "step"]).run()
    assert "0.25³ = 0.01562" in words(app)
    assert "| Sigmoid | 0.250 |" in words(app)
    step = next(line for line in words(app).splitlines() if line.startswith("| Step |"))
    assert [cell.strip() for cell in step.split("|")][3::2] == ["0", "is lost"]


def test_sleepers_are_counted_for_every_activation(fresh: Visitor) -> None:
    table = next(each.value for each in fresh(bends_closer="numbers").run().table
                 if list(each.value.columns) == ["dead", "saturated"])
    assert len(table) == len(ACTIVATIONS)
    assert list(table.loc["Step"]) == ["100.0 %", "0.0 %"]
    assert list(table.loc["Identity"]) == ["0.0 %", "0.0 %"]


def test_all_activations_are_explained(fresh: Visitor) -> None:
    said = words(fresh(bends_closer="formulas", formulas="all").run())
    for activation in ACTIVATIONS.values():
        assert f"**{activation.title}** ·" in said
        assert activation.latex in said
        assert activation.fails in said


def test_a_sum_goes_over_to_model_fit(stay: Visitor) -> None:
    app = stay(shape="relu", pieces="3")
    app.button(key="take_shape").click().run()
    assert not app.exception
    assert title(app) == "Model fit"
    kept = app.session_state["kept"]
    assert (kept["model"], kept["units_count"], kept["activation"]) == ("units", 3, "relu")
    assert not app.warning


@pytest.mark.parametrize("query", [{"shape": "step"}, {"pieces": "0"}, {"data": "sample:iris", "y": "species"},
                                   {"follow": "wave"}])
def test_what_model_fit_cannot_learn_is_not_offered_to_it(fresh: Visitor, query: dict[str, str]) -> None:
    assert not [button for button in fresh(**query).run().button if button.key == "take_shape"]
