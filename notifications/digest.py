"""Several letters to one reader as one message: his items by urgency, each once, and what people have written."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from domain.letters import Letter, LetterKind
from domain.vocabulary import State
from notifications import words
from notifications.cards import Card, addressee
from notifications.matters import BY_PEOPLE, TITLES, WEIGHT, Matter, asked_of, matter_of
from notifications.render import APART, OWN_FAULTS, Rendered, Section, Unrenderable, View, environment, render, tidy
from notifications.standing import Ground, Standing, grounds

ALL = 1000
SHOWN = ((5, ALL, 1000), (3, ALL, 1000), (1, ALL, 1000), (1, ALL, 260), (1, 5, 260), (1, 1, 160))
"""What a text tells of, less and less where it grows too long: items of a group where only the clock speaks, those
where people do, letters of what these did or wrote. The other items are named by their numbers."""
ROOM = 3200
"""Characters of a text that every channel can show whole."""
LONGEST_SUBJECT = 110


class Occasion(StrEnum):
    """Why letters leave together."""

    MORNING = "morning"
    DAY = "day"
    AFTER_OUTAGE = "after_outage"


@dataclass(frozen=True, slots=True)
class Entry:
    """One item in a group; `told` is what somebody did or wrote, empty where only the clock speaks.

    `until` is by when something is asked, where `told` does not say it.
    """

    matter: Matter
    number: str
    card: Card
    letter: Letter
    section: Section
    reader: Standing
    told: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Entries of one matter, as the words see them."""

    matter: Matter
    entries: tuple[Entry, ...]
    most: int = ALL
    told: int = ALL

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
        executes = {entry.reader.executes for entry in self.entries}
        return asked_of(self.matter, executes, f"{self.entries[0].card.item.due_at:%H:%M}")


def render_digest(letters: Sequence[Letter], view: View, occasion: Occasion) -> Rendered:
    """One message of all `letters`, which go to the same recipient. Raises Unrenderable for the first bad one."""
    parts = [(letter, render(letter, view)) for letter in letters]
    groups = _groups(list(_entries(parts, view)), len({letter.passport for letter in letters}) > 1, view)
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
    for most, by_people, told in SHOWN:
        fewer = [replace(g, most=by_people if g.matter in BY_PEOPLE else most, told=told) for g in groups]
        subject, body = _written({**context, "groups": fewer, "counts": _counts(context, groups)}, first)
        if len(body) <= ROOM:
            break
    return subject, list(map(tidy, body.split(APART)))


def _counts(context: dict[str, object], groups: Sequence[Group]) -> str:
    """`просрочено 2, ждёт решения 3`: as much as the subject has room for, the weightiest first."""
    said = [f"{group.counted} {len(group.entries)}" for group in groups]
    room = LONGEST_SUBJECT - len(f"{context['head']}:  и другое")
    fits = [n for n in range(1, len(said) + 1) if len(", ".join(said[:n])) <= room]
    shown = ", ".join(said[: fits[-1]])
    return shown if fits[-1] == len(said) else f"{shown} и другое"


def _written(context: dict[str, object], letter: Letter) -> tuple[str, str]:
    try:
        subject = environment().get_template("digest/subject.txt.j2").render(context)
        return " ".join(subject.split()), environment().get_template("digest/body.txt.j2").render(context)
    except OWN_FAULTS as fault:
        raise Unrenderable(letter, fault) from fault


def _entries(parts: Sequence[tuple[Letter, Rendered]], view: View) -> Iterator[Entry]:
    for letter, rendered in parts:
        section = rendered.sections[0]
        for card in section.cards:
            reader = _reader(letter, card, view)
            matter = matter_of(letter, card, reader)
            told = _told(letter, card, section) if matter in BY_PEOPLE else ""
            yield Entry(matter, card.number, card, letter, section, reader, told, _until(matter, card, view))


def _told(letter: Letter, card: Card, section: Section) -> str:
    """A letter of catching up says only that there was a break: there the item itself speaks."""
    if letter.kind is LetterKind.CATCH_UP:
        return words.sentence(words.opening(card.status))
    return " ".join(section.happened.split())


def _reader(letter: Letter, card: Card, view: View) -> Standing:
    """What the reader is to the item today, or whom he stands in for."""
    staff, today = view.staff(letter.passport), view.calendar.day_of(view.now)
    return grounds(letter.recipient, [card.item], staff, today, ())[0].standing


def _until(matter: Matter, card: Card, view: View) -> str:
    """By when, where the line tells what people did; the clock's own lines have it in any case."""
    if matter is Matter.DECIDE and card.item.state is State.UNDER_REVIEW:
        return words.answer(view.answer_by(card.item), view.calendar.day_of(view.now), view.calendar)
    if matter in (Matter.RETURNED, Matter.DECIDE):
        return f"Срок: {words.brief_day(card.item.finish)}, {card.status}."
    return ""


def _groups(entries: Sequence[Entry], is_mixed: bool, view: View) -> list[Group]:
    """Each item once among what the clock says, in its weightiest group; what people did is all told."""
    kept: dict[object, Entry] = {}
    for entry in sorted(entries, key=lambda one: WEIGHT[one.matter]):
        key = (entry.card.item.id, entry.letter.key) if entry.matter in BY_PEOPLE else entry.card.item.id
        kept.setdefault(key, replace(entry, number=_number(entry, is_mixed, view)))
    alive = {entry.card.item.id for entry in kept.values() if entry.matter is not Matter.SETTLED}
    said = (e for e in kept.values() if e.matter is not Matter.SETTLED or e.card.item.id not in alive)
    found = sorted(said, key=lambda one: (WEIGHT[one.matter], one.card.item.due_at, one.card.item.id))
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
            told = entry.section.happened if entry.letter.kind is not LetterKind.CATCH_UP else entry.told
            notes = entry.until if entry.card.item.state is State.UNDER_REVIEW else ""
            titled = "" if place else title
            yield Section(entry.letter.kind, entry.letter.key, told, (entry.card,), asked, notes, titled)


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
    span = f"С {words.date_ru(since)} по {words.date_ru(until)}" if since < until else words.date_ru(until)
    return f"{span} письма не доставлялись. Вот что произошло за это время и как обстоит дело сейчас."


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
