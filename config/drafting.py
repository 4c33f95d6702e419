"""Drafts of documents, made of what the office knows about an item."""

from typing import TYPE_CHECKING

from config.outlook import pasts
from domain.passport import Passport
from domain.plan import PlanItem
from domain.ports import UnknownItem
from notifications.drafts import Draft, drafted, file_name

if TYPE_CHECKING:
    from config.wiring import Office


def draft_of(office: "Office", passport: Passport, number: str) -> tuple[str, bytes]:
    """The draft's file: its name and content. Raises UnknownItem."""
    plan = pasts(office, passport)
    past = next((one for one in plan if one.item.number == number), None)
    if past is None:
        raise UnknownItem(f"Пункта {number} нет в плане; номера показывает «vekha plan»")
    draft = Draft(
        passport=passport,
        past=past,
        positions=office.staff(passport.code).positions,
        under=tuple(one for one in plan if past.item.is_above(one.item)),
        beside=tuple(one for one in plan if one.item.root == past.item.root),
    )
    return file_name(draft), drafted(draft)


def draft_for(office: "Office", item: PlanItem, reader: str) -> tuple[str, bytes] | None:
    """For an executor of an open item."""
    if item.state.is_closed or reader not in item.executors:
        return None
    return draft_of(office, office.passport(item.passport), item.number)
