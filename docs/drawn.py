"""Draws the documents that come from code: `docs/STATES.md` from the lifecycle table."""

import sys
from pathlib import Path

from domain.lifecycle import TABLE, Rule, as_mermaid
from domain.titles import EVENTS, ROLES, STATES
from domain.vocabulary import Role

PAGE = Path(__file__).parent / "STATES.md"
HEAD = """# States of a plan item

Drawn from `domain/lifecycle.py` by `make docs`; do not edit. What is not in the table is refused.

"""


def page() -> str:
    """The whole page: the diagram, then the table with Russian titles."""
    rows = [_row(state, event, rule) for (state, event), rule in TABLE.items()]
    head = ["| State | Event | Becomes | By | Condition |", "|---|---|---|---|---|"]
    return f"{HEAD}```mermaid\n{as_mermaid()}\n```\n\n" + "\n".join([*head, *rows]) + "\n"


def _row(state: object, event: object, rule: Rule) -> str:
    target = f"{STATES[rule.target]} `{rule.target}`"
    if rule.application:
        target += f"; a filed application: {STATES[rule.application]} `{rule.application}`"
    by = ", ".join(ROLES[role] for role in Role if role in rule.by)
    guard = rule.guard.__name__.replace("_", " ")
    return f"| {STATES[state]} `{state}` | {EVENTS[event]} `{event}` | {target} | {by} | {guard} |"  # type: ignore[index]


def main() -> int:
    """Write the page; with `--check`, only say whether it is up to date."""
    if "--check" in sys.argv:
        fresh = PAGE.exists() and PAGE.read_text(encoding="utf-8") == page()
        sys.stdout.write("docs are up to date\n" if fresh else "docs/STATES.md is out of date: run `make docs`\n")
        return 0 if fresh else 1
    PAGE.write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
