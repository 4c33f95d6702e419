"""Makes a passport of a document's tables and prose, whatever format they were read from."""

from dataclasses import replace
from typing import NamedTuple

from domain.intake.assembly.cells import Cells, line
from domain.intake.assembly.funding import funding
from domain.intake.assembly.indicators import indicators
from domain.intake.assembly.participants import participants
from domain.intake.assembly.plan import lacking_in, plan
from domain.intake.assembly.provisions import OFFICIALS, Provisions, provisions
from domain.intake.assembly.results import results
from domain.intake.assembly.rungs import ladder
from domain.intake.assembly.spelling import spelled_alike
from domain.intake.outcome import Illegible
from domain.intake.tables import COLUMNS, FUNDING, INDICATORS, PARTICIPANTS, PLAN, RESULTS, Document
from domain.passport import Passport
from domain.vocabulary import ControlLevel


class Assembled(NamedTuple):
    """A passport and the cells of it that could not be understood."""

    passport: Passport
    illegible: tuple[Illegible, ...]


def assemble(document: Document, *, code: str) -> Assembled:
    """Make a passport; what is illegible becomes None and is listed, section by section."""
    main = Cells("main")
    told = provisions(document.prose, document.text, main)
    sections = {name: Cells(name, (told.starts, told.ends)) for name in COLUMNS}
    tables, lacking = document.tables, document.lacking.get(PLAN, frozenset())
    passport = replace(
        _opened(told, code),
        indicators=indicators(tables.get(INDICATORS, ()), sections[INDICATORS]),
        results=results(tables.get(RESULTS, ()), sections[RESULTS]),
        funding=funding(tables.get(FUNDING, ()), document.captions.get(FUNDING, ""), sections[FUNDING]),
        participants=participants(tables.get(PARTICIPANTS, ()), sections[PARTICIPANTS]),
        plan=plan(tables.get(PLAN, ()), lacking, sections[PLAN]),
    )
    whole = replace(spelled_alike(passport), lacking=lacking_in(passport.plan, lacking))
    unread = (cell for cells in (main, *sections.values()) for cell in cells.illegible)
    return Assembled(replace(whole, levels=_levels(document, whole)), tuple(unread))


def _opened(told: Provisions, code: str) -> Passport:
    """A passport of its main provisions alone."""
    return Passport(
        code=code,
        title=told.title,
        region=told.region,
        order=told.order,
        starts=told.starts,
        ends=told.ends,
        head=told.officials["head"],
        curator=told.officials["curator"],
        administrator=told.officials["administrator"],
        levels=(),
        participants=(),
        plan=(),
        positions=told.positions,
        goal=told.goal,
        federal=told.federal,
        programmes=told.programmes,
    )


def _levels(document: Document, passport: Passport) -> tuple[ControlLevel, ...]:
    cells = [line(row["level"]) for row in document.tables.get(PLAN, ())]
    officials = {role: getattr(passport, role) for role in OFFICIALS}
    return ladder(cells, passport.plan, document.text, officials)
