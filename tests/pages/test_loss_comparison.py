"""The Loss comparison page, as it is read: its numbers beside independent ones, its choices in the link."""

import json
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from data.matrix import matrix
from data.samples import SAMPLES
from pages.shared import cells as packed
from tests.pages.heads import title

Visit = Callable[..., AppTest]
PAGE = "pages/loss_comparison.py"
REGRESSION = [name for name, sample in SAMPLES.items() if sample.task == "regression"]
THREE = {"data": "sample:anscombe", "only": "series = III"}
FOUR = {"data": "sample:anscombe", "only": "series = IV"}


def copied(app: AppTest) -> dict[str, Any]:
    """All digits behind Copy numbers."""
    found: dict[str, Any] = json.loads(app.code[0].value)
    return found


def text(app: AppTest) -> str:
    return "\n".join(element.value for element in app.markdown)


def cells(app: AppTest, first: str) -> list[list[str]]:
    """The rows of the table whose first heading is this, as they are shown."""
    table = next(e.value for e in app.markdown if e.value.startswith(f"| {first} |"))
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()[2:]]


def asked(app: AppTest, key: str) -> str:
    """What the address says."""
    value = app.query_params[key]
    return value if isinstance(value, str) else value[-1]


def test_anscombe_three_shows_the_literature_s_slopes_and_they_part_when_the_outlier_is_dragged(visit: Visit) -> None:
    app = visit(PAGE, **THREE)
    found = copied(app)
    assert (found["mse"]["b"], found["mse"]["w"]) == (pytest.approx(3.002, abs=1e-3), pytest.approx(0.4997, abs=1e-4))
    assert (found["mae"]["b"], found["mae"]["w"]) == (pytest.approx(4.010, abs=1e-3), pytest.approx(0.345, abs=1e-4))
    assert found["changed"]["row"] == 3
    app.select_slider(key="move").set_value(7.4).run()
    assert not app.exception
    found = copied(app)
    assert found["mae"]["w"] == pytest.approx(0.345, abs=1e-4)
    assert found["mse"]["w"] == pytest.approx(0.4997 + 7.4 * 4 / 110, abs=1e-4)


def test_the_exact_place_of_the_link_is_kept_though_it_lies_between_two_notches(visit: Visit) -> None:
    app = visit(PAGE, **THREE, move="7.26")
    assert copied(app)["mse"]["w"] == pytest.approx(0.7637, abs=5e-5)
    assert asked(app, "move") == "7.26"
    assert not app.warning


def test_a_lone_far_x_owns_both_lines_and_the_page_says_that_the_absolute_one_is_not_unique(visit: Visit) -> None:
    before = copied(visit(PAGE, **FOUR, point="8"))
    app = visit(PAGE, **FOUR, point="8", move="5.0")
    after = copied(app)
    for loss in ("mse", "mae"):
        assert after[loss]["w"] - before[loss]["w"] == pytest.approx(5 / 11, abs=0.02)
    assert "many are equally good" in text(app)


def test_thrown_a_thousand_ranges_away_the_point_leaves_the_picture_and_takes_one_line_along(visit: Visit) -> None:
    app = visit(PAGE, **THREE, move="7300.0")
    assert not app.exception
    found = copied(app)
    assert found["mse"]["w"] > 200
    assert found["mae"]["w"] == pytest.approx(0.345, abs=1e-4)


@pytest.mark.parametrize("sample", REGRESSION)
def test_on_every_sample_each_loss_is_smallest_for_its_own_fit(visit: Visit, sample: str) -> None:
    for losses in (["mse", "mae", "huber", "log_cosh"], ["quantile", "epsilon_insensitive", "cauchy", "tukey"]):
        app = visit(PAGE, data=f"sample:{sample}", losses=losses, tau="0.8", closer="choose")
        assert not app.exception
        found = copied(app)
        for column in losses:
            own = found[column]["losses"][column]
            assert all(found[row]["losses"][column] >= own * (1 - 1e-9) for row in losses)
            if found[column]["starts"]:
                assert column in ("cauchy", "tukey")
                assert "best found from" in text(app)
            else:
                assert 0 <= found[column]["gap is at most"] <= 1e-9 * own
        table = cells(app, "fitted by")
        assert [row[0].strip("*").lower() for row in table] == [
            {"epsilon_insensitive": "ε-insensitive", "log_cosh": "log-cosh"}.get(name, name) for name in losses]
        for i, row in enumerate(table):
            assert [j for j, cell in enumerate(row[3:]) if "◆" in cell] == [i]


def test_the_fits_are_those_of_the_data_as_they_are(visit: Visit) -> None:
    sample = SAMPLES["old_faithful"]
    made = matrix(sample.table(), sample.target, sample.features)
    found = copied(visit(PAGE, data="sample:old_faithful"))
    w, b = np.polyfit(made.X[:, 0], made.y, 1)
    assert found["mse"]["b"] == pytest.approx(b, rel=1e-10)
    assert found["mse"]["w"] == pytest.approx(w, rel=1e-10)
    error = made.y - found["mae"]["b"] - found["mae"]["w"] * made.X[:, 0]
    assert found["mae"]["losses"]["mae"] == pytest.approx(np.abs(error).mean(), rel=1e-12)


def test_diamonds_mean_and_median_are_the_constants(visit: Visit) -> None:
    app = visit(PAGE, data="sample:diamonds", losses=["mse", "mae"], closer="constant")
    rows = {row[0].strip("*"): row for row in cells(app, "loss")}
    assert rows["MSE"][1] == "3743"
    assert rows["MAE"][1] == "2213 to 2215"
    up, down = (cell.split() for cell in rows["MSE"][3:5])
    assert up[0] == down[0], "the pulls from above and below are equal"
    assert all("500\u00a0rows" in cell for cell in rows["MAE"][3:5])


@pytest.mark.parametrize("closer", ["constant", "surfaces", "errors", "influence", "choose"])
@pytest.mark.parametrize("sample", ["hubble_1929", "views", "us_births"])
def test_every_closer_look_shows_on_small_and_large_samples(visit: Visit, sample: str, closer: str) -> None:
    app = visit(PAGE, data=f"sample:{sample}", closer=closer, losses=["mse", "mae", "huber", "tukey"])
    assert not app.exception
    assert not app.warning
    assert asked(app, "closer") == closer


def test_the_bowl_settles_and_the_crease_rattles_until_its_steps_shrink(visit: Visit) -> None:
    app = visit(PAGE, **THREE, closer="surfaces")
    assert "**Settles**" in text(app)
    assert "**Rattles**" in text(app)
    app = visit(PAGE, **THREE, closer="surfaces", shrink="1", walk="1000")
    assert "**Rattles**" not in text(app)


def test_one_row_breaks_the_squares_line(visit: Visit) -> None:
    app = visit(PAGE, **THREE, closer="influence")
    tables = [e.value for e in app.markdown if e.value.startswith("| fit |")]
    assert any("| **MSE** | 1 row | 9.09 % |" in table for table in tables)
    assert any("| **MAE** | 0.3450 | 0.3450 |" in table for table in tables)


def test_at_most_four_losses_and_none_gets_a_sentence(visit: Visit) -> None:
    app = visit(PAGE, losses=["mse", "mae", "huber", "quantile", "tukey"])
    assert len(copied(app)) == 5
    app = visit(PAGE)
    app.pills(key="losses").set_value([]).run()
    assert not app.exception
    assert "Choose at least one loss." in text(app)


def test_the_errors_drawn_follow_when_their_loss_is_put_away(visit: Visit) -> None:
    app = visit(PAGE, errors="mae")
    app.pills(key="losses").set_value(["mse"]).run()
    assert not app.exception
    assert not app.warning
    assert asked(app, "errors") == "mse"


def test_other_rows_forget_what_was_done_to_the_ones_before(visit: Visit) -> None:
    app = visit(PAGE, **THREE, move="7.26")
    app.selectbox(key="only").set_value("all").run()
    assert not app.exception
    assert asked(app, "move") == "0.0"


def test_the_point_can_be_put_exactly_and_brought_back(visit: Visit) -> None:
    app = visit(PAGE, **THREE)
    app.number_input(key="exact_y").set_value(20.0).run()
    assert asked(app, "move") == "7.26"
    assert copied(app)["mse"]["w"] == pytest.approx(0.7637, abs=5e-5)
    app.button(key="as_given").click().run()
    assert copied(app)["mse"]["w"] == pytest.approx(0.4997, abs=1e-4)
    assert asked(app, "move") == "0.0"


def test_spoiled_rows_are_counted_and_drag_the_squares_line(visit: Visit) -> None:
    app = visit(PAGE, data="sample:old_faithful", way="many", spoiled="20")
    found = copied(app)
    assert found["changed"]["spoiled rows"] == 54
    given = copied(visit(PAGE, data="sample:old_faithful"))
    assert found["mse"]["losses"]["mse"] > 5 * given["mse"]["losses"]["mse"]


def test_a_loss_is_taken_to_model_fit_with_its_numbers(visit: Visit) -> None:
    app = visit(PAGE, losses=["huber"], closer="choose")
    delta = copied(app)["huber"]["parameters"]["delta"]
    app.button(key="take_huber").click().run()
    assert not app.exception
    assert title(app) == "Model fit"
    assert asked(app, "loss") == "huber"
    assert float(asked(app, "loss_delta")) == delta


def test_two_features_are_said_and_one_can_be_chosen(visit: Visit) -> None:
    app = visit(PAGE, data="sample:penguins", x=["flipper_length_mm", "bill_length_mm"])
    assert "only" in text(app)
    first = copied(app)["mse"]["w"]
    app.selectbox(key="along").set_value("bill_length_mm").run()
    assert not app.exception
    assert copied(app)["mse"]["w"] != first


def test_two_classes_show_boundaries_and_what_each_gets_right(visit: Visit) -> None:
    app = visit(PAGE, data="sample:breast_cancer", class_losses=["logistic", "hinge", "zero_one"])
    assert not app.exception
    found = copied(app)
    sample = SAMPLES["breast_cancer"]
    made = matrix(sample.table(), sample.target, sample.features, "classification")
    theta = np.array(list(found["logistic"]["parameters"].values()))
    margin = (2 * made.y - 1) * (theta[0] + made.X[:, :2] @ theta[1:])
    assert found["logistic"]["losses"]["logistic"] == pytest.approx(np.logaddexp(0, -margin).mean(), rel=1e-9)
    assert found["logistic"]["right"] == pytest.approx((margin > 0).mean())
    slopes = np.column_stack([np.ones(len(margin)), made.X[:, :2]]).T @ ((2 * made.y - 1) / (1 + np.exp(margin)))
    assert np.abs(slopes).max() < 1e-6 * len(margin), "no step makes it smaller"
    assert "no slope to follow" in text(app)


def test_a_loss_that_the_link_names_twice_is_shown_once(visit: Visit) -> None:
    app = visit(PAGE, data="sample:breast_cancer", class_losses=["hinge", "logistic", "hinge"])
    assert app.session_state["kept"]["class_losses"] == ["hinge", "logistic"]


def test_separable_classes_get_the_reason_and_a_penalty_helps(visit: Visit) -> None:
    app = visit(PAGE, data="sample:iris", class_losses=["logistic"])
    assert "**Logistic** draws no boundary: A boundary separates the classes" in text(app)
    app = visit(PAGE, data="sample:iris", class_losses=["logistic"], class_l2="0.01")
    assert copied(app)["logistic"]["right"] == 1.0


def test_three_classes_are_looked_at_one_against_the_rest(visit: Visit) -> None:
    app = visit(PAGE, data="sample:iris", against="versicolor", second="–")
    assert not app.exception
    found = copied(app)
    assert list(found["hinge"]["parameters"]) == ["b", "w[petal_length_cm]"]
    assert "50 of 150" not in text(app)
    assert "100 of 150 rows (66.7 %)" in text(app)


def test_text_that_is_to_be_made_leaves_the_losses_alone_to_look_at(visit: Visit) -> None:
    app = visit(PAGE, data="sample:names")
    assert not app.exception
    assert "there is no line to fit" in text(app)
    assert len(app.get("vega_lite_chart")) == 2


def test_nonsense_in_the_link_is_said_and_the_page_stands(visit: Visit) -> None:
    app = visit(PAGE, losses=["mse", "nonsense"], move="1e999", point="-4", delta="abc", e="99", closer="x",
                way="inside out", errors="zz", stride="7", c="nan")
    assert not app.exception
    assert len(app.warning) >= 6
    assert copied(app)["mse"]["w"] == pytest.approx(454.158, abs=1e-3)


@pytest.mark.parametrize("rows", [[(1, 2)], [(1, 2), (1, 5)], [(1, 3), (2, 3)]], ids=["one row", "one x", "one y"])
def test_where_nothing_can_be_learned_a_sentence_says_so(visit: Visit, rows: list[tuple[float, float]]) -> None:
    data = "cells:" + str(packed.pack(pd.DataFrame(rows, columns=["x", "y"]), "strange"))
    app = visit(PAGE, data=data, y="y", x="x", task="regression")
    assert not app.exception
    assert "nothing to learn from" in app.error[0].value


def test_a_group_of_one_row_has_lines_and_none_is_the_only_one(visit: Visit) -> None:
    frame = pd.DataFrame({"kind": list("abbccc"), "x": [1.0, 2, 3, 4, 4, 4], "y": [1.0, 2, 4, 4, 7, 9]})
    data = "cells:" + str(packed.pack(frame, "groups"))
    for group in ("a", "b", "c"):
        app = visit(PAGE, data=data, y="y", x="x", task="regression", only=f"kind = {group}", closer="influence",
                    losses=["mse", "mae", "huber", "tukey"])
        assert not app.exception
        assert copied(app)["mse"]["unique"] is (group == "b")


@pytest.mark.parametrize("rows", [
    [(1, 2), (2, 5)], [(1, 2), (1, 5), (4, 9)], [(1e140, 1e140), (2e140, 5e140), (3e140, 1e140)],
    [(1e-140, 1e-140), (2e-140, 5e-140), (3e-140, 1e-140)], [(5e6, 1), (5e6 + 1, 2), (5e6 + 2, 4)],
], ids=["two rows", "a lone x", "huge", "tiny", "far away"])
def test_strange_data_are_answered(visit: Visit, rows: list[tuple[float, float]]) -> None:
    data = "cells:" + str(packed.pack(pd.DataFrame(rows, columns=["x", "y"]), "strange"))
    for closer in ("constant", "surfaces", "errors", "influence"):
        app = visit(PAGE, data=data, y="y", x="x", task="regression", closer=closer,
                    losses=["mse", "mae", "huber", "tukey"])
        assert not app.exception
        assert copied(app)["mse"] is not None


def test_a_point_can_not_be_dragged_beyond_all_numbers(visit: Visit) -> None:
    frame = pd.DataFrame({"x": [1.0, 2.0, 3.0, 4.0], "y": [1e148, 3e148, 2e148, 5e148]})
    data = "cells:" + str(packed.pack(frame, "far"))
    for closer in ("surfaces", "influence"):
        app = visit(PAGE, data=data, y="y", x="x", task="regression", closer=closer, move="9e149", way="up")
        assert not app.exception
        assert copied(app)["changed"]["up"] == 9e149
        app = visit(PAGE, data=data, y="y", x="x", task="regression", closer=closer, move="9e150", way="up")
        assert not app.exception
        assert app.warning


def test_of_very_many_rows_a_sample_is_fitted_and_the_page_says_so(visit: Visit) -> None:
    random = np.random.default_rng(0)
    x = random.normal(size=25_000).round(3)
    lines = "\n".join(f"{a},{b}" for a, b in zip(x, (2 * x + random.normal(size=25_000)).round(3), strict=True))
    app = visit(PAGE)
    from data.reader import read_table

    app.session_state["table"] = read_table(("x,y\n" + lines).encode(), name="many.csv")
    app.run()
    assert not app.exception
    assert "A random sample of 6000 of all 25 000 rows is fitted" in text(app).replace("\u202f", " ")
    assert copied(app)["mse"]["w"] == pytest.approx(2.0, abs=0.05)
