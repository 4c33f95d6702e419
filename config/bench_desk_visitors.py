"""Fifty people who open pages of the desk: `python -m config.bench_desk_visitors`, told what on its standard input.

Gives a JSON a line: how many pages are open so far, at the end the seconds of each by kind. HTTP is spoken here by
hand, since a client library costs more than the pages that it asks for.
"""

import asyncio
import json
import random
import re
import sys
import time
from dataclasses import dataclass, field
from urllib.parse import urlsplit

OK, SEE_OTHER = 200, 303
PAUSE = (0.5, 1.5)
"""Seconds of reading between two pages."""
KINDS = ("desk", "card", "desk", "board", "card")
"""What a person opens, in turn."""
A_LINE = 50
ITEM = re.compile(rb'href="(/item/\d+)"')


class Refused(Exception):
    """The desk has not shown a page."""


@dataclass
class Visitor:
    """One person with his own connection and session."""

    link: str
    cookie: str = ""
    items: list[str] = field(default_factory=list)

    async def comes_in(self) -> None:
        self._address = urlsplit(self.link)
        self._reader, self._writer = await asyncio.open_connection(self._address.hostname, self._address.port)
        status, headers, _ = await self._asks("POST", self._address.path)
        if status != SEE_OTHER:
            raise Refused(f"{status} at the entrance")
        self.cookie = headers["set-cookie"].partition(";")[0]
        self.items = [found.decode() for found in ITEM.findall(await self.opens("/desk"))] or ["/desk"]

    async def opens(self, path: str) -> bytes:
        status, _, body = await self._asks("GET", path)
        if status != OK:
            raise Refused(f"{status} at {path}")
        return body

    def leaves(self) -> None:
        self._writer.close()

    async def _asks(self, method: str, path: str) -> tuple[int, dict[str, str], bytes]:
        """The status, headers and body of the answer."""
        kept = f"Cookie: {self.cookie}\r\n" if self.cookie else ""
        asked = f"{method} {path} HTTP/1.1\r\nHost: {self._address.netloc}\r\n{kept}Content-Length: 0\r\n\r\n"
        self._writer.write(asked.encode("ascii"))
        head = (await self._reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:])}
        body = await self._reader.readexactly(int(headers["content-length"]))
        return int(head[0].split()[1]), headers, body


@dataclass
class Visits:
    """All pages opened so far: their seconds, by kind."""

    pages: int
    times: dict[str, list[float]] = field(default_factory=lambda: {kind: [] for kind in sorted(set(KINDS))})

    @property
    def opened(self) -> int:
        return sum(map(len, self.times.values()))

    async def of(self, visitor: Visitor, turn: int) -> None:
        await asyncio.sleep(random.uniform(0, PAUSE[1]))  # noqa: S311  # people do not come in step
        await visitor.comes_in()
        while self.opened < self.pages:
            await asyncio.sleep(random.uniform(*PAUSE))  # noqa: S311
            kind, turn = KINDS[turn % len(KINDS)], turn + 1
            before = time.perf_counter()
            await visitor.opens(visitor.items[turn % len(visitor.items)] if kind == "card" else f"/{kind}")
            self.times[kind].append(time.perf_counter() - before)
            if self.opened % A_LINE == 0:
                _say(opened=self.opened)
        visitor.leaves()


def _say(**what: object) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


async def _visit(links: list[str], pages: int) -> None:
    visits = Visits(pages)
    await asyncio.gather(*(visits.of(Visitor(link), n) for n, link in enumerate(links)))
    _say(times=visits.times)


if __name__ == "__main__":
    asyncio.run(_visit(**json.load(sys.stdin)))
