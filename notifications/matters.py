"""What an item stands in a digest for: by what its letter said and how the item stands now."""

from collections.abc import Callable
from enum import StrEnum

from domain.letters import Letter, LetterKind
from domain.plan import PlanItem
from domain.vocabulary import State
from notifications import words
from notifications.cards import Card, is_owed
from notifications.standing import Standing


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
    Matter.LATE:        ("Сообщите об исполнении и приложите подтверждающий документ или попросите о продлении срока.",
                         "Требуется выяснить, что мешает исполнению, и принять меры."),
    Matter.TODAY:       ("Сообщите об исполнении сегодня до {until} и приложите подтверждающий документ.", ""),
    Matter.RETURNED:    ("Устраните замечания и снова сообщите об исполнении.", ""),
    Matter.DECIDE:      ("Когда решение по заявке станет известно, сообщите тому, кто принимает исполнение.",
                         "Требуется решение по каждому пункту."),
    Matter.NOT_TAKEN:   ("Возьмите в работу.", "Требуется выяснить, почему работа не начата."),
    Matter.SOON:        ("Проверьте, что исполнение будет в срок; если нет, заранее попросите о продлении срока.", ""),
    Matter.PROGRESS:    ("Сообщите о ходе исполнения: что сделано за месяц и что мешает.", ""),
    Matter.STARTED:     ("Возьмите в работу.", ""),
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
    LetterKind.CATCH_UP: Matter.SOON,
    LetterKind.DEADLINE_MISSED: Matter.SOON,
    LetterKind.ESCALATION: Matter.SOON,
}
"""What a kind speaks of where the item is not late by now; what is not here is news."""
WAITS: dict[LetterKind, Callable[[PlanItem, Letter], bool]] = {
    LetterKind.REVIEW_WANTED: lambda item, _: item.state is State.UNDER_REVIEW,
    LetterKind.REVIEW_WAITING: lambda item, _: item.state is State.UNDER_REVIEW,
    LetterKind.DECISION_WAITING: lambda item, _: item.state is State.AWAITING_DECISION,
    LetterKind.EXTENSION_ASKED: lambda item, _: item.asked_finish is not None,
    LetterKind.HANDOVER_ASKED: lambda item, letter: is_owed(item) and ", ".join(item.executors) != letter.facts["now"],
}
"""Whether what a letter asked to be decided still waits."""
STALE_ONCE_TAKEN = frozenset({Matter.NOT_TAKEN, Matter.STARTED})
BY_PEOPLE = frozenset({Matter.RETURNED, Matter.DECIDE, Matter.NEWS})
WEIGHT = {matter: weight for weight, matter in enumerate(Matter)}


def matter_of(letter: Letter, card: Card, reader: Standing) -> Matter:
    """What is late now weighs more than what was near then; what is done meanwhile is asked of nobody."""
    said = OF_KIND.get(letter.kind, Matter.NEWS)
    if said is Matter.RETURNED:
        return said if card.is_owed else Matter.NEWS
    if said is Matter.NEWS:
        return said
    if said is Matter.DECIDE:
        return said if WAITS[letter.kind](card.item, letter) else Matter.SETTLED
    return _by_the_clock(said, card) if card.is_owed else _missed(letter, card, reader)


def _by_the_clock(said: Matter, card: Card) -> Matter:
    if card.is_late:
        return Matter.LATE
    if card.is_last_day:
        return Matter.TODAY
    if said not in STALE_ONCE_TAKEN or not card.item.taken_at:
        return said
    return Matter.SOON if card.is_soon else Matter.SETTLED


def _missed(letter: Letter, card: Card, reader: Standing) -> Matter:
    """A letter of catching up may be the first word of a decision that its reader owes."""
    waits = card.item.state in (State.UNDER_REVIEW, State.AWAITING_DECISION)
    return Matter.DECIDE if letter.kind is LetterKind.CATCH_UP and waits and reader.accepts else Matter.SETTLED


def asked_of(matter: Matter, executes: set[bool], until: str) -> str:
    """`executes`: whether the reader executes the items; where he only watches some, both are said."""
    own, others = ASKED[matter]
    own = own.format(until=until)
    if executes == {True, False} and own and others:
        return f"{own} По пунктам других исполнителей: {words.inside(others)}"
    return (own if True in executes else others) or (others if False in executes else "")
