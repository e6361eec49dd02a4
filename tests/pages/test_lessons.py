"""The lecture's claims, one by one: each page is opened as the lesson says, and shows the lesson's numbers.

What a learner reads is read here: sentences, tables, formulas, the player's frames, the dots and lines of charts.
Numbers are rounded as the page rounds them.
"""

import math
from collections.abc import Callable

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from data.samples import SAMPLES
from tests.pages.drawn import data_of
from tests.pages.heads import title
from tests.pages.live import cells, player, players

Visit = Callable[..., AppTest]

OVERVIEW, DATA, FIT = "pages/overview.py", "pages/data_upload.py", "pages/model_fit.py"
LOSSES, BENDS, POINTS = "pages/loss_comparison.py", "pages/activation_functions.py", "pages/critical_points.py"
LECTURE = {"data": "sample:views", "units": "data", "b0": "0.5", "w0": "1.0"}
HUBBLE = {"data": "sample:hubble_1929", "loss": "mse", "units": "data", "b0": "0.0", "w0": "0.0"}
THREE = {"data": "sample:anscombe", "only": "series = III"}
MPG = {"data": "sample:auto_mpg", "x": "horsepower"}


def said(app: AppTest) -> str:
    """All sentences of the page, with plain spaces and no marks of emphasis."""
    text = "\n".join(each.value for each in [*app.markdown, *app.error, *app.warning])
    return text.replace("\u202f", " ").replace("\u2060", "").replace("**", "")


def film(app: AppTest) -> tuple[list[int], dict[str, np.ndarray]]:
    """The player: its steps, and the numbers that each of them shows."""
    found = player(app)
    return found["steps"], {name: np.array(column, dtype=float) for name, column in found["values"].items()}


def formula(app: AppTest, begins: str, step: int) -> str:
    """A formula over the player, with the numbers of one step filled in to six digits."""
    steps, values = film(app)
    lines = [line for text in player(app)["texts"].values() for line in text.get("lines", [])]
    line = next(line for line in lines if line[0].get("text", "").startswith(begins))
    row = steps.index(step)
    return "".join(piece["text"] if "text" in piece else f"{values[piece['live']][row]:.6g}" for piece in line)


def rows(app: AppTest, first: str) -> dict[str, list[str]]:
    """A table of the page, by the heading of its first column: for every row its other cells."""
    for table in app.table:
        if table.value.index.name == first:
            return {str(name).strip("*"): [str(cell).replace("\u202f", " ") for cell in row]
                    for name, row in zip(table.value.index, table.value.values.tolist(), strict=True)}
    for name in [name for each in players(app) for name, text in each["texts"].items() if "rows" in text]:
        head, *body = cells(app, name)
        if head[0] == first:
            return {row[0]: [cell.replace("\u202f", " ") for cell in row[1:]] for row in body}
    written = next(each.value for each in app.markdown if each.value.startswith(f"| {first} |"))
    lines = [[cell.strip() for cell in line.strip("|").split("|")] for line in written.splitlines()[2:]]
    return {row[0].strip("*"): row[1:] for row in lines}


def task(app: AppTest) -> str:
    """The kind of task that the data page has found out."""
    return str(app.selectbox(key="task").value)


# --- the notes, claim by claim ---------------------------------------------------------------------------------------

def test_machine_learning_finds_a_function_whose_loss_falls_from_271309_to_49734_in_a_hundred_steps(
        visit: Visit) -> None:
    app = visit(OVERVIEW)
    steps, values = film(app)
    assert (steps[0], steps[-1]) == (0, 100)
    assert (round(values["loss"][0]), round(values["loss"][-1])) == (271_309, 49_734)
    assert "f(x)" in title(app)


def test_three_kinds_of_task_follow_from_the_answer_one_wants(visit: Visit) -> None:
    app = visit(DATA, data="sample:penguins", y="body_mass_g")
    assert task(app) == "regression"
    app.selectbox(key="y").set_value("species").run()
    assert task(app) == "classification"
    assert task(visit(DATA, data="sample:names")) == "structured"


def test_tomorrow_is_predicted_from_1_7_28_and_56_days_of_the_past(visit: Visit) -> None:
    errors = rows(visit(DATA, data="sample:us_births", past="7"), "forecast")
    shown = {name: round(float(cells[0])) for name, cells in errors.items()}
    assert shown["best line from the value before"] == 1642
    assert [shown[f"best line from the last {days} values"] for days in (7, 28, 56)] == [551, 401, 381]
    assert shown["no learning: the same day last week"] == 448


def test_step_1_b_shifts_the_line_and_w_tilts_it_and_the_dot_on_the_map_follows(visit: Visit) -> None:
    heights = []
    for b, w in ((0.5, 1.0), (2.5, 1.0), (0.5, 1.5)):
        app = visit(FIT, **LECTURE | {"b0": str(b), "w0": str(w)})
        line = data_of(app, "The data as dots, the line f(x)")
        ends = line["axes"].iloc[0]
        start = line["frames"].iloc[0]
        assert start["y0"] == pytest.approx(b + w * ends["axis_1_low"])
        heights.append((start["y0"], start["y1"]))
        dot = data_of(app, "The error surface with the path")["frames"].iloc[0]
        assert (dot["p"], dot["q"]) == (b, w)
    (left, right), shifted, tilted = heights
    assert (shifted[0] - left, shifted[1] - right) == pytest.approx((2.0, 2.0))
    assert tilted[1] - tilted[0] == pytest.approx(1.5 * (right - left))


def test_step_2_the_lecture_s_loss_l_of_a_half_and_one_is_worked_out_error_by_error(visit: Visit) -> None:
    guess = {"open": "guess", "guess_b": "0.5", "guess_w": "1.0"}
    absolute = visit(FIT, **LECTURE, loss="mae", **guess)
    assert "(0.4 + 2.1 + 0.1 + 0.2 + 0.7 + 1.3) / 6 = 4.8 / 6 = :red[0.8000]" in said(absolute)
    assert [cells[-1] for cells in rows(absolute, "#").values()] == ["0.4", "2.1", "0.1", "0.2", "0.7", "1.3"]
    squared = visit(FIT, **LECTURE, loss="mse", **guess)
    assert "= 6.8 / 6 = :red[1.133]" in said(squared)


def test_on_real_data_the_same_guess_is_worse_than_the_best_constant(visit: Visit) -> None:
    app = visit(FIT, data="sample:us_births", past="1", held="0", loss="mae", open="guess", guess_b="500",
                guess_w="1", revealed="1")
    assert "Your loss: :red[1898]" in said(app)
    assert "with :green[1648]; the best constant has 1820" in said(app)


def test_step_3_the_update_rule_stands_there_with_the_step_s_numbers(visit: Visit) -> None:
    app = visit(FIT, **LECTURE, loss="mse", rate="0.01")
    assert formula(app, "b ←", 0).endswith("0.5 − 0.01 · (-0.4) = 0.504")
    assert formula(app, "w ←", 0).endswith("1 − 0.01 · (-0.826667) = 1.00827")
    assert formula(app, "w ←", 1).split(" = ")[1].startswith("1.00827")


@pytest.mark.parametrize(("rate", "step"), [("0.1", 48), ("0.4", 12)])
def test_a_learning_rate_comes_to_one_percent_of_the_bottom_after_so_many_steps(visit: Visit, rate: str,
                                                                                step: int) -> None:
    steps, values = film(visit(FIT, **HUBBLE, rate=rate))
    bottom = values["loss"] - values["gap"]
    assert bottom[0] == pytest.approx(49_726.8, abs=0.1)
    assert steps[int(np.argmax(values["gap"] <= 0.01 * bottom))] == step


def test_a_learning_rate_above_the_limit_diverges_and_the_limit_is_named(visit: Visit) -> None:
    text = said(visit(FIT, **HUBBLE, rate="0.5"))
    assert "Diverged" in text
    assert "η = 0.5000 is above 2/λmax = 0.4918" in text


def test_ten_steps_are_too_few_and_it_is_said(visit: Visit) -> None:
    app = visit(FIT, **HUBBLE, rate="0.1", steps="10")
    assert "Still moving after 10 steps" in said(app)
    assert round(film(app)[1]["loss"][-1]) == 59_385


def test_slope_zero_is_a_saddle_at_the_origin_and_a_minimum_on_the_curve(visit: Visit) -> None:
    assert "✚ Saddle point" in said(visit(POINTS, pu="0", pv="0"))
    assert "◆ Local minimum" in said(visit(POINTS, pu="1", pv="1"))


def test_along_a_network_s_training_the_minimum_ratio_is_drawn_and_ends_below_one(visit: Visit) -> None:
    app = visit(POINTS)
    positive = data_of(app, "The shares of positive, negative and zero")["lines"].query("kind == 'up'")["y"]
    assert f"minimum ratio {positive.iloc[-1]:.3f}" in said(app)
    assert 0 < positive.iloc[-1] < 1


def test_the_three_steps_are_shown_on_the_visitor_s_own_data(visit: Visit) -> None:
    app = visit(OVERVIEW, data="sample:old_faithful")
    own = SAMPLES["old_faithful"].table().frame
    dots = data_of(app, "The data as dots, and some of the lines")["points"]
    assert set(zip(dots["x"], dots["y"], strict=True)) <= set(zip(own["waiting"], own["eruptions"], strict=True))
    marks = data_of(app, "The error surface, and the lowest place")["marks"].set_index("kind").loc["best"]
    assert (marks["x"], marks["y"]) == pytest.approx((0.0, np.corrcoef(own["waiting"], own["eruptions"])[0, 1]))
    path = data_of(app, "The path of the descent on the error surface")["path"]
    assert len(path) > 1


def test_the_sigmoid_s_height_steepness_and_place_are_c_w_and_b(visit: Visit) -> None:
    text = said(visit(BENDS, piece_c="6.0", piece_b="-4.0", piece_w="2.0"))
    assert "the middle is at x = −b/w = 4/2 = 2" in text
    assert "c·w/4 = 6·2/4 = 3" in text
    assert "between 0 and 6" in text


def test_neurons_without_activation_multiply_out_to_one_line(visit: Visit) -> None:
    text = said(visit(BENDS, bends_closer="layers"))
    assert "ŷ = 3 − 0.5 (1 + 2 *x*)" in text
    assert "ŷ = 2.5 − 1 *x*] One line." in text


def test_nature_is_mostly_not_linear_a_bend_beats_the_line(visit: Visit) -> None:
    text = said(visit(BENDS, **MPG))
    assert "a straight line 23.94, a parabola 18.98, the best line with one bend 18.93, at x = 103" in text
    line, square = (rows(visit(FIT, **MPG, loss="mse", model=model, degree="2"), "measure")["RMSE"][1]
                    for model in ("line", "polynomial"))
    assert float(line) ** 2 == pytest.approx(23.94, abs=0.01)
    assert float(square) ** 2 == pytest.approx(18.98, abs=0.01)


def test_pieces_add_up_to_the_curve_and_the_best_error_never_rises(visit: Visit) -> None:
    app = visit(BENDS, **MPG, shape="relu", pieces="5", bends_closer="numbers")
    errors = np.array([[float(cell) for cell in row] for row in rows(app, "k").values()])
    assert (np.diff(errors, axis=0) <= 0).all()
    pieces = data_of(app, "The data as dots, the pieces as thin lines")["pieces"]
    assert pieces["piece"].nunique() == 5


# --- 1.1 MAE and MSE -------------------------------------------------------------------------------------------------

def test_anscombe_iii_has_two_lines_and_mae_s_is_within_0005_of_ten_points_of_eleven(visit: Visit) -> None:
    app = visit(LOSSES, **THREE)
    fits = rows(app, "fitted by")
    assert fits["MSE"][:2] == ["3.002", "0.4997"]
    assert [float(cell) for cell in fits["MAE"][:2]] == [4.01, 0.345]
    points = data_of(app, "The data with the line of each loss")["errors"]          # from every point an error
    errors = (points["y"] - float(fits["MAE"][0]) - float(fits["MAE"][1]) * points["x"]).abs()
    assert len(errors) == 11
    assert int((errors <= 0.005 + 1e-9).sum()) == 10


def test_the_outlier_dragged_to_20_takes_mse_along_and_leaves_mae(visit: Visit) -> None:
    app = visit(LOSSES, **THREE, move="7.26")
    assert data_of(app, "The data with the line of each loss")["errors"]["y"].max() == pytest.approx(20.0)
    fits = rows(app, "fitted by")
    assert fits["MSE"][1] == "0.7637"
    assert float(fits["MAE"][1]) == 0.345


def test_old_faithful_s_bottom_is_a_flat_patch_on_which_even_mae_comes_to_rest(visit: Visit) -> None:
    app = visit(FIT, data="sample:old_faithful", loss="mae", units="standardized", rate="0.1")
    assert "Converged" in said(app)
    assert film(app)[1]["loss"][-1] == pytest.approx(0.35160, abs=5e-6)


@pytest.mark.parametrize(("only", "median"), [("high_lines", 32.5), ("dots", 51.3), ("dino", None)])
def test_datasaurus_sets_have_one_mean_and_many_medians(visit: Visit, only: str, median: float | None) -> None:
    picks = rows(visit(LOSSES, data="sample:datasaurus", only=f"dataset = {only}", losses=["mse", "mae"],
                       closer="constant"), "loss")
    assert float(picks["MSE"][0]) == pytest.approx(47.83, abs=0.011)
    if median is not None:
        low, high = (float(end) for end in picks["MAE"][0].split(" to "))
        assert (low + high) / 2 == pytest.approx(median, abs=0.01)


def test_the_lecture_s_step_lowers_mse_and_raises_mae(visit: Visit) -> None:
    app = visit(FIT, **LECTURE, loss="mse", rate="0.01", steps="1")
    assert [f"{loss:.4f}" for loss in film(app)[1]["loss"][:2]] == ["1.1333", "1.1292"]
    assert rows(app, "measure")["MAE"][0] == "0.8010"
    guessed = visit(FIT, **LECTURE, loss="mae", open="guess", guess_b="0.5", guess_w="1.0")
    assert "Your loss: :red[0.8000]" in said(guessed)


# --- 1.2 minimum or saddle -------------------------------------------------------------------------------------------

def test_at_the_origin_the_eigenvalues_are_minus_and_plus_two_and_one_one_leads_out(visit: Visit) -> None:
    app = visit(POINTS)
    text = said(app)
    assert r"H = \begin{pmatrix}0&-2.000\\-2.000&0\end{pmatrix}" in text
    assert "| λ₁ = −2.000 | u₁ = (0.7071, 0.7071) | curves down: a way out |" in text
    assert "| λ₂ = +2.000 | u₂ = (0.7071, −0.7071) | curves up |" in text
    assert r"= 1.000 - \tfrac12\cdot 2.000\,c_1^2 + \tfrac12\cdot 2.000\,c_2^2" in text
    assert r"L(w_1, w_2) = \left(1 - w_1 w_2\right)^{2}" in text


def test_cut_along_both_directions_the_saddle_is_a_valley_and_a_hilltop(visit: Visit) -> None:
    """A distance x along (1, 1)/√2 is t = x/√2: L is (1 − t²)²; across, (1 + t²)²."""
    slices = data_of(visit(POINTS), "The loss along both eigenvectors")["slices"]
    half = slices["x"] ** 2 / 2
    np.testing.assert_allclose(slices["y"], np.where(slices["kind"] == "down", (1 - half) ** 2, (1 + half) ** 2),
                               atol=1e-12)


def test_half_a_unit_out_taylor_promises_075_and_it_is_07656(visit: Visit) -> None:
    app = visit(POINTS)
    app.button(key="out_of_here").click().run()
    step = [float(app.number_input(key=key).value or 0.0) for key in ("pu", "pv")]
    assert math.hypot(*step) == pytest.approx(0.5)
    assert "L was 1.000, second order promised 0.7500, it is 0.7656" in said(app)


def test_at_one_one_the_eigenvalues_are_four_and_zero_and_the_minimum_ratio_is_a_half(visit: Visit) -> None:
    text = said(visit(POINTS, pu="1", pv="1"))
    assert "| λ₂ = +4.000 |" in text
    assert "| λ₁ = 0 | u₁ = (0.7071, −0.7071) | does not curve |" in text
    assert "L can't be below 0, and it is there" in text
    assert "Minimum ratio 1/2" in text


def test_of_random_matrices_fewer_are_minima_than_coins_would_have_it(visit: Visit) -> None:
    """The lesson's 0.0026 for p = 4 was an estimate; the integral is 0.00246 (see tests/core/test_curvature.py)."""
    app = visit(POINTS)
    assert "p = 1 … 5: 0.500, 0.146, 0.0249, 0.00246, 0.000140" in said(app)
    dots = data_of(app, "The chance that all eigenvalues are positive")["dots"]
    coins = dots.loc[dots["slot"] == 1, "y"]
    np.testing.assert_allclose(coins, [0.5, 0.25, 0.125, 0.0625, 0.03125])


def test_with_a_single_w_zero_slope_can_be_a_valley_a_hilltop_or_neither(visit: Visit) -> None:
    text = said(visit(POINTS, single="0.0"))
    assert "◆ local minimum" in text
    assert "▲ local maximum" in text
    assert "? undecided" in text
    assert "w³, w⁴ and −w⁴ all have slope 0 and curvature 0 at 0" in text
