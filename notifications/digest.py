"""Several letters as one message."""

from collections.abc import Sequence
from enum import StrEnum

from domain.letters import Letter
from notifications.render import Rendered, View, render


class Occasion(StrEnum):
    """Why letters leave together."""

    MORNING = "morning"
    DAY = "day"
    AFTER_OUTAGE = "after_outage"


def render_digest(letters: Sequence[Letter], view: View, occasion: Occasion) -> Rendered:
    """Raises Unrenderable."""
    parts = [render(letter, view) for letter in letters]
    whole = "\n\n".join(f"{part.subject}\n\n{part.text.rpartition(chr(10))[0].strip()}" for part in parts)
    why = parts[0].text.rpartition("\n")[2]
    title = f"Сводка: {len(letters)} ({occasion})"
    return Rendered(title, f"{whole}\n\n{why}", parts[0].addressee, parts[0].at)
