"""The bars of the reader: a large numeric file in 1.5 times a bare read_csv, in three times its size."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

pytestmark = pytest.mark.benchmark


def bench() -> ModuleType:
    spec = importlib.util.spec_from_file_location("bench_reader", Path(__file__).with_name("bench_reader.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_large_numeric_file_is_read_fast_and_in_little_memory() -> None:
    ratio, memory = bench().compare("numeric", 100)
    assert ratio <= 1.5
    assert memory <= 3


@pytest.mark.parametrize("kind", ["repeated", "unique", "dates"])
def test_large_files_of_texts_and_dates_are_read_in_little_memory(kind: str) -> None:
    memory = bench().memory_per_byte(kind, 100)
    print(f"{kind}: {memory:.2f} bytes of memory per byte")
    assert memory <= 3
