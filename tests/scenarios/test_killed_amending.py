"""Killed in the middle of an amendment, the database holds the old plan whole or the new one whole."""

import json
import subprocess
import sys
from pathlib import Path

ROUNDS, SEED = 30, 301


def test_after_thirty_deaths_the_plan_was_each_time_wholly_the_old_or_wholly_the_new_one(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.scenarios.killed_amending", str(tmp_path), str(ROUNDS), str(SEED)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=200, check=False)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["statements"] > 50
    assert found["old"] > 0
    assert found["new"] > 0
    assert found["old"] + found["new"] == ROUNDS
