"""The process apart: limits itself, reads one file, writes its blocks or one sentence."""

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import TextIO

from domain.intake.formats.apart import BLOCKS, LINES, OUT_OF_MEMORY, PROGRESS, REFUSED
from domain.intake.formats.carried import packed
from domain.intake.formats.limits import MEMORY_BYTES, SECONDS
from domain.intake.formats.opening import read_blocks
from domain.intake.refusal import NotAPassport


def main(path: Path, out: TextIO, *, ruled: bool) -> None:
    """Read; whatever else is printed on the way goes to the error stream."""

    def progress(share: float) -> None:
        print(f"{PROGRESS}{share:.3f}", file=out, flush=True)

    limit_itself()
    try:
        blocks = read_blocks(path, progress, ruled=ruled)
        answer = BLOCKS + packed(blocks)
    except NotAPassport as refusal:
        answer = REFUSED + str(refusal).encode("unicode_escape").decode("ascii")
    except MemoryError:
        os._exit(OUT_OF_MEMORY)  # there is no memory left to be polite
    print(answer, file=out, flush=True)


def limit_itself(memory: int = MEMORY_BYTES, seconds: float = SECONDS) -> None:
    """Take no more memory and processor time than a passport needs, where the system can be asked to see to it."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds) + 1))


if __name__ == "__main__":
    stdout, sys.stdout = sys.stdout, sys.stderr
    main(Path(sys.argv[1]), stdout, ruled=LINES not in sys.argv[2:])
