"""Critical points: what the page says of a point is what an independent computation finds; buttons do what they say."""

import json
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from core.optimizers import OPTIMIZERS
from data.samples import SAMPLES
from tests.pages.drawn import data_of
from tests.pages.live import lines

Visitor = Callable[..., AppTest]
PAGE = "pages/critical_points.py"


def words(app: AppTest) -> str:
    return "\n".join(element.value for element in [*app.markdown, *app.error, *app.warning, *app.info])


def kept(app: AppTest, key: str) -> Any:  # noqa: ANN401
    return app.session_state["kept"][key]


def table(app: AppTest, *, column: str) -> pd.DataFrame:
    """The table that has this column."""
    return next(each.value for each in app.table if column in [each.value.index.name, *each.value.columns])


def test_the_first_view_is_the_lecture_s_saddle_and_says_why_nobody_moves(visit: Visitor) -> None:
    app = visit(PAGE)
    said = words(app)
    assert "**Saddle point**" in said
    assert "(−2, 2)" in said
    assert "falls along (0.7071, 0.7071)" in said
    assert lines(app, "rule")[0].startswith("Nobody moves. The gradient here is exactly 0")
    assert "1.000 - \\tfrac12\\cdot 2.000\\,c_1^2 + \\tfrac12\\cdot 2.000\\,c_2^2" in said
    assert "| λ₂ = +2.000 | u₂ = (0.7071, −0.7071) | curves up |" in said
    assert "| λ₁ = −2.000 | u₁ = (0.7071, 0.7071) | curves down: a way out |" in said
    shown = data_of(app, "map")
    assert shown["places"].values.tolist()[0][2] == "saddle"
    valleys = shown["curves"]
    np.testing.assert_allclose(valleys["p"] * valleys["q"], 1.0, atol=1e-8)
    assert valleys["curve"].nunique() == 2


def test_a_step_along_the_way_out_lands_where_taylor_and_truth_are_told(visit: Visitor) -> None:
    app = visit(PAGE)
    app.button(key="out_of_here").click().run()
    u, v = kept(app, "pu"), kept(app, "pv")
    assert abs(u) == pytest.approx(0.5 / np.sqrt(2))
    assert u == pytest.approx(v)
    assert "L was 1.000, second order promised 0.7500, it is 0.7656" in words(app)
    walks = data_of(app, "map")["frames"].groupby("slot").last()
    np.testing.assert_allclose(walks["p"] * walks["q"], 1.0, atol=1e-4)


def test_a_nudge_by_noise_escapes_and_each_nudge_is_another(visit: Visitor) -> None:
    app = visit(PAGE)
    app.button(key="nudge").click().run()
    first = kept(app, "pu"), kept(app, "pv")
    expected = 0.02 * 2.5 * np.random.default_rng(0).standard_normal(2)
    np.testing.assert_allclose(first, expected)
    assert "Nobody moves" not in lines(app, "rule")[0]
    assert kept(app, "jolt_seed") == 1
    app.button(key="nudge").click().run()
    assert (kept(app, "pu"), kept(app, "pv")) != first


@pytest.mark.parametrize(("at", "headline", "because"), [
    ((1.0, 1.0), "**Local minimum**", "L can't be below 0, and it is there"),
    ((0.5, -0.3), "**Not a critical point**", "downhill is"),
])
def test_other_points_of_the_tiny_network(visit: Visitor, at: tuple[float, float], headline: str, because: str) -> None:
    app = visit(PAGE, pu=str(at[0]), pv=str(at[1]))
    assert headline in words(app)
    assert because in words(app)


def test_slope_and_bend_on_the_page_are_those_by_hand(visit: Visitor) -> None:
    """L = (1 − uv)²: the gradient is −2(1 − uv)(v, u), the Hessian [[2v², 4uv − 2], [4uv − 2, 2u²]]."""
    said = words(visit(PAGE, pu="0.5", pv="-0.3"))
    assert "(0.6900,\\ -1.150)" in said
    assert "0.1800&-2.600\\\\-2.600&0.5000" in said


def test_the_lecture_s_start_walks_onto_the_saddle(visit: Visitor) -> None:
    app = visit(PAGE, pu="0.5", pv="-0.5", racers="gradient_descent", eta="0.1", race="1000")
    last = data_of(app, "map")["frames"].iloc[-1]
    assert abs(last["p"]) < 1e-3
    assert abs(last["q"]) < 1e-3


@pytest.mark.parametrize(("name", "counts"), [
    ("himmelblau", {"minimum": 4, "saddle": 4, "maximum": 1}), ("beale", {"minimum": 1, "saddle": 2}),
    ("rosenbrock", {"minimum": 1}), ("saddle", {"saddle": 1}), ("monkey_saddle", {"undecided": 1}),
    ("bowl", {"minimum": 1}), ("plateau", {"minimum": 1}),
])
def test_the_level_places_of_the_textbooks_are_marked_by_kind(visit: Visitor, name: str,
                                                              counts: dict[str, int]) -> None:
    places = data_of(visit(PAGE, ground=name), "map")["places"]
    assert places["kind"].value_counts().to_dict() == counts


def test_himmelblau_s_minima_are_those_of_the_literature_and_can_be_gone_to(visit: Visitor) -> None:
    app = visit(PAGE, ground="himmelblau")
    places = data_of(app, "map")["places"]
    found = sorted(places.loc[places["kind"] == "minimum", ["p", "q"]].values.tolist())
    expected = [[-3.779310253377747, -3.283185991286170], [-2.805118086952745, 3.131312518250573], [3.0, 2.0],
                [3.584428340330492, -1.848126526964404]]
    np.testing.assert_allclose(found, expected, atol=1e-8)
    app.button(key="go_0").click().run()
    assert "**Local minimum**" in words(app)


def test_another_landscape_begins_anew_and_a_link_reopens_the_same(visit: Visitor) -> None:
    app = visit(PAGE, pu="0.5", pv="-0.3", eta="0.05")
    app.selectbox(key="ground").set_value("rosenbrock").run()
    assert (kept(app, "pu"), kept(app, "pv"), kept(app, "eta")) == (-1.2, 1.0, 0.001)
    app.number_input(key="pu").set_value(1.0).run()
    query = {key: app.query_params[key] for key in app.query_params}
    again = visit(PAGE, **query)
    assert not again.warning
    assert (kept(again, "pu"), kept(again, "pv")) == (1.0, 1.0)
    assert "**Local minimum**" in words(again)


@pytest.mark.parametrize("hostile", [
    "__import__('os')", "u.__class__", "w + u", "u^9^9^9", "(" * 150 + "u" + ")" * 150, "u +", "", "'; DROP TABLE",
    "<script>alert(1)</script>", "[x](http://x)",
])
def test_a_formula_that_cannot_be_read_gets_a_sentence_and_the_old_surface_stays(visit: Visitor, hostile: str) -> None:
    app = visit(PAGE, ground="formula", typed="u^2 + 4v^2")
    before = data_of(app, "map")["places"]
    app.text_input(key="typed").set_value(hostile).run()
    assert not app.exception
    assert len(app.error) == 1
    assert app.error[0].value
    pd.testing.assert_frame_equal(data_of(app, "map")["places"], before)


def test_a_link_with_a_formula_that_is_refused_says_so_under_the_title(visit: Visitor) -> None:
    app = visit(PAGE, ground="formula", typed="u.__class__")
    sentence, = (warning.value for warning in app.warning)
    assert "The link asks for the formula" in sentence
    assert "a point only stands in a number" in sentence
    assert "You see" in sentence
    assert len(data_of(app, "map")["places"])
    app.run()
    assert not app.warning
    app.text_input(key="typed").set_value("u^2 + v^2").run()
    assert not app.error
    assert data_of(app, "map")["places"].values.tolist() == [[0.0, 0.0, "minimum"]]


def test_on_the_valley_the_minimum_ratio_is_a_half_because_zero_is_not_positive(visit: Visitor) -> None:
    assert "Minimum ratio 1/2: 0 is not positive." in words(visit(PAGE, pu="1", pv="1"))
    assert "Minimum ratio" not in words(visit(PAGE, ground="bowl", pu="0", pv="0"))


def test_a_typed_formula_becomes_a_landscape(visit: Visitor) -> None:
    app = visit(PAGE, ground="formula", typed="u^3/3 - u + v^2")
    places = data_of(app, "map")["places"]
    assert places.values.tolist() == [[1.0, 0.0, "minimum"], [-1.0, 0.0, "saddle"]]


@pytest.mark.parametrize("typed", ["0", "log(u)", "sqrt(u^2 + v^2)", "abs(u) + abs(v)", "1/u", "exp(exp(u))", "u"])
def test_strange_formulas_are_answered(visit: Visitor, typed: str) -> None:
    app = visit(PAGE, ground="formula", typed=typed)
    for at in ("-1.5", "0.0"):
        app.number_input(key="pu").set_value(float(at)).run()
        assert not app.exception


def test_the_visitor_s_own_bowl_has_its_least_squares_line_as_its_only_level_place(visit: Visitor) -> None:
    app = visit(PAGE, ground="line")
    frame = pd.read_csv(SAMPLES["hubble_1929"].path)
    w, b = np.polyfit(frame["distance_mpc"], frame["velocity_km_s"], 1)
    places = data_of(app, "map")["places"]
    assert len(places) == 1
    np.testing.assert_allclose(places[["p", "q"]].to_numpy(float)[0], [b, w], rtol=1e-8)
    app.button(key="go_0").click().run()
    assert "L is convex: nothing is lower" in words(app)
    assert "a bowl has no saddle" in words(app)


def test_the_best_line_by_absolute_errors_is_a_minimum_at_a_crease(visit: Visitor) -> None:
    """MAE's best line goes through two points: the lowest of all such lines."""
    app = visit(PAGE, ground="line", ground_loss="mae")
    frame = pd.read_csv(SAMPLES["hubble_1929"].path)
    x, y = frame["distance_mpc"].to_numpy(), frame["velocity_km_s"].to_numpy(float)
    slopes = [(y[i] - y[j]) / (x[i] - x[j]) for i in range(len(x)) for j in range(i) if x[i] != x[j]]
    starts = [y[i] - slope * x[i] for slope in slopes for i in range(len(x))]
    lines = np.column_stack([starts, np.repeat(slopes, len(x))])
    lowest = np.abs(lines[:, :1] + lines[:, 1:] * x - y).mean(axis=1).min()
    app.button(key="go_0").click().run()
    assert "**Minimum at a crease**" in words(app)
    assert np.abs(kept(app, "pu") + kept(app, "pv") * x - y).mean() == pytest.approx(lowest, rel=1e-12)


def test_a_small_network_s_plane_says_what_the_point_is_in_the_whole(visit: Visitor) -> None:
    app = visit(PAGE, ground="network", net_units="2", net_cut="zero")
    said = words(app)
    frame = pd.read_csv(SAMPLES["hubble_1929"].path)
    r = np.corrcoef(frame["distance_mpc"], frame["velocity_km_s"])[0, 1]
    assert f"{2 * r:.3f}" in said, "the eigenvalues at zero weights are ±2r"
    assert "**In all 7 parameters**: saddle point" in said
    assert "3 eigenvalues are positive, 2 zero, 2 negative" in said
    for cut in ("path", "bend"):
        app.radio(key="net_cut").set_value(cut).run()
        assert not app.exception
        assert "In all 7 parameters" in words(app)


@pytest.mark.parametrize("ground", ["line", "network"])
@pytest.mark.parametrize(("content", "said"), [
    (b"x,y\n1,1\n1,2\n1,3\n", "same in every row"), (b"x,y\n1,1\n", "same in every row"), (b"x\n1\n2\n", "feature x"),
    (b"name\nAnna\nBo\nCy\n", "name"),
])
def test_data_without_a_landscape_get_a_sentence_and_the_page_stays_filled(visit: Visitor, ground: str, content: bytes,
                                                                           said: str) -> None:
    app = visit("pages/data_upload.py", ground=ground)
    app.segmented_control(key="from").set_value("file").run()
    app.file_uploader(key="upload").upload("mine.csv", content, "text/csv").run()
    app.switch_page(PAGE).run()
    assert not app.exception
    assert said in words(app)
    assert len(app.get("vega_lite_chart")) >= 4


def test_classes_have_a_landscape_and_two_of_them_a_bowl(visit: Visitor) -> None:
    app = visit(PAGE, data="sample:breast_cancer", ground="line")
    assert not app.exception
    assert data_of(app, "map")["places"]["kind"].tolist() == ["minimum"]


def test_the_chance_of_a_minimum_falls_faster_than_coin_flips(visit: Visitor) -> None:
    app = visit(PAGE)
    drawn = data_of(app, "The chance that all eigenvalues are positive, by the number of parameters.")["lines"]
    matrix, coins = (drawn.loc[drawn["slot"] == slot, "y"].to_numpy() for slot in (0, 1))
    np.testing.assert_allclose(matrix[:3], [0.5, (2 - np.sqrt(2)) / 4, (np.pi - 2 * np.sqrt(2)) / (4 * np.pi)])
    np.testing.assert_allclose(coins, 0.5 ** np.arange(1, 6))
    assert (matrix[1:] < coins[1:]).all()
    app.slider(key="dims").set_value(2).run()
    bars = data_of(app, "How many eigenvalues of random symmetric matrices are positive.")["bars"]
    assert bars["y"].sum() == pytest.approx(1.0)
    assert bars.loc[bars["last"] == 1, "y"].item() == pytest.approx(0.1464, abs=0.01)


def test_the_minimum_ratio_is_the_share_of_positive_eigenvalues(visit: Visitor) -> None:
    app = visit(PAGE)
    alternative = "The shares of positive, negative and zero eigenvalues along the training of a network."
    lines = data_of(app, alternative)["lines"]
    shares = lines.pivot_table(index="x", columns="kind", values="y", aggfunc="sum").fillna(0.0)
    np.testing.assert_allclose(shares.sum(axis=1), 1.0)
    assert f"**minimum ratio {shares['up'].iloc[-1]:.3f}**" in words(app)


def test_a_single_w_has_three_kinds_of_level_ground(visit: Visitor) -> None:
    app = visit(PAGE)
    said = words(app)
    for kind in ("**local minimum**", "**local maximum**", "**undecided**"):
        assert kind in said
    app.slider(key="single").set_value(0.5).run()
    assert words(app).count("**not critical**") == 3


def test_out_of_the_saddle_the_walks_are_counted(visit: Visitor) -> None:
    found = table(visit(PAGE), column="steps to half of its fall")
    assert found.iloc[0].tolist() == ["stays", "1.000"]
    assert all(int(steps) > 0 for steps in found.iloc[1:, 0])


@pytest.mark.parametrize("query", [{"pu": "1e300"}, {"pv": "nan"}, {"ground": "nowhere"}, {"eta": "-1"},
                                   {"racers": ["gradient_descent", "none"]}, {"racers": list(OPTIMIZERS)},
                                   {"race": "7"}, {"net_cut": "x"}])
def test_nonsense_in_the_link_gets_a_sentence(visit: Visitor, query: dict[str, Any]) -> None:
    app = visit(PAGE, **({"ground": "network"} if "net_cut" in query else {}) | query)
    assert any("link asks for" in warning.value for warning in app.warning)
    json.dumps(kept(app, "pu"))


def test_more_optimizers_start_side_by_side(visit: Visitor) -> None:
    chosen = ["gradient_descent", "nesterov", "rmsprop", "adagrad", "adadelta", "nadam"]
    app = visit(PAGE, ground="himmelblau", racers=chosen)
    assert data_of(app, "map")["frames"]["slot"].nunique() == 6
    app.multiselect(key="racers").set_value([]).run()
    assert not app.exception
    assert "Nobody starts" in words(app)
