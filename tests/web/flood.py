"""`python -m tests.web.flood URL RATE SECONDS`: asks for one address so often; prints the answers as JSON.

The answers are counted by their status; `without_pause` are those 429 that do not say when to come again.
"""

import asyncio
import json
import sys
from collections import Counter
from urllib.parse import urlsplit

FROM = "198.51.100.7"
"""What the proxy says of the client."""


async def _ask(url: str) -> tuple[str, bool]:
    address = urlsplit(url)
    reader, writer = await asyncio.open_connection(address.hostname, address.port)
    head = f"GET {address.path} HTTP/1.1\r\nHost: {address.netloc}\r\nX-Forwarded-For: {FROM}\r\nConnection: close\r\n"
    writer.write(f"{head}\r\n".encode())
    answer = await reader.read()
    writer.close()
    return answer.split(b" ", 2)[1].decode(), b"retry-after" in answer.lower()


async def _flood(url: str, rate: int, seconds: float) -> None:
    asked = []
    for _ in range(int(rate * seconds)):
        asked.append(asyncio.create_task(_ask(url)))
        await asyncio.sleep(1 / rate)
    answers = await asyncio.gather(*asked)
    statuses = Counter(status for status, _ in answers)
    hasty = sum(status == "429" and not says for status, says in answers)
    sys.stdout.write(json.dumps({"statuses": statuses, "without_pause": hasty}))


if __name__ == "__main__":
    asyncio.run(_flood(sys.argv[1], int(sys.argv[2]), float(sys.argv[3])))
