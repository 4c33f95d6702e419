"""The buttons under a letter, as the Bot API takes them: of one item all that one may do, of several a button each."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from domain.vocabulary import Event
from notifications.counter import Dossier
from notifications.telegram.buttons import CARD, button, in_rows, keyboard
from notifications.telegram.channel import Markup

if TYPE_CHECKING:
    from telegram import InlineKeyboardButton, InlineKeyboardMarkup


def whole(dossier: Dossier) -> Markup | None:
    """Everything that the reader may do with the item."""
    proof = bool(dossier.proof and dossier.proof.sha256)
    return _markup(keyboard(dossier.item, dossier.events, proof=proof))


def a_button_each(dossiers: Sequence[Dossier]) -> Markup | None:
    """«Беру на контроль 2.1» where one may, otherwise «Открыть 2.1»."""
    return _markup(in_rows([_button(dossier) for dossier in dossiers]))


def _button(dossier: Dossier) -> "InlineKeyboardButton":
    item = dossier.item
    if Event.ACKNOWLEDGE in dossier.events and not item.paused_until:
        return button(f"Беру на контроль {item.number}", Event.ACKNOWLEDGE, item)
    return button(f"Открыть {item.number}", CARD, item)


def _markup(made: "InlineKeyboardMarkup") -> Markup | None:
    return made.to_dict() if made.inline_keyboard else None
