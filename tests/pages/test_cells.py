"""A table inside a link comes out as it went in, and anything else gets a sentence."""

import base64
import zlib

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.reader import TableError
from data.samples import SAMPLES
from data.table import profile
from pages.shared.cells import LONGEST, pack, unpack

MIXED = pd.DataFrame({
    "x:1": [1.5, np.nan, 0.1 + 0.2], "n": [1, -2, 2**60], "code": ["007", None, "1e5"],
    "day": pd.to_datetime(["2024-01-01", None, "2024-03-01"]), "yes": [True, False, True],
    '"; <b>\n=1': ["a,b", 'say "hi"', "two\nlines"]})


def there_and_back(frame: pd.DataFrame) -> pd.DataFrame:
    packed = pack(frame, "t.csv")
    assert packed is not None
    return unpack(packed).frame


def test_every_cell_and_every_kind_comes_out_as_it_went_in() -> None:
    back = there_and_back(MIXED)
    assert list(back.columns) == list(MIXED.columns)
    for name in MIXED.columns:
        assert profile(back[name]).kind == profile(MIXED[name]).kind
        assert back[name].isna().tolist() == MIXED[name].isna().tolist()
        assert back[name].dropna().tolist() == MIXED[name].dropna().tolist()


@pytest.mark.parametrize("name", ["hubble_1929", "views", "anscombe", "galton"])
def test_small_samples_fit_into_a_link(name: str) -> None:
    frame = SAMPLES[name].table().frame[[SAMPLES[name].target, *SAMPLES[name].features]]
    pd.testing.assert_frame_equal(there_and_back(frame), frame)


@given(st.lists(st.tuples(st.floats(allow_nan=False, allow_infinity=False), st.text(min_size=1, max_size=8)),
                min_size=2, max_size=20))
@settings(max_examples=60, deadline=None)
def test_any_numbers_and_texts_come_out_equal(rows: list[tuple[float, str]]) -> None:
    frame = pd.DataFrame({"x": [row[0] for row in rows], "s": pd.Series([row[1] for row in rows], dtype=object)})
    packed = pack(frame, "t")
    assert packed is not None
    back = unpack(packed).frame
    assert back["x"].tolist() == frame["x"].tolist()
    assert back["s"].tolist() == frame["s"].tolist()


def test_what_is_too_large_for_a_link_is_not_packed() -> None:
    noise = np.random.default_rng(0).normal(size=(5_000, 2))
    assert pack(pd.DataFrame(noise, columns=["x", "y"]), "t") is None
    assert pack(pd.DataFrame(np.zeros((300_000, 2)), columns=["x", "y"]), "t") is None
    assert len(pack(MIXED, "t") or "") <= LONGEST


def packed_bytes(content: bytes) -> str:
    return "t:" + base64.urlsafe_b64encode(zlib.compress(content)).decode().rstrip("=")


@pytest.mark.parametrize("text", [
    "", "t:", "t:!!!", "t:AAAA", packed_bytes(b""), packed_bytes(b"nn\nx\n1\n"), packed_bytes(b"q\nx\n1\n"),
    packed_bytes(b"n\nx\none\n"), packed_bytes(b"nn\nx,x\n1,2\n"), packed_bytes(b"d\nx\nnever\n"),
    packed_bytes(b"b\nx\nmaybe\n"), packed_bytes(b"n\nx\n" + b"1\n" * 2_000_000), packed_bytes(b"\xff\xfe"),
    packed_bytes(b"n\nx\n" + b"9" * 30 + b"\n")])
def test_damaged_data_get_a_sentence(text: str) -> None:
    with pytest.raises(TableError, match="damaged"):
        unpack(text)


def test_a_link_that_was_cut_off_gets_a_sentence() -> None:
    packed = pack(MIXED, "t.csv") or ""
    with pytest.raises(TableError, match="cut off"):
        unpack(packed[:-20])
