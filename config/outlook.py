"""The outlook of a living plan: its open items by how likely they are to be late; and a trial of another deadline."""

from datetime import date
from typing import TYPE_CHECKING

from domain.passport import Passport
from domain.plan import PlanItem
from domain.ports import UnknownItem
from domain.reporting.outlook import Estimate, estimate
from domain.reporting.past import Past, as_it_was
from domain.reporting.signals import outlooks
from domain.reporting.what_if import Trial, tried
from domain.storage import journal
from domain.storage.records import absences

if TYPE_CHECKING:
    from config.wiring import Office


def outlook_of(office: "Office", passport: Passport) -> list[tuple[PlanItem, Estimate]]:
    """The begun items with their estimates, the likeliest to be late first."""
    found = outlooks(pasts(office, passport), office.clock.now(), office.ladder.calendar)
    estimated = [(past.item, estimate(signals)) for past, signals in found]
    return sorted(estimated, key=lambda one: (-one[1].probability, one[0].due_at, one[0].id))


def pasts(office: "Office", passport: Passport) -> list[Past]:
    """The plan with its journal, as it stands."""
    with office.database.reading() as connection:
        histories = journal.histories(connection, office.zone, passport.code)
        items = office.records.items_in(connection, passport.code)
    now = office.clock.now()
    return [as_it_was(item, histories.get(item.id, []), now) for item in items]


def trial(office: "Office", passport: Passport, number: str, finish: date) -> Trial:
    """What another deadline would change; only read. Raises UnknownItem, NothingToMove."""
    with office.database.reading() as connection:
        items = office.records.items_in(connection, passport.code)
        staff = office.records.staff_with(passport, absences(connection, passport.code))
    item = next((one for one in items if one.number == number), None)
    if item is None:
        raise UnknownItem(f"Пункта {number} нет в плане: проверьте номер")
    return tried(item, finish, items, office.ladder, staff, office.clock.now())
