"""A new edition goes into the database whole or not at all: plan, passport, journal and letters in one transaction."""

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from domain.amending import AMEND, Amendment, Edition, amended
from domain.announcing import announced
from domain.intake.editions import summary
from domain.passing import composed
from domain.passport import Passport
from domain.ports import StaleItem
from domain.storage import editions, journal, records
from domain.storage.outbox_store import StoredLetters
from domain.storage.plan_store import StoredPlan

if TYPE_CHECKING:
    from config.wiring import Office


def amend(office: "Office", old: Passport, new: Passport, by: str) -> Amendment:
    """Bring the plan of `old` to `new`, whose code is the old one's whatever its file says.

    Raises:
        NotAnEdition, NotPlannable: the edition as a whole is refused.
        StaleItem: somebody else has amended the passport, or moved an item, in the meantime.
    """
    new = replace(new, code=old.code)
    office.warn_of_unknown_years(new)
    with office.database.writing() as connection:
        if office.records.locked(connection, old.code) != old:
            raise StaleItem(f"Паспорт {old.code} только что изменил кто-то другой; сравните редакции ещё раз")
        staff = office.records.staff_with(old, records.absences(connection, old.code))
        edition = Edition(old, new, office.ladder, staff, by, office.clock.now())
        return _applied(office, connection, edition)


def _applied(office: "Office", connection: Connection, edition: Edition) -> Amendment:
    code, now = edition.old.code, edition.now
    items = office.records.items_in(connection, code)
    made = amended(edition, items, office.ids_taken(connection, edition.new))
    number = editions.next_number(connection, code)
    editions.amend(StoredPlan(connection, code, office.zone), made, edition.by, now)
    editions.next_edition(connection, edition.new, number, edition.by, now)
    journal.append_event(connection, int(now.timestamp()), code, AMEND, edition.by, _details(made, edition, number))
    letters = StoredLetters(connection)
    letters.put(composed(made.passed, now))
    letters.put(announced(made, edition, number))
    return made


def _details(made: Amendment, edition: Edition, number: int) -> dict[str, object]:
    corrections = [correction.number for correction in edition.new.corrections]
    said: dict[str, object] = {
        "edition": str(number),
        "order": edition.new.order,
        "changed": [summary(made.difference.counts)],
    }
    return said | ({"corrections": corrections} if corrections else {})
