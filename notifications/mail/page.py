"""A letter as an HTML page that Outlook, a phone and a screen reader can all show, and the text beside it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from jinja2 import Template

from notifications.cards import Card
from notifications.render import Rendered, environment

COLOURS = {"late": "#b42318", "soon": "#b54708", "done": "#067647", "plain": "#475467"}
"""On white each has a contrast of at least 4.5 to 1; the words beside it say the same."""
NO_ANSWER = "Письмо отправлено автоматически; ответы на него не читаются."
SECRET = "Ссылки действуют 72 часа и открывают ваш рабочий стол: не пересылайте это письмо."  # noqa: S105  # words
ELSEWHERE = "Действуйте в Telegram или через администратора проекта."


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the buttons of one letter lead; empty where there is no desk. `items` are by the item's id."""

    desk: str = ""
    items: Mapping[int, str] | None = None
    unsubscribe: str = ""

    def item(self, card: Card) -> str:
        return (self.items or {}).get(card.item.id, "")


def html(rendered: Rendered, addresses: Addresses) -> str:
    """The whole page; its words are the letter's own."""
    return _template().render(letter=rendered, to=addresses, colour=_colour, footnotes=footnotes(addresses))


def text(rendered: Rendered, addresses: Addresses) -> str:
    """The letter with the addresses of its buttons, for whoever reads without HTML."""
    cards = [card for section in rendered.sections for card in section.cards]
    lines = [f"Открыть пункт {card.number}: {addresses.item(card)}" for card in cards if addresses.item(card)]
    if addresses.desk:
        lines.append(f"Все ваши пункты: {addresses.desk}")
    if addresses.unsubscribe:
        lines.append(f"Не присылать извещения, не требующие действий: {addresses.unsubscribe}")
    return "\n\n".join(filter(None, (rendered.text, "\n".join(lines), "\n".join(footnotes(addresses))))) + "\n"


def footnotes(addresses: Addresses) -> tuple[str, ...]:
    return (NO_ANSWER, SECRET if addresses.desk else ELSEWHERE)


def _colour(card: Card) -> str:
    if card.is_late:
        return COLOURS["late"]
    if card.item.state.is_closed:
        return COLOURS["done"]
    return COLOURS["soon"] if card.is_soon else COLOURS["plain"]


@lru_cache(maxsize=1)
def _template() -> Template:
    return environment().get_template("mail.html.j2")
