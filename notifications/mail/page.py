"""A letter as an HTML page that Outlook, a phone and a screen reader can all show, and the text beside it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from jinja2 import Template

from notifications.cards import Card
from notifications.render import Rendered, Section, environment

FULL, BRIEF = 20, 40
"""Items shown as cards, then as lines; Gmail cuts a page off at 102 kB."""
HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")
"""Controls, separators, marks of direction, halves of letters: nothing that a reader could see."""
NO_ANSWER = "Письмо отправлено автоматически; ответы на него никто не читает."
SECRET = "Ссылки действуют 72 часа и открывают ваш рабочий стол: не пересылайте это письмо."  # noqa: S105  # words
ELSEWHERE = "Действуйте в Telegram или через администратора проекта."
UNWANTED = "Не присылать извещения, не требующие действий"


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the buttons of one letter lead; empty where there is no desk. `items` are by the item's id."""

    desk: str = ""
    items: Mapping[int, str] | None = None
    report: str = ""
    unsubscribe: str = ""

    def item(self, card: Card) -> str:
        return (self.items or {}).get(card.item.id, "")


@dataclass(frozen=True, slots=True)
class Laid:
    """A section as there is room for it: cards, then lines, then only how many more."""

    section: Section
    full: Sequence[Card]
    brief: Sequence[Card]
    more: int


def html(rendered: Rendered, addresses: Addresses) -> str:
    """The whole page; its words are the letter's own."""
    laid = list(_laid(rendered))
    made = _template().render(
        letter=rendered, sections=laid, is_only=_is_only(rendered), preheader=_preheader(rendered), to=addresses,
        tone=tone, footnotes=footnotes(addresses), unwanted=UNWANTED,
    )  # fmt: skip
    return HIDDEN.sub("", made)


def text(rendered: Rendered, addresses: Addresses) -> str:
    """The letter with the addresses of its buttons, for whoever reads without HTML."""
    cards = {card.item.id: card for section in rendered.sections for card in section.cards}.values()
    lines = [f"Открыть пункт {card.number}: {addresses.item(card)}" for card in cards if addresses.item(card)]
    if addresses.report:
        lines.append(f"Открыть отчёт: {addresses.report}")
    if addresses.desk:
        lines.append(f"Открыть все мои пункты: {addresses.desk}")
    if addresses.unsubscribe:
        lines.append(f"{UNWANTED}: {addresses.unsubscribe}")
    parts = (rendered.text.strip(), "\n".join(lines), "\n".join(footnotes(addresses)))
    return HIDDEN.sub("", "\n\n".join(filter(None, parts))) + "\n"


def footnotes(addresses: Addresses) -> tuple[str, ...]:
    return (NO_ANSWER, SECRET if addresses.desk else ELSEWHERE)


def tone(card: Card) -> str:
    """The name of a colour; the card's words say the same without it."""
    if card.is_late:
        return "late"
    if card.item.state.is_closed:
        return "done"
    return "soon" if card.is_soon else "calm"


def _preheader(rendered: Rendered) -> str:
    """What mailboxes show beside the subject."""
    first = rendered.sections[0] if rendered.sections else None
    return " ".join((first.asked or first.happened if first else rendered.text).split())


def _is_only(rendered: Rendered) -> bool:
    return sum(len(section.cards) for section in rendered.sections) == 1


def _laid(rendered: Rendered) -> Iterator[Laid]:
    full, brief = FULL, BRIEF
    for section in rendered.sections:
        cards = section.cards
        made = Laid(section, cards[:full], cards[full : full + brief], max(0, len(cards) - full - brief))
        full, brief = full - len(made.full), brief - len(made.brief)
        yield made


@lru_cache(maxsize=1)
def _template() -> Template:
    return environment().get_template("mail.html.j2")
