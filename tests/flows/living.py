"""A service with a plan in memory, as a process to stop or kill: `python -m tests.flows.living HOME PORT`."""

import asyncio
import sys
from pathlib import Path

from flows.service import serve
from tests.flows.fakes import FakeOffice


def live(home: Path, port: int) -> None:
    def note(url: str) -> None:
        (home / "ready").write_text(url)

    asyncio.run(serve(FakeOffice.with_items(home, 3), port=port, on_ready=note))


if __name__ == "__main__":
    live(Path(sys.argv[1]), int(sys.argv[2]))
