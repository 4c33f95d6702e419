"""A letter and the truth of the moment make a text; a fact that is missing is an error."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Protocol

from jinja2 import Environment, PackageLoader, StrictUndefined, Template, TemplateError, select_autoescape

from domain.authority import Staff
from domain.ladder import heard_at
from domain.letters import Letter, LetterKind
from domain.passport import Passport
from domain.plan import PlanItem
from domain.vocabulary import DocumentKind, Rank
from domain.workdays import Calendar
from notifications import reports_words, words
from notifications.cards import Card, addressee, card
from notifications.standing import Standing, grounds

LISTED_BENEATH = 5
REVIEWS = (LetterKind.REVIEW_WANTED, LetterKind.REVIEW_WAITING, LetterKind.CATCH_UP)
APART = "\x1f"
"""Stands between the parts of a letter in its template, and in nothing that people write."""
OWN_FAULTS = (TemplateError, LookupError, ValueError, TypeError, AttributeError, StopIteration)


class View(Protocol):
    """What letters are written from, at one `now`."""

    @property
    def calendar(self) -> Calendar: ...

    @property
    def now(self) -> datetime: ...

    def answer_by(self, item: PlanItem) -> date:
        """The day on which whoever accepts a reported item would be reminded of it."""

    def is_quiet(self, recipient: str) -> bool:
        """Whether letters to this person or body are held back now: nights, days off, hours of his own."""

    def item(self, item_id: int) -> PlanItem: ...

    def late_beneath(self, item: PlanItem) -> list[PlanItem]:
        """Overdue items under a control point or a result."""

    def waiting_for(self, item: PlanItem) -> list[PlanItem]:
        """Agreements that an application holds up."""

    def staff(self, passport: str) -> Staff: ...

    def passport(self, code: str) -> Passport: ...


@dataclass(frozen=True, slots=True)
class Section:
    """One matter of a letter, in plain paragraphs: what happened, the items, what is asked, what else is late or waits.

    `title` is empty where the letter has one matter only; `letter` is the key of the letter that it comes from.
    """

    kind: LetterKind
    letter: str
    happened: str
    cards: tuple[Card, ...]
    asked: str
    notes: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A letter in words. `addressee` is the recipient with his position, `at` the instant it was written.

    `text` is the whole; `sections`, `project` and `why` are the same words apart, for channels that lay them out.
    `note` stands before everything: that this may be a repeat, that letters were held up.
    """

    subject: str
    text: str
    addressee: str = ""
    at: datetime | None = None
    sections: tuple[Section, ...] = ()
    project: str = ""
    why: str = ""
    note: str = ""


class Unrenderable(ValueError):
    """The letter of that key itself is at fault: a fact or an item that its words need is missing."""

    def __init__(self, letter: Letter, fault: Exception) -> None:
        super().__init__(f"{letter.key}: {type(fault).__name__}: {fault}")
        self.key = letter.key


def render(letter: Letter, view: View) -> Rendered:
    """The letter as it reads at `view.now`; raises Unrenderable when it can never be written."""
    try:
        context = _context(letter, view)
        subject = _template(letter, "subject.txt.j2").render(context)
        body = _template(letter, "body.txt.j2").render(context)
        happened, listed, asked, notes, project, why = map(tidy, body.split(APART))
    except OWN_FAULTS as fault:
        raise Unrenderable(letter, fault) from fault
    text = "\n\n".join(filter(None, (happened, listed, asked, notes, f"{project}\n{why}")))
    section = Section(letter.kind, letter.key, happened, tuple(context["cards"]), asked, notes)
    to, at = addressee(letter.recipient, view.staff(letter.passport)), view.now.astimezone(view.calendar.zone)
    return Rendered(" ".join(subject.split()), text, to, at, (section,), project, why)


def _template(letter: Letter, name: str) -> Template:
    return environment().get_template(f"{letter.kind}/{name}")


def _context(letter: Letter, view: View) -> dict[str, Any]:
    items = [view.item(item_id) for item_id in letter.items]
    staff, today = view.staff(letter.passport), view.calendar.day_of(view.now)
    cards = _cards(items, letter, view)
    former = tuple(letter.facts.get("was", "").split(", "))
    why = grounds(letter.recipient, items, staff, today, former)
    executes = any(ground.standing.executes for ground in why)
    return {
        "apart": APART,
        "cards": cards,
        "facts": {name: _line(value) for name, value in letter.facts.items()},
        "recipient": letter.recipient,
        "project": words.quoted(view.passport(letter.passport).title),
        "is_body": any(level.code == letter.recipient and level.is_body for level in staff.levels),
        "grounds": why,
        "executes": executes,
        "owes": executes and any(card.is_owed for card in cards),
        "accepts": any(ground.standing.accepts for ground in why),
        "heard": _heard(items, letter, staff),
        "days": _days_in_review(items, view),
        "answer": _answer(items, view) if letter.kind in REVIEWS else "",
        "above": any(ground.standing is Standing.HIGHER for ground in why),
    } | _around(items, letter, view)


def _heard(items: list[PlanItem], letter: Letter, staff: Staff) -> list[str]:
    """Who has been told of the delay before: everybody on the rungs below."""
    lower = ((item, rung) for item in items for rung in range(1, item.rung))
    names = (name for item, rung in lower for name in heard_at(rung, item, staff))
    return [name for name in dict.fromkeys(names) if name != letter.recipient]


def _days_in_review(items: list[PlanItem], view: View) -> int:
    """Working days since the report; 0 when several items were reported on different days."""
    day_of = view.calendar.day_of
    waits = {view.calendar.between(day_of(i.reported_at), day_of(view.now)) for i in items if i.reported_at}
    return waits.pop() if len(waits) == 1 else 0


def _answer(items: list[PlanItem], view: View) -> str:
    """By when the acceptor's decision is expected; empty where several items have different days."""
    days, today = {view.answer_by(item) for item in items}, view.calendar.day_of(view.now)
    return words.answer(days.pop(), today, view.calendar) if len(days) == 1 else ""


def _line(fact: str) -> str:
    """What a person wrote, on one line and without control characters."""
    return "".join(filter(str.isprintable, " ".join(fact.split())))


def _around(items: list[PlanItem], letter: Letter, view: View) -> dict[str, Any]:
    above = (item for item in items if item.rank is not Rank.ACTIVITY)
    applications = (item for item in items if item.document_kind is DocumentKind.APPLICATION)
    late = _others(items, (below for item in above for below in view.late_beneath(item)))
    waiting = _others(items, (held for item in applications for held in view.waiting_for(item)))
    return {
        "late_beneath": _cards(late[:LISTED_BENEATH], letter, view),
        "more_beneath": len(late[LISTED_BENEATH:]),
        "waiting": _cards(waiting, letter, view),
        "concludes": any(letter.recipient in held.executors for held in waiting),
    }


def _others(items: list[PlanItem], found: Iterable[PlanItem]) -> list[PlanItem]:
    """Each found item once, those that the letter is about left out."""
    named = {item.id for item in items}
    return list({item.id: item for item in found if item.id not in named}.values())


def _cards(items: Iterable[PlanItem], letter: Letter, view: View) -> list[Card]:
    staff = view.staff(letter.passport)
    return [card(item, staff, view.calendar, view.now) for item in items]


def tidy(text: str) -> str:
    """Paragraphs with one empty line between them, whatever the blocks of a template left."""
    paragraphs: list[list[str]] = [[]]
    for line in map(str.rstrip, text.splitlines()):
        if line:
            paragraphs[-1].append(line)
        elif paragraphs[-1]:
            paragraphs.append([])
    return "\n\n".join("\n".join(lines) for lines in paragraphs if lines)


@lru_cache(maxsize=1)
def environment() -> Environment:
    """Compiled once for the life of the process; only `.html.j2` is escaped."""
    made = Environment(
        loader=PackageLoader("notifications"),
        undefined=StrictUndefined,
        autoescape=select_autoescape(("html.j2",), default=False),
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters |= {
        "day": lambda iso: words.day_ru(_date(iso)),
        "date_of": lambda iso: words.date_ru(_date(iso)),
        "full_day": words.day_ru,
        "brief_day": words.brief_day,
        "within": words.within,
        "short": words.shortened,
        "sentence": words.sentence,
        "opening": words.opening,
    }
    made.filters |= {"workdays": words.workdays, "plan_items": words.plan_items}
    made.filters |= {"date": words.date_ru, "minutes": words.minutes_words}
    made.filters |= {"period": reports_words.code_words, "light": reports_words.light_words}
    return made


def _date(iso: str) -> date:
    return date.fromisoformat(iso[:10])
