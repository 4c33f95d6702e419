"""Reads a binary file in a process of its own, which may die of a hostile file without taking anything along."""

import os
import subprocess
import sys
from pathlib import Path
from threading import Timer

from domain.intake.blocks import Block
from domain.intake.formats.carried import unpacked
from domain.intake.formats.limits import SECONDS, damaged, too_large
from domain.intake.formats.opening import Progress
from domain.intake.refusal import NotAPassport

PROGRESS, REFUSED, BLOCKS = "progress ", "refused ", "blocks "
"""How lines of the child begin."""
LINES = "--lines"
CRASHED, OUT_OF_MEMORY = 1, 3
"""How the child may end without an answer, unless it is killed."""
ROOT = Path(__file__).parents[3]


def blocks_apart(
    path: Path, progress: Progress | None = None, *, ruled: bool = True, seconds: float = SECONDS
) -> tuple[Block, ...]:
    """What `read_blocks` gives, within limits of memory and time; `progress` hears 0..1. Raises NotAPassport."""
    command = [sys.executable, "-m", "domain.intake.formats", str(path.absolute()), *[LINES] * (not ruled)]
    where = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
    with subprocess.Popen(  # noqa: S603 - the command is ours, the path is one argument
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": where},
        encoding="ascii",
        errors="replace",
    ) as child:
        watch = Timer(seconds, child.kill)
        watch.start()
        try:
            return _answer(child, path.name, progress)
        finally:
            watch.cancel()
            child.kill()


def _answer(child: subprocess.Popen[str], name: str, progress: Progress | None) -> tuple[Block, ...]:
    for line in child.stdout or ():
        if line.startswith(PROGRESS) and progress is not None:
            progress(float(line.removeprefix(PROGRESS)))
        elif line.startswith(REFUSED):
            raise NotAPassport(line.removeprefix(REFUSED).strip().encode("ascii").decode("unicode_escape"))
        elif line.startswith(BLOCKS) and line.endswith("\n"):
            return unpacked(line.removeprefix(BLOCKS))
    raise damaged(name) if child.wait() == CRASHED else too_large(name)
