"""Buttons under messages: what each says and the at most 64 bytes that it carries, which are never trusted."""

import re
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from domain.plan import PlanItem
from domain.vocabulary import Event

CARD, PROOF, HAND_OVER, AWAY, SEND, CANCEL = "card", "proof", "hand_over", "away", "send", "cancel"
RETURN_REPORT, DRAFT = "report_return", "draft"
LINK, MOVE, NOT_ME, STOP, KEEP, SET = "link", "move", "not_me", "stop", "keep", "set"

TITLES: dict[str, str] = {
    Event.TAKE: "В работу",
    Event.REPORT: "Исполнено",
    Event.NOTE: "Ход исполнения",
    Event.ASK: "Нужен срок",
    HAND_OVER: "Передать",
    AWAY: "Отсутствую",
    Event.ACCEPT: "Принять",
    Event.RETURN: "Вернуть",
    Event.GRANT: "Заявка одобрена",
    Event.REFUSE: "Заявка отклонена",
    Event.EXTEND: "Продлить",
    Event.DENY: "Отказать",
    Event.ACKNOWLEDGE: "Беру на контроль",
    Event.REASSIGN: "Переназначить",
    Event.WITHDRAW: "Снять с контроля",
    Event.REOPEN: "Возобновить",
}
"""In the order in which they stand under a message."""

WIDTH = 2
DATA = re.compile(r"([a-z_]{1,20}):(\d{1,18}):(\d{1,9})", re.ASCII)
TOKEN = re.compile(r"(link|move):([A-Za-z0-9_-]{16,43})(?::(\d{1,15}))?", re.ASCII)


class Press(NamedTuple):
    """What a button carries: an action, the item it is about and the item's version when the button was made."""

    action: str
    item: int
    version: int


class TokenPress(NamedTuple):
    """A press that carries an invitation; `user` is the new account that asks for a move."""

    action: str
    token: str
    user: int


def packed(event: str, item_id: int, version: int) -> str:
    """`report:3458764513820540928:12`: at most 50 bytes."""
    return f"{event}:{item_id}:{version}"


def unpacked(data: str) -> Press | None:
    """What the data says, or None when no button of ours could have carried it."""
    found = DATA.fullmatch(data)
    return Press(found[1], int(found[2]), int(found[3])) if found else None


def token_packed(action: str, token: str, user: int = 0) -> str:
    return f"{action}:{token}:{user}" if user else f"{action}:{token}"


def token_unpacked(data: str) -> TokenPress | None:
    found = TOKEN.fullmatch(data)
    return TokenPress(found[1], found[2], int(found[3] or 0)) if found else None


def keyboard(item: PlanItem, events: Collection[Event], *, proof: bool = False) -> InlineKeyboardMarkup:
    """The buttons of an item for somebody who may cause `events`; those that could not succeed are left out."""
    made = [button(title_of(action, item), action, item) for action in _actions(item, events)]
    if Event.REPORT in events:
        made.append(button("Заготовка документа", DRAFT, item))
    if proof:
        made.append(button("Файл отчёта", PROOF, item))
    return in_rows(made)


def button(title: str, action: str, item: PlanItem) -> InlineKeyboardButton:
    return InlineKeyboardButton(title, callback_data=packed(action, item.id, item.version))


def in_rows(made: list[InlineKeyboardButton], width: int = WIDTH) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([made[n : n + width] for n in range(0, len(made), width)])


def title_of(action: str, item: PlanItem) -> str:
    if action == Event.EXTEND and item.asked_finish:
        return f"Продлить до {item.asked_finish:%d.%m.%Y}"
    return TITLES[action]


def _actions(item: PlanItem, events: Collection[Event]) -> Iterator[str]:
    for action in TITLES:
        if (action in events and not _is_vain(action, item)) or (action in (HAND_OVER, AWAY) and Event.ASK in events):
            yield action


def _is_vain(action: str, item: PlanItem) -> bool:
    """What the item itself shows to be refused, so that nobody is offered it."""
    return bool(
        (action == Event.DENY and not item.asked_finish)
        or (action == Event.TAKE and item.taken_at)
        or (action == Event.ACKNOWLEDGE and item.paused_until)
    )


def choice(*pairs: tuple[str, str]) -> InlineKeyboardMarkup:
    """Buttons side by side: (title, data)."""
    return rows(pairs)


def rows(*those: Sequence[tuple[str, str]]) -> InlineKeyboardMarkup:
    """Rows of such buttons, empty ones left out."""
    made = ([InlineKeyboardButton(title, callback_data=data) for title, data in row] for row in those if row)
    return InlineKeyboardMarkup(list(made))
