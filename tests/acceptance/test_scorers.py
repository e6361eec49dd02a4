"""Other people's data, other people's answers: the scorers that nobody on the project wrote hold their bars."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SCORERS = ROOT.parent / "shared" / "acceptance"


@pytest.mark.skipif(not SCORERS.is_dir(), reason="the acceptance material is not on this machine")
@pytest.mark.parametrize("scorer", ["score_csv.py", "score_nist.py", "score_truth.py", "score_nn.py"])
def test_every_bar_holds(scorer: str) -> None:
    command = [sys.executable, str(SCORERS / scorer)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, (done.stdout + done.stderr)[-3000:]
