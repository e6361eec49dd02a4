"""How long and how much memory a large file takes, beside a bare pandas.read_csv of the same bytes.

Run from the project's root:  python tests/benchmarks/bench_reader.py [megabytes]
Prints the times of both, their ratio, and the most memory that reading held per byte of the file (the file
itself included). The bars are 1.5 and 3; each figure is the best of several tries, as other programs disturb.
"""

import gc
import io
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

TRIES = 7


def numeric(megabytes: int) -> bytes:
    """A regular file of eight columns of fractions."""
    rows = megabytes * 1_000_000 // 153
    values = np.random.default_rng(0).normal(scale=1_000, size=(rows, 8))
    return str(pd.DataFrame(values, columns=[f"x{i}" for i in range(8)]).to_csv(index=False)).encode()


def mixed(megabytes: int) -> bytes:
    """Whole numbers, fractions, a category and a date."""
    rows = megabytes * 1_000_000 // 43
    random = np.random.default_rng(0)
    frame = pd.DataFrame({
        "id": np.arange(rows),
        "day": (pd.Timestamp("2000-01-01") + pd.to_timedelta(np.arange(rows) % 9_000, unit="D")).strftime("%Y-%m-%d"),
        "kind": random.choice(["alpha", "beta", "gamma"], rows),
        "value": random.normal(size=rows).round(6),
    })
    return str(frame.to_csv(index=False)).encode()


def ragged(megabytes: int) -> bytes:
    """The regular file with one short row, which must be found and said."""
    return numeric(megabytes) + b"1.5,2.5\n"


KINDS: dict[str, Callable[[int], bytes]] = {"numeric": numeric, "mixed": mixed, "ragged": ragged}


def best(read: Callable[[], object]) -> float:
    """Seconds of the fastest try."""
    times = []
    for _ in range(TRIES):
        gc.collect()
        begun = time.perf_counter()
        read()
        times.append(time.perf_counter() - begun)
    return min(times)


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
    read_table(b"a,b\n1,2\n" * 1_000)                  # loads what is loaded once
    most_memory()
    before = most_memory()
    content = path.read_bytes()
    table = read_table(content)
    print((most_memory() - before) / len(content))
    assert len(table.frame)


def compare(kind: str, megabytes: int) -> tuple[float, float]:
    """Print one line; the ratio of times and the memory per byte."""
    content = KINDS[kind](megabytes)
    bare = best(lambda: pd.read_csv(io.BytesIO(content)))
    ours = best(lambda: read_table(content))
    memory = memory_per_byte(kind, megabytes)
    size = len(content) / 1e6
    print(f"{kind:8} {size:5.0f} MB   bare {bare:.3f} s   read_table {ours:.3f} s   {ours / bare:.2f} times   "
          f"{memory:.2f} bytes of memory per byte")
    return ours / bare, memory


if __name__ == "__main__":
    if sys.argv[1:2] == ["--memory"]:
        measure(Path(sys.argv[2]))
    else:
        for each in KINDS:
            compare(each, int(sys.argv[1]) if len(sys.argv) > 1 else 100)
