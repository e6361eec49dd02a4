"""What is left over: residuals with their rows, and the confusion matrix."""


import numpy as np
import pandas as pd

from data.samples import SAMPLES
from tests.pages.drawn import data_of
from tests.pages.model_fit.reading import Visitor, hubble, shown, table, words


def test_residuals_are_said_with_their_row(fresh: Visitor) -> None:
    app = fresh(open="residuals", answers="best").run()
    x, y = hubble()
    slope, bias = np.polyfit(x, y, 1)
    residual = y - bias - slope * x
    row = int(np.argmax(np.abs(residual)))
    assert f"the largest, {shown(residual[row])}" in words(app)
    assert f"is that of row {row + 1}" in words(app)
    assert f"within ±{shown(np.median(np.abs(residual)))}" in words(app)


def test_the_bars_beside_the_residuals_count_every_row(fresh: Visitor) -> None:
    app = fresh(open="residuals", answers="best", data="sample:galton", x="midparent_height", model="line").run()
    drawn = data_of(app, "Every row's residual against its prediction")
    frame = pd.read_csv(SAMPLES["galton"].path)
    assert len(drawn["points"]) == 300 < len(frame)
    x, y = frame["midparent_height"].to_numpy(), frame["child_height"].to_numpy()
    residual = y - np.polyval(np.polyfit(x, y, 1), x)
    bars = drawn["bars"]
    assert bars["count"].sum() == len(frame)
    for bar in bars.itertuples():
        assert bar.count == ((residual >= bar.low) & (residual < bar.high)).sum()
    assert (bars["share"] * bars["count"].max() - bars["count"]).abs().max() < 1e-9
    assert f"(the longest: {bars['count'].max()})" in words(app)


def test_a_bend_is_seen_where_a_line_is_not_enough(fresh: Visitor) -> None:
    horses = {"open": "residuals", "data": "sample:auto_mpg", "y": "mpg", "x": "horsepower", "answers": "best"}
    assert "A bend is left over" in words(fresh(model="line", **horses).run())
    assert "A bend is left over" not in words(fresh(model="polynomial", degree="2", **horses).run())


def test_the_confusion_matrix_is_that_of_a_count(fresh: Visitor) -> None:
    app = fresh(open="residuals", data="sample:iris", x=["petal_length_cm", "petal_width_cm"], model="linear").run()
    film = app.session_state["film"]
    frame = pd.read_csv(SAMPLES["iris"].path)
    X = frame[["petal_length_cm", "petal_width_cm"]].to_numpy()
    theta = film.problem.in_data_units(film.fit.run.thetas[-1])
    given = (theta[:3] + X @ theta[3:].reshape(3, 2).T).argmax(axis=1)
    names = np.array(["setosa", "versicolor", "virginica"])
    scores = table(app, "precision")
    for k, name in enumerate(names):
        true, chosen = (frame["species"] == name).to_numpy(), given == k
        assert scores["precision"].iloc[k] == shown((true & chosen).sum() / chosen.sum())
        assert scores["recall"].iloc[k] == shown((true & chosen).sum() / true.sum())
    right = int((names[given] == frame["species"]).sum())
    assert f"{right} of 150 rows are right" in words(app)
    rows = table(app, "true class")
    assert rows.iloc[0]["row"] >= 1
    assert (rows[[f"P({name})" for name in names]].sum(axis=1) - 1).abs().max() < 2e-4


def test_held_out_rows_judge_a_classifier(fresh: Visitor) -> None:
    app = fresh(open="residuals", data="sample:iris", held="20").run()
    assert "of 30 rows that were held out are right" in words(app)
    assert len(table(app, "true class")) == 150
    assert sorted(table(app, "true class")["row"]) == list(range(1, 151))
