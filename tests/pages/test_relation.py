"""The picture of the chosen columns: safe whatever the names, a color and a shape for each class."""

import json

import numpy as np
import pytest

from pages.shared.charts.axes import Axis
from pages.shared.charts.relation import MOST_CLASSES, Dates, Names, Scale, outposts, relation
from pages.shared.charts.theme import CLASS_SHAPES, COLORS

NUMBER = Axis("size", 0.0, 10.0)


@pytest.mark.parametrize("theme", list(COLORS))
@pytest.mark.parametrize("x", [NUMBER, Dates("day"), Names("city")])
@pytest.mark.parametrize("y", [NUMBER, Names("kind")])
@pytest.mark.parametrize("classes", [0, 2, MOST_CLASSES, 9])
def test_every_combination_makes_a_chart_without_data_in_it(theme: str, x: Scale, y: Scale, classes: int) -> None:
    spec = relation(theme, x, y, classes)
    assert "datasets" not in spec
    assert '"name": "points"' in json.dumps(spec)


@pytest.mark.parametrize("name", ["a.b", "constructor", "then", "x\ny", "<b>bold</b>", "datum.x", "'\"`${}", "[0]"])
def test_a_column_s_name_is_a_title_and_never_a_field(name: str) -> None:
    spec = json.dumps(relation("light", Names(name), Axis(name, 0.0, 1.0)))
    assert '"field": "x"' in spec
    assert json.dumps(name)[1:-1] not in [part.split('"')[0] for part in spec.split('"field": "')[1:]]
    assert "\\n" not in spec


def test_classes_differ_in_color_and_shape() -> None:
    spec = json.dumps(relation("light", NUMBER, NUMBER, 3))
    assert all(shape in spec for shape in CLASS_SHAPES[:3])
    assert all(color in spec for color in COLORS["light"].classes[:3])
    assert CLASS_SHAPES[3] not in json.dumps(relation("light", NUMBER, NUMBER, 2))


def test_more_classes_than_colors_are_gray() -> None:
    spec = json.dumps(relation("light", NUMBER, NUMBER, MOST_CLASSES + 1))
    assert COLORS["light"].classes[0] not in spec


def test_a_class_is_named_at_a_dot_of_its_own_far_from_the_others() -> None:
    rng = np.random.default_rng(1)
    places = np.concatenate([rng.normal(0, 0.1, (50, 2)), rng.normal(0, 0.1, (50, 2)) + 1])
    codes = np.repeat([0, 1], 50)
    first, second = outposts(places, codes)
    assert codes[first] == 0
    assert codes[second] == 1
    assert places[first].sum() < 0          # away from
    assert places[second].sum() > 2         # each other


def test_one_class_and_one_dot_can_be_named() -> None:
    assert outposts(np.zeros((1, 2)), np.zeros(1, dtype=np.int64)) == [0]
    assert outposts(np.zeros((5, 2)), np.zeros(5, dtype=np.int64)) == [0]
