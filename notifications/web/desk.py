"""The desk itself: a person's items by urgency, what waits for him, what is late around him; an item by number."""

from collections.abc import Iterable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from starlette.responses import RedirectResponse

from domain.vocabulary import State
from notifications import words
from notifications.cards import Card
from notifications.counter import Caller
from notifications.web.entrance import premises_of
from notifications.web.forms import Signed
from notifications.web.pages import page
from notifications.web.premises import DeskPremises

router = APIRouter()
LONGEST_NUMBER = 20
STEM = 7
"""Letters by which «просрочен» and «просрочено на 3 дня» are one word."""


@dataclass(frozen=True, slots=True)
class Group:
    """Items under one heading; `tone` is how the heading is marked."""

    code: str
    title: str
    cards: tuple[Card, ...]
    tone: str = ""

    @property
    def count(self) -> str:
        return words.plan_items(len(self.cards))


@router.get("/desk")
def desk(request: Request, caller: Signed) -> Response:
    premises = premises_of(request)
    position = premises.counter.position(caller.name)
    said = {"groups": groups(premises, caller), "position": position, "standing": standing, "now": premises.shelf.now}
    return page(request, "desk/desk.html.j2", said)


def groups(premises: DeskPremises, caller: Caller) -> list[Group]:
    """What is to be decided stands with what is to be done; what is empty is left out."""
    own, counter = premises.counter.own(caller), premises.counter
    mine = {card.item.id for card in own}
    late = [card for card in counter.late(caller) if card.item.id not in mine]
    found = (
        Group("late", "Просрочено вами", _of(own, "late"), "late"),
        Group("waiting", "Ждёт вашего решения", tuple(counter.waiting(caller)), "soon"),
        Group("week", "Срок в ближайшие 7 дней", _of(own, "week"), "soon"),
        Group("later", "Срок позже", _of(own, "later")),
        Group("others", "Ждёт других", _of(own, "others")),
        Group("heard", "Просрочено у других, о чём вы извещены", tuple(late), "late"),
    )
    return [group for group in found if group.cards]


def _of(cards: Iterable[Card], urgency: str) -> tuple[Card, ...]:
    return tuple(card for card in cards if _urgency(card) == urgency)


def _urgency(card: Card) -> str:
    if not card.is_owed or card.item.state is State.BLOCKED:
        return "others"
    if card.is_late:
        return "late"
    return "week" if card.is_soon else "later"


def standing(card: Card) -> str:
    """How the item stands, without saying twice that it is late, or done."""
    state = words.inside(words.STATES[card.item.state])
    return card.status if card.status.startswith(state[:STEM]) else f"{state}; {card.status}"


@router.get("/find")
def found(
    request: Request, caller: Signed, number: Annotated[str, Query(description="Номер пункта, например 2.1.2")] = ""
) -> Response:
    """The item of that number; where several passports have one, all of them."""
    premises, wanted = premises_of(request), number.strip().rstrip(".")[:LONGEST_NUMBER]
    ids = premises.counter.numbered(wanted, caller) if wanted else []
    if len(ids) == 1:
        return RedirectResponse(f"/item/{ids[0]}", HTTPStatus.SEE_OTHER)
    cards = [premises.counter.dossier(item, caller).card for item in ids]
    status = HTTPStatus.OK if ids else HTTPStatus.NOT_FOUND
    return page(request, "desk/found.html.j2", {"number": wanted, "cards": cards, "standing": standing}, status)
