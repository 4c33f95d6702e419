"""Facts entered in the office: checked all together, kept all or none."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from domain.passport import Passport
from domain.reporting.entering import Against, BadFact, MayNotEnter, checked, may_enter
from domain.reporting.facts import Entered, Fact, KnownFacts, Risk, Source
from domain.storage import facts
from domain.storage.records import absences

if TYPE_CHECKING:
    from config.wiring import Office


@dataclass(frozen=True, slots=True)
class Said:
    """One fact as it was written; `where` names its place in a file ("лист «Показатели», строка 7")."""

    kind: str
    fields: Mapping[str, str]
    where: str = ""


def enter(office: "Office", passport: Passport, said: Iterable[Said], by: str, *, trusted: bool = False) -> int:
    """Check and keep facts; returns how many were new: what is known already is not entered again.

    `trusted` is the command line's administrator, who need not be named in the passport.

    Raises:
        MayNotEnter, BadFact: nothing is kept then.
    """
    now = office.clock.now()
    today = office.ladder.calendar.day_of(now)
    with office.database.writing() as connection:
        staff = office.records.staff_with(passport, absences(connection, passport.code))
        if not (trusted or may_enter(by, passport, staff, today)):
            raise MayNotEnter(f"Сведения для отчёта вносят администратор и руководитель проекта, а не {by}")
        before = KnownFacts.by(today, facts.facts(connection, office.zone, passport.code))
        against = _against(office, connection, passport, before)
        made = []
        for one in said:
            fact = _checked(one, against)
            if isinstance(fact, Risk):
                against = _with(against, fact)
            made.append(Entered(fact, Source(one.fields.get("document", "").strip(), by, now)))
        known = {one.fact.subject: one for one in _all(office, connection, passport)}
        new = [one for one in made if not _same(known.get(one.fact.subject), one)]
        if new:
            facts.keep(connection, passport.code, new)
    return len(new)


def _all(office: "Office", connection: Connection, passport: Passport) -> list[Entered]:
    return facts.facts(connection, office.zone, passport.code)


def _same(known: Entered | None, new: Entered) -> bool:
    return known is not None and known.fact == new.fact and known.source.document == new.source.document


def _against(office: "Office", connection: Connection, passport: Passport, known: KnownFacts) -> Against:
    items = {item.number: item for item in office.records.items_in(connection, passport.code)}
    risks = {risk.code: risk for risk in known.of_kind(Risk)}
    return Against(passport, items, risks, office.ladder.calendar.day_of(office.clock.now()))


def _with(against: Against, risk: Risk) -> Against:
    return Against(against.passport, against.items, {**against.risks, risk.code: risk}, against.today)


def _checked(one: Said, against: Against) -> Fact:
    try:
        return checked(one.kind, one.fields, against)
    except BadFact as refusal:
        raise BadFact(f"{one.where}: {refusal}" if one.where else str(refusal)) from None
