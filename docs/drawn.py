"""Draws the documents that come from code: the states from the lifecycle table, the letters from their templates."""

import sys
from collections.abc import Callable
from pathlib import Path

from domain.lifecycle import TABLE, Rule, as_mermaid
from domain.titles import EVENTS, ROLES, STATES
from domain.vocabulary import Role

DOCS = Path(__file__).parent
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


def letters() -> str:
    """Every letter as its readers see it, by the ladder that stands in the repository."""
    from config.preview import own_ladder, previews
    from notifications.preview import document

    return document(previews(own_ladder()))


DRAWN: dict[str, Callable[[], str]] = {"STATES.md": page, "ru/letters.md": letters}


def main() -> int:
    """Write the pages; with `--check`, only say whether they are up to date."""
    fresh = {name: draw() for name, draw in DRAWN.items()}
    if "--check" not in sys.argv:
        for name, text in fresh.items():
            (DOCS / name).write_text(text, encoding="utf-8")
        return 0
    stale = [name for name, text in fresh.items() if not _stands(name, text)]
    said = [f"docs/{name} is out of date: run `make docs`" for name in stale] or ["docs are up to date"]
    sys.stdout.write("\n".join(said) + "\n")
    return 1 if stale else 0


def _stands(name: str, text: str) -> bool:
    kept = DOCS / name
    return kept.exists() and kept.read_text(encoding="utf-8") == text


if __name__ == "__main__":
    sys.exit(main())
