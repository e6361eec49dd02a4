"""How long and how much memory a large file takes, beside a bare pandas.read_csv of the same bytes.

Run from the project's root:  python tests/benchmarks/bench_reader.py [megabytes]
Prints the median times of both, the median of their ratios in pairs of tries, one right after the other, and the
most memory that reading held per byte of the file (the file itself included). The bars are 1.5 and 3.
"""

import gc
import io
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).parents[2]))

from data.reader import read_table

TRIES = 9


def numeric(megabytes: int) -> bytes:
    """A regular file of eight columns of fractions."""
    rows = megabytes * 1_000_000 // 153
    values = np.random.default_rng(0).normal(scale=1_000, size=(rows, 8))
    return str(pd.DataFrame(values, columns=[f"x{i}" for i in range(8)]).to_csv(index=False)).encode()


def repeated(megabytes: int) -> bytes:
    """Fractions, and a category of a few words."""
    rows = megabytes * 1_000_000 // 29
    random = np.random.default_rng(0)
    frame = pd.DataFrame({
        "x": random.normal(size=rows).round(6),
        "kind": random.choice(["alpha beta", "gamma", "delta epsilon"], rows),
        "y": random.normal(size=rows).round(6),
    })
    return str(frame.to_csv(index=False)).encode()


def unique(megabytes: int) -> bytes:
    """Whole numbers, fractions, and a text that never repeats."""
    rows = megabytes * 1_000_000 // 49
    names = [f"visitor number {place} of {rows}" for place in range(rows)]
    values = np.random.default_rng(0).normal(size=rows).round(6)
    frame = pd.DataFrame({"n": np.arange(rows), "name": names, "y": values})
    return str(frame.to_csv(index=False)).encode()


def dates(megabytes: int) -> bytes:
    """A moment that never repeats, a day that does, and a fraction."""
    rows = megabytes * 1_000_000 // 40
    minutes = pd.Timestamp("2000-01-01") + pd.to_timedelta(np.arange(rows), unit="min")
    frame = pd.DataFrame({
        "when": minutes.strftime("%Y-%m-%d %H:%M:%S"), "day": minutes.strftime("%d.%m.%Y"),
        "y": np.random.default_rng(0).normal(size=rows).round(6),
    })
    return str(frame.to_csv(index=False)).encode()


def ragged(megabytes: int) -> bytes:
    """The regular file with one short row, which must be found and said."""
    return numeric(megabytes) + b"1.5,2.5\n"


KINDS: dict[str, Callable[[int], bytes]] = {
    "numeric": numeric, "repeated": repeated, "unique": unique, "dates": dates, "ragged": ragged,
}  # fmt: skip


def seconds(read: Callable[[], object]) -> float:
    """How long one try takes."""
    gc.collect()
    begun = time.perf_counter()
    read()
    return time.perf_counter() - begun


def memory_per_byte(kind: str, megabytes: int) -> float:
    """Most memory that reading holds in a process of its own, per byte of the file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made.csv"
        path.write_bytes(KINDS[kind](megabytes))
        command = [sys.executable, __file__, "--memory", str(path)]
        return float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def most_memory() -> int:
    """Most bytes of real memory this process has held since the last call."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    return int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1]) * 1_024


def measure(path: Path) -> None:
    """Print by how much the most memory of this process grew by reading a file, per byte of the file."""
    read_table(b"a,b,c\n" + b"1,x,2020-01-01\n" * 300_000)       # loads what is loaded once
    most_memory()
    before = most_memory()
    content = path.read_bytes()
    table = read_table(content)
    print((most_memory() - before) / len(content))
    assert len(table.frame)


def compare(kind: str, megabytes: int) -> tuple[float, float]:
    """Print one line; the ratio of times and the memory per byte."""
    content = KINDS[kind](megabytes)
    bare, ours = [], []
    for _ in range(TRIES):
        bare.append(seconds(lambda: pd.read_csv(io.BytesIO(content))))
        ours.append(seconds(lambda: read_table(content)))
    ratio = statistics.median(our / its for our, its in zip(ours, bare, strict=True))
    memory = memory_per_byte(kind, megabytes)
    print(f"{kind:8} {len(content) / 1e6:5.0f} MB   bare {statistics.median(bare):.3f} s   "
          f"read_table {statistics.median(ours):.3f} s   {ratio:.2f} times (best/best {min(ours) / min(bare):.2f})   "
          f"{memory:.2f} bytes of memory per byte")
    return ratio, memory


if __name__ == "__main__":
    if sys.argv[1:2] == ["--memory"]:
        measure(Path(sys.argv[2]))
    else:
        for each in KINDS:
            compare(each, int(sys.argv[1]) if len(sys.argv) > 1 else 100)
