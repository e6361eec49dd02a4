"""The bundled tables: complete facts, right numbers, found by their files."""

import json
from pathlib import Path

import numpy as np
import pytest

from data.samples import FOLDER, SAMPLES, Sample, samples

each = pytest.mark.parametrize("sample", SAMPLES.values(), ids=lambda sample: sample.name)


def test_there_are_ten_and_more_and_the_first_is_hubbles() -> None:
    assert len(SAMPLES) >= 10
    assert next(iter(SAMPLES)) == "hubble_1929"
    assert {sample.task for sample in SAMPLES.values()} == {"regression", "classification", "structured"}


def test_every_table_in_the_folder_is_a_sample() -> None:
    assert {path.stem for path in FOLDER.glob("*.csv")} == {path.stem for path in FOLDER.glob("*.json")} == set(SAMPLES)


def test_samples_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        SAMPLES["new"] = SAMPLES["iris"]                # type: ignore[index]


@each
def test_a_sample_tells_all_its_facts(sample: Sample) -> None:
    assert all((sample.title, sample.description, sample.source, sample.licence, sample.try_this))
    assert sample.description.endswith((".", "!", "?"))


@each
def test_a_sample_reads_without_any_loss(sample: Sample) -> None:
    table = sample.table()
    assert table.reading.header
    assert not table.reading.dropped
    names = {str(name) for name in table.frame.columns}
    assert {sample.target, *sample.features, *sample.units} <= names
    assert len(table.frame) == len(sample.path.read_text(encoding="utf-8").strip().splitlines()) - 1


@each
def test_target_and_features_suit_the_task(sample: Sample) -> None:
    columns = sample.table().columns
    target = {"regression": "number", "classification": "category", "structured": "text"}[sample.task]
    assert columns[sample.target].kind == target
    assert all(columns[name].kind in ("number", "date") for name in sample.features)
    assert (sample.date == "") == (sample.days == ())
    assert not sample.date or columns[sample.date].kind == "date"


@each
def test_a_sample_names_its_package_where_it_came_from_one(sample: Sample) -> None:
    assert "PyPI" in sample.source or sample.name in ("hubble_1929", "views")
    assert "CC BY" not in sample.licence or sample.source


def test_hubbles_line_is_the_published_one() -> None:
    frame = SAMPLES["hubble_1929"].table().frame
    slope, intercept = np.polyfit(frame["distance_mpc"], frame["velocity_km_s"], 1)
    assert (round(slope, 2), round(intercept, 2), len(frame)) == (454.16, -40.78, 24)


def test_views_are_six_pairs_of_a_day_and_the_next() -> None:
    frame = SAMPLES["views"].table().frame
    assert frame["views_yesterday"].tolist() == [4.8, 4.9, 7.5, 7.9, 8.6, 9.8]
    assert frame["views_today"].tolist() == [4.9, 7.5, 7.9, 8.6, 9.8, 9.0]
    error = (frame["views_today"] - (0.5 + frame["views_yesterday"])).abs()
    assert error.mean() == pytest.approx(0.8)


def test_anscombes_sets_share_their_line() -> None:
    frame = SAMPLES["anscombe"].table().frame
    for _, part in frame.groupby("series"):
        assert np.polyfit(part["x"], part["y"], 1) == pytest.approx([0.5, 3.0], abs=0.003)


def test_codes_of_families_keep_their_zeros() -> None:
    assert SAMPLES["galton"].table().frame["family"].iloc[0] == "001"


def test_adding_a_sample_is_adding_two_files(tmp_path: Path) -> None:
    (tmp_path / "tiny.csv").write_text("a,b\n1,2\n3,4\n", encoding="utf-8")
    facts = {"title": "Tiny", "description": "Two rows.", "source": "here", "licence": "free", "units": {"a": "m"},
             "target": "b", "features": ["a"], "task": "regression", "try_this": "Look."}
    (tmp_path / "tiny.json").write_text(json.dumps(facts), encoding="utf-8")
    found = samples(tmp_path)["tiny"]
    assert found.table().frame["b"].tolist() == [2, 4]
    assert found.units["a"] == "m"
    assert found.features == ("a",)


def test_nan_is_a_name_among_names() -> None:
    names = SAMPLES["names"].table().frame["name"]
    assert "Nan" in set(names)
    assert names.notna().all()
