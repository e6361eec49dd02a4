"""Run an exported script as its reader would: in a process of its own, where the app is not to be found."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any


def executed(text: str, folder: Path) -> dict[str, Any]:
    """What the script printed, run in the folder that has its data."""
    (folder / "three_steps.py").write_text(text, encoding="utf-8")
    done = subprocess.run([sys.executable, "-I", "-W", "error", "three_steps.py"], cwd=folder, capture_output=True,
                          text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "differs" not in done.stdout
    found: dict[str, Any] = json.loads(done.stdout[: done.stdout.rindex("}") + 1])
    return found
