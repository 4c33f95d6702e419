"""Lists of items, eight to a page: own ones, late ones, those that wait for the caller's decision."""

from collections.abc import Callable, Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from domain.vocabulary import State
from notifications import words
from notifications.cards import Card
from notifications.counter import Caller
from notifications.telegram import screens
from notifications.telegram.buttons import CARD, button, in_rows, packed
from notifications.telegram.ports import Clerk
from notifications.telegram.visit import Visit

IN_A_ROW = 4
MINE = "my"
NAMES = frozenset(screens.TITLES)
PAGES = {f"page_{name}": name for name in NAMES}
"""What the buttons that turn a page carry: `accept` alone is a decision."""


async def listed(visit: Visit, name: str, page: int = 0) -> None:
    """Show one page; a press on a page's button turns it in place."""
    if name == MINE and not visit.is_private:
        await visit.say(screens.PRIVATE_ONLY)
        return
    cards = await visit.ask(_cards(visit.clerk, name), visit.caller)
    if not cards:
        await visit.show(screens.EMPTY[name])
        return
    shown = min(page, screens.pages_of(cards) - 1)
    tails = await visit.ask(_tails, visit.clerk, name, cards)
    await visit.show(screens.page(name, cards, shown, tails), _keyboard(name, cards, shown))


def _cards(clerk: Clerk, name: str) -> Callable[[Caller], list[Card]]:
    return {MINE: clerk.own, "overdue": clerk.late, "accept": clerk.waiting}[name]


def _tails(clerk: Clerk, name: str, cards: Sequence[Card]) -> list[str]:
    """What stands beside the deadline: how long something waits, where that is what the list is about."""
    return [_wait(clerk, card) if name == "accept" else "" for card in cards]


def _wait(clerk: Clerk, card: Card) -> str:
    item = card.item
    if item.state is State.AWAITING_DECISION:
        return "ждёт решения министерства"
    if item.state is State.UNDER_REVIEW and item.reported_at:
        days = clerk.workdays_since(item.reported_at)
        return f"ждёт приёмки {words.workdays(days)}" if days else "отчёт поступил сегодня"
    return f"просят продлить до {words.date_ru(item.asked_finish)}" if item.asked_finish else ""


def _keyboard(name: str, cards: Sequence[Card], page: int) -> InlineKeyboardMarkup:
    first = page * screens.PAGE
    shown = [card.item for card in cards[first : first + screens.PAGE]]
    rows = in_rows([button(item.number, CARD, item) for item in shown], IN_A_ROW).inline_keyboard
    turns = [("‹ Назад", page - 1), ("Далее ›", page + 1)]
    last = screens.pages_of(cards) - 1
    turning = [_turn(name, title, to) for title, to in turns if 0 <= to <= last]
    return InlineKeyboardMarkup([*rows, turning] if turning else rows)


def _turn(name: str, title: str, page: int) -> InlineKeyboardButton:
    return InlineKeyboardButton(title, callback_data=packed(f"page_{name}", 0, page))
