"""Made data: every recipe keeps its law, its seed and its bounds; every text is answered."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.reader import TableError
from data.synthetic import RECIPES, WHOLE, Made, Recipe, made, parse

each = pytest.mark.parametrize("recipe", RECIPES.values(), ids=lambda recipe: recipe.name)


@each
def test_a_recipe_makes_as_many_points_as_asked_of_the_right_kinds(recipe: Recipe) -> None:
    table = made(recipe.name, n=50).table()
    assert len(table.frame) == 50
    assert table.columns[recipe.target].kind == ("number" if recipe.task == "regression" else "category")
    assert table.frame.notna().all(axis=None)


@each
def test_the_same_seed_gives_the_same_points_and_another_one_others(recipe: Recipe) -> None:
    one, two, other = (made(recipe.name, seed=seed).table() for seed in (1, 1, 2))
    assert one.frame.equals(two.frame)
    assert one.fingerprint == two.fingerprint != other.fingerprint


@each
def test_a_recipe_and_its_text_say_the_same(recipe: Recipe) -> None:
    for chosen_ones in ({}, {"n": 17, "seed": 5, "noise": 0.25}):
        chosen = made(recipe.name, **chosen_ones)
        assert parse(str(chosen)) == chosen
        assert str(chosen) in str(chosen.table().reading.notes[0])


@each
def test_bounds_hold_at_both_ends_and_not_beyond(recipe: Recipe) -> None:
    assert set(recipe.parameters) >= {"n", "noise", "seed"}
    for name in recipe.parameters:
        low, high = recipe.bounds[name]
        if name != "n":
            ends = [made(recipe.name, **{name: value}).table().frame for value in (low, high)]
            assert len(ends[0]) == len(ends[1])
        for beyond in (low - 1, high + 1, float("nan"), float("inf")):
            with pytest.raises(TableError, match=f"{name} of the recipe {recipe.name} must lie between"):
                made(recipe.name, **{name: beyond})
        if name in WHOLE:
            with pytest.raises(TableError, match="a whole number"):
                made(recipe.name, **{name: low + 0.5})


@each
def test_classes_are_as_equal_as_they_can_be(recipe: Recipe) -> None:
    if recipe.task == "classification" and recipe.name != "xor":
        counts = made(recipe.name).table().frame["class"].value_counts()
        assert counts.max() - counts.min() <= 1


def test_a_line_without_noise_is_a_line() -> None:
    frame = made("line", slope=-3, intercept=4, noise=0).table().frame
    assert frame["y"].to_numpy() == pytest.approx((4 - 3 * frame["x"]).to_numpy())


def test_noise_and_outliers_are_as_large_as_asked() -> None:
    frame = made("line", n=10_000, slope=0, intercept=0, noise=2).table().frame
    assert frame["y"].std() == pytest.approx(2, rel=0.05)
    frame = made("line", n=1_000, slope=0, intercept=0, noise=0, outliers=0.1).table().frame
    assert int((frame["y"] > 5).sum()) == 100
    assert int((frame["y"] == 0).sum()) == 900


def test_shapes_without_noise_obey_their_law() -> None:
    circle = made("circle", noise=0).table().frame
    radius = np.hypot(circle["x1"], circle["x2"])
    assert radius[circle["class"] == "A"].max() < 2.5
    assert radius[circle["class"] == "B"].min() > 3.5
    xor = made("xor", noise=0).table().frame
    assert ((xor["x1"] * xor["x2"] < 0) == (xor["class"] == "B")).all()
    moons = made("moons", noise=0).table().frame
    upper = moons[moons["class"] == "A"]
    assert np.hypot(upper["x1"], upper["x2"]).to_numpy() == pytest.approx(1.0)
    spiral = made("spiral", noise=0, classes=3).table().frame
    assert set(spiral["class"]) == {"A", "B", "C"}


def test_blobs_stand_around_a_circle() -> None:
    frame = made("blobs", n=3_000, classes=5, noise=0.5).table().frame
    centers = frame.groupby("class")[["x1", "x2"]].mean()
    assert np.hypot(centers["x1"], centers["x2"]).to_numpy() == pytest.approx(4, abs=0.15)


@pytest.mark.parametrize("text", [
    "", "line", "line()x", "line(n=5", "line(n=100,n=100)", "line(n=)", "line(=5)", "line(n=1e9)", "line(n=nan)",
    "line(n=inf)", "line(n=0x10)",
    "line(n=100;noise=1)", "line(n=10**9)", "cube(n=5)", "line(color=5)", "LINE(n=100)",
    "line(n=100)" * 50, "__import__('os')", "line(seed=1.5)", "line(n=100,)",
])
def test_texts_that_are_no_recipe_are_refused(text: str) -> None:
    with pytest.raises(TableError):
        parse(text)


def test_spaces_and_defaults_are_allowed_in_a_text() -> None:
    assert parse(" line ( n = 50 , noise=0.5 ) ") == made("line", n=50, noise=0.5)
    assert parse("moons()") == made("moons")
    assert parse("line(slope=-2.5e0)").settings["slope"] == -2.5


@settings(deadline=None)                               # other programs share the processor
@given(st.text(max_size=60))
def test_any_text_is_a_recipe_or_a_sentence(text: str) -> None:
    try:
        found = parse(text)
    except TableError:
        return
    assert isinstance(found, Made)


def test_recipes_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        RECIPES["line"].parameters["n"] = 5             # type: ignore[index]
