"""Several letters to one reader as one message: his items by urgency, each once, and what people have written."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from domain.letters import Letter, LetterKind
from domain.plan import PlanItem
from domain.vocabulary import State
from notifications import words
from notifications.cards import Card, addressee
from notifications.render import APART, OWN_FAULTS, Rendered, Section, Unrenderable, View, environment, render, tidy
from notifications.standing import Ground, grounds

SHOWN = (5, 3, 1)
"""Items of a group that a text tells of, fewer where it grows too long; the others are named by their numbers."""
ROOM = 3200
"""Characters of a text that every channel can show whole."""
TOLD = 260
"""Letters of what a person has done or written, in a line of the digest."""


class Occasion(StrEnum):
    """Why letters leave together."""

    MORNING = "morning"
    DAY = "day"
    AFTER_OUTAGE = "after_outage"


class Matter(StrEnum):
    """What an item stands in a digest for, the weightiest first."""

    LATE = "late"
    TODAY = "today"
    RETURNED = "returned"
    DECIDE = "decide"
    NOT_TAKEN = "not_taken"
    SOON = "soon"
    PROGRESS = "progress"
    STARTED = "started"
    NEWS = "news"
    SETTLED = "settled"


# fmt: off
TITLES = {
    # matter             heading of the group                     in the subject
    Matter.LATE:        ("Срок истёк",                            "просрочено"),
    Matter.TODAY:       ("Сегодня последний день",                "срок сегодня"),
    Matter.RETURNED:    ("Возвращено на доработку",               "возвращено"),
    Matter.DECIDE:      ("Ждёт решения",                          "ждёт решения"),
    Matter.NOT_TAKEN:   ("Не взято в работу",                     "не взято в работу"),
    Matter.SOON:        ("Приближается срок",                     "приближается срок"),
    Matter.PROGRESS:    ("Нужно сообщить о ходе исполнения",      "сообщить о ходе"),
    Matter.STARTED:     ("Начинается работа",                     "начать работу"),
    Matter.NEWS:        ("Что произошло",                         "известий"),
    Matter.SETTLED:     ("Уже не требует действий",               "уже решено"),
}
ASKED = {
    # matter             asked of whoever executes                asked of others
    Matter.LATE:        ("Сообщите об исполнении и приложите подтверждающий документ или попросите о продлении.",
                         "Выясните, что мешает исполнению, и примите меры."),
    Matter.TODAY:       ("Сообщите об исполнении сегодня до {until} и приложите подтверждающий документ.", ""),
    Matter.RETURNED:    ("Устраните замечания и сообщите об исполнении снова.", ""),
    Matter.DECIDE:      ("", "Откройте пункт и примите решение."),
    Matter.NOT_TAKEN:   ("Примите к исполнению.", "Выясните у исполнителя, почему работа не начата."),
    Matter.SOON:        ("Проверьте, что работа успевает к сроку; если нет, заранее попросите о продлении.", ""),
    Matter.PROGRESS:    ("Напишите одной фразой, как идёт работа.", ""),
    Matter.STARTED:     ("Примите к исполнению.", ""),
    Matter.NEWS:        ("", ""),
    Matter.SETTLED:     ("", ""),
}
# fmt: on
OF_KIND = {
    LetterKind.RETURNED: Matter.RETURNED,
    LetterKind.REVIEW_WANTED: Matter.DECIDE,
    LetterKind.REVIEW_WAITING: Matter.DECIDE,
    LetterKind.DECISION_WAITING: Matter.DECIDE,
    LetterKind.EXTENSION_ASKED: Matter.DECIDE,
    LetterKind.HANDOVER_ASKED: Matter.DECIDE,
    LetterKind.NOT_TAKEN: Matter.NOT_TAKEN,
    LetterKind.PROGRESS_WANTED: Matter.PROGRESS,
    LetterKind.STARTED: Matter.STARTED,
    LetterKind.REMINDER: Matter.SOON,
    LetterKind.HALF_TERM: Matter.SOON,
    LetterKind.DEADLINE_MISSED: Matter.LATE,
    LetterKind.ESCALATION: Matter.LATE,
    LetterKind.CATCH_UP: Matter.LATE,
}
"""What is not here is news."""
WAITS: dict[LetterKind, Callable[[PlanItem], bool]] = {
    LetterKind.REVIEW_WANTED: lambda item: item.state is State.UNDER_REVIEW,
    LetterKind.REVIEW_WAITING: lambda item: item.state is State.UNDER_REVIEW,
    LetterKind.DECISION_WAITING: lambda item: item.state is State.AWAITING_DECISION,
    LetterKind.EXTENSION_ASKED: lambda item: item.asked_finish is not None,
    LetterKind.HANDOVER_ASKED: lambda item: not item.state.is_closed,
}
"""Whether what a letter asked to be decided still waits."""
BY_PEOPLE = frozenset({Matter.RETURNED, Matter.DECIDE, Matter.NEWS})
WEIGHT = {matter: weight for weight, matter in enumerate(Matter)}


@dataclass(frozen=True, slots=True)
class Entry:
    """One item in a group; `told` is what somebody did or wrote, empty where only the clock speaks."""

    matter: Matter
    number: str
    card: Card
    letter: Letter
    section: Section
    told: str = ""

    @property
    def is_own(self) -> bool:
        return self.letter.recipient in self.card.item.executors


@dataclass(frozen=True, slots=True)
class Group:
    """Entries of one matter, as the words see them."""

    matter: Matter
    entries: tuple[Entry, ...]
    most: int = SHOWN[0]

    @property
    def title(self) -> str:
        return TITLES[self.matter][0]

    @property
    def counted(self) -> str:
        return TITLES[self.matter][1]

    @property
    def shown(self) -> tuple[Entry, ...]:
        return self.entries if len(self.entries) <= self.most + 1 else self.entries[: self.most]

    @property
    def hidden(self) -> tuple[Entry, ...]:
        return self.entries[len(self.shown) :]

    @property
    def asked(self) -> str:
        """Of the executors first; of those who only watch, where none of the items is the reader's own."""
        own, others = ASKED[self.matter]
        due = self.entries[0].card.item.due_at
        return own.format(until=f"{due:%H:%M}") if any(entry.is_own for entry in self.entries) else others


def render_digest(letters: Sequence[Letter], view: View, occasion: Occasion) -> Rendered:
    """One message of all `letters`, which go to the same recipient. Raises Unrenderable for the first bad one."""
    parts = [(letter, render(letter, view)) for letter in letters]
    groups = _groups(list(_entries(parts)), len({letter.passport for letter in letters}) > 1, view)
    first, at = letters[0], view.now.astimezone(view.calendar.zone)
    context = {
        "apart": APART,
        "head": _head(view, occasion),
        "note": _note(letters, view, occasion),
        "recipient": first.recipient,
        "projects": list(dict.fromkeys(words.quoted(view.passport(letter.passport).title) for letter in letters)),
    } | _why(letters, view)
    subject, (note, listed, project, why) = _fitted(context, groups, first)
    text = "\n\n".join(filter(None, (note, listed, f"{project}\n{why}")))
    to = addressee(first.recipient, view.staff(first.passport))
    return Rendered(subject, text, to, at, tuple(_sections(groups)), project, why, note)


def _fitted(context: dict[str, object], groups: Sequence[Group], first: Letter) -> tuple[str, list[str]]:
    """The subject and the four parts of the text, with as many items told of as there is room for."""
    for most in SHOWN:
        subject, body = _written({**context, "groups": [replace(group, most=most) for group in groups]}, first)
        if len(body) <= ROOM:
            break
    return subject, list(map(tidy, body.split(APART)))


def _written(context: dict[str, object], letter: Letter) -> tuple[str, str]:
    try:
        subject = environment().get_template("digest/subject.txt.j2").render(context)
        return " ".join(subject.split()), environment().get_template("digest/body.txt.j2").render(context)
    except OWN_FAULTS as fault:
        raise Unrenderable(f"{letter.key}: {type(fault).__name__}: {fault}") from fault


def _entries(parts: Sequence[tuple[Letter, Rendered]]) -> Iterator[Entry]:
    for letter, rendered in parts:
        section = rendered.sections[0]
        for card in section.cards:
            matter = _matter(letter, card)
            told = words.shortened(" ".join(section.happened.split()), TOLD) if matter in BY_PEOPLE else ""
            yield Entry(matter, card.number, card, letter, section, told)


def _matter(letter: Letter, card: Card) -> Matter:
    """By what the letter said and how the item stands now: what is late now weighs more than what was near then."""
    said = OF_KIND.get(letter.kind, Matter.NEWS)
    if said in (Matter.RETURNED, Matter.NEWS):
        return said
    if said is Matter.DECIDE:
        return said if WAITS[letter.kind](card.item) else Matter.SETTLED
    if not card.is_owed:
        return Matter.SETTLED
    if card.is_late:
        return Matter.LATE
    return Matter.TODAY if card.is_last_day else said


def _groups(entries: Sequence[Entry], is_mixed: bool, view: View) -> list[Group]:
    """Each item once among what the clock says, in its weightiest group; what people did is all told."""
    kept: dict[object, Entry] = {}
    for entry in sorted(entries, key=lambda one: WEIGHT[one.matter]):
        key = (entry.card.item.id, entry.letter.key) if entry.matter in BY_PEOPLE else entry.card.item.id
        kept.setdefault(key, replace(entry, number=_number(entry, is_mixed, view)))
    found = sorted(kept.values(), key=lambda one: (WEIGHT[one.matter], one.card.item.due_at, one.card.item.id))
    matters = dict.fromkeys(entry.matter for entry in found)
    return [Group(matter, tuple(entry for entry in found if entry.matter is matter)) for matter in matters]


def _number(entry: Entry, is_mixed: bool, view: View) -> str:
    """Numbers of several plans are alike: the project says whose."""
    if not is_mixed:
        return entry.card.number
    title = words.shortened(view.passport(entry.letter.passport).title, 30)
    return f"{entry.card.number} ({title})"


def _sections(groups: Sequence[Group]) -> Iterator[Section]:
    """For channels that lay out: the clock's groups whole, what people did one by one."""
    for group in groups:
        title = f"{group.title}: {len(group.entries)}"
        if group.matter not in BY_PEOPLE:
            cards = tuple(entry.card for entry in group.entries)
            yield Section(LetterKind.DIGEST, group.entries[0].letter.key, "", cards, group.asked, "", title)
            continue
        for place, entry in enumerate(group.entries):
            is_last = place == len(group.entries) - 1
            asked = group.asked if is_last else ""
            told = entry.section.happened
            yield Section(entry.letter.kind, entry.letter.key, told, (entry.card,), asked, "", "" if place else title)


def _head(view: View, occasion: Occasion) -> str:
    today = words.date_ru(view.calendar.day_of(view.now))
    heads = {
        Occasion.MORNING: f"Сводка на {today}",
        Occasion.DAY: f"Сообщения за {today}",
        Occasion.AFTER_OUTAGE: f"После перерыва, на {today}",
    }
    return heads[occasion]


def _note(letters: Sequence[Letter], view: View, occasion: Occasion) -> str:
    if occasion is not Occasion.AFTER_OUTAGE:
        return ""
    day_of = view.calendar.day_of
    since, until = day_of(min(letter.at for letter in letters)), day_of(view.now)
    return (
        f"С {words.date_ru(since)} по {words.date_ru(until)} письма не доставлялись. "
        "Вот что произошло за это время и как обстоит дело сейчас."
    )


def _why(letters: Sequence[Letter], view: View) -> dict[str, object]:
    """The reader's part in the items of one plan; of several plans only that he takes part in them."""
    first = letters[0]
    staff = view.staff(first.passport)
    is_body = any(level.code == first.recipient and level.is_body for level in staff.levels)
    if any(letter.passport != first.passport for letter in letters):
        return {"grounds": [], "is_body": is_body}
    items = {item: view.item(item) for letter in letters for item in letter.items}
    former = [name for letter in letters for name in letter.facts.get("was", "").split(", ")]
    found: list[Ground] = grounds(first.recipient, list(items.values()), staff, view.calendar.day_of(view.now), former)
    return {"grounds": found, "is_body": is_body}
