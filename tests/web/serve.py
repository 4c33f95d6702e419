"""`python -m tests.web.serve [FOLDER]`: a desk with people and items; prints a link for each person, a JSON a line.

Lives until its standard input closes.
"""

import json
import sys
import tempfile
from pathlib import Path

from tests.scenarios.story import ADMINISTRATOR, CURATOR, DEPUTY, HEAD, INSTITUTE
from tests.web.house import house


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(tempfile.mkdtemp(prefix="vekha-desk-"))
    folder.mkdir(parents=True, exist_ok=True)
    with house(folder, "2", "3", openapi=True) as place:
        for name in (HEAD, CURATOR, DEPUTY, INSTITUTE, ADMINISTRATOR):
            sys.stdout.write(json.dumps({"person": name, "link": place.links.desk(name)}, ensure_ascii=False) + "\n")
        sys.stdout.write(json.dumps({"site": place.site}) + "\n")
        sys.stdout.flush()
        sys.stdin.read()


if __name__ == "__main__":
    main()
