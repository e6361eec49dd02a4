"""The bars of the reader: a large numeric file in 1.5 times a bare read_csv, in three times its size."""

import importlib.util
from pathlib import Path

import pytest

pytestmark = pytest.mark.benchmark


def test_a_large_numeric_file_is_read_fast_and_in_little_memory() -> None:
    spec = importlib.util.spec_from_file_location("bench_reader", Path(__file__).with_name("bench_reader.py"))
    assert spec is not None
    assert spec.loader is not None
    bench = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(bench)
    ratio, memory = bench.compare("numeric", 100)
    assert ratio <= 1.5
    assert memory <= 3
