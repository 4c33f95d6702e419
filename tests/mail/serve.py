"""A server as a process of its own, for measuring: `python -m tests.mail.serve` says its port, then answers each line.

The answer counts what has arrived: letters, different Message-IDs, connections.
"""

import json
import re
import sys

from tests.mail.servers import Postbox, serving

ID = re.compile(rb"^Message-ID: (\S+)", re.M)


def counted(postbox: Postbox) -> dict[str, int]:
    """What a line of stdin is answered with."""
    contents = [envelope.original_content or b"" for envelope in postbox.arrived]
    ids = {found[1] for content in contents if (found := ID.search(content))}
    size = sum(map(len, contents))
    return {"letters": len(contents), "ids": len(ids), "bytes": size, "connections": postbox.connections}


def _answer(told: object) -> None:
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()


def main() -> None:
    """Until stdin ends."""
    with serving() as server:
        _answer({"port": server.port})
        for _ in sys.stdin:
            _answer(counted(server.postbox))


if __name__ == "__main__":
    main()
