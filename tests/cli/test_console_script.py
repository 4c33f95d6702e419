"""The installed `vekha`, as a shell runs it."""

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

VEKHA = Path(sys.executable).with_name("vekha")
QUICK = 0.5


def vekha(*words: str, home: Path) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"VEKHA_HOME": str(home / "home"), "VEKHA_CLOCK": "2019-02-20T09:00+07:00"}
    return subprocess.run(
        [VEKHA, *words], capture_output=True, text=True, cwd=home, env=environment, timeout=60, check=False
    )


def spent_by_children() -> float:
    """Seconds of the processor: other tests run beside this one."""
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def test_help_answers_in_under_half_a_second(tmp_path: Path) -> None:
    took = []
    for _ in range(5):
        before = spent_by_children()
        assert vekha("--help", home=tmp_path).returncode == 0
        took.append(spent_by_children() - before)
    assert min(took) < QUICK


def test_help_is_in_russian_and_names_the_commands(tmp_path: Path) -> None:
    said = vekha("--help", home=tmp_path).stdout
    for word in ("Веха: контроль исполнения", "passport", "schedule", "replay", "journal"):
        assert word in said


@pytest.mark.parametrize("words", [("plan",), ("replay", "--from", "31.02"), ("passport", "check", "нет.txt")])
def test_an_error_is_one_line_and_2_with_no_traceback(words: tuple[str, ...], tmp_path: Path) -> None:
    done = vekha(*words, home=tmp_path)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert "Traceback" not in done.stderr


def test_in_a_pipe_there_is_no_progress_bar(tmp_path: Path) -> None:
    done = vekha("replay", "--to", "31.12.2018", "--json", home=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_reader_who_has_had_enough_is_not_answered_with_a_traceback(tmp_path: Path) -> None:
    vekha("passport", "import", str(Path(__file__).parents[2] / "config/passports/kemerovo-digital-education.yaml"),
          home=tmp_path)  # fmt: skip
    command = f"'{VEKHA}' plan --json | head -c 1"
    environment = os.environ | {"VEKHA_HOME": str(tmp_path / "home")}
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, env=environment, check=False)
    assert (done.stdout, done.stderr) == ("[", "")
