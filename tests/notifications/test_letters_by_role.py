"""All kinds of letters to every role are one set: whole, tidy, short in their subjects, and true to the buttons."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from domain.letters import REPORTS, LetterKind
from domain.lifecycle import allowed
from domain.plan import PlanItem
from domain.vocabulary import Event, State
from notifications.render import Rendered, render
from notifications.words import NEWS
from tests.notifications.samples import (
    APPLICATION,
    CALENDAR,
    CURATOR,
    DEPUTY,
    HEAD,
    INSTITUTE,
    POINT,
    STRANGER,
    K,
    SampleView,
    letter,
    moment,
)

NOW = moment("2019-02-25 09:00")
LATE, WORK, REVIEW, WAITS = State.OVERDUE, State.IN_PROGRESS, State.UNDER_REVIEW, State.AWAITING_DECISION
KINDS = tuple(kind for kind in LetterKind if kind not in REPORTS | {LetterKind.DIGEST})
READERS = {
    "lead": DEPUTY, "executor": INSTITUTE, "controller": "ПК", "higher": "Коллегия", "supervisor": HEAD,
    "former": STRANGER,
}  # fmt: skip
OWN = {"lead": HEAD, "executor": INSTITUTE, "acceptor": CURATOR, "higher": "ПК", "former": STRANGER}
"""Of an application that the head leads and controls: his supervisor accepts it."""
STATES = {
    K.STARTED: WORK, K.REMINDER: WORK, K.NOT_TAKEN: WORK, K.HALF_TERM: WORK, K.PROGRESS_WANTED: WORK,
    K.DEADLINE_MISSED: LATE, K.ESCALATION: LATE, K.CATCH_UP: LATE, K.REVIEW_WANTED: REVIEW, K.REVIEW_WAITING: REVIEW,
    K.DECISION_WAITING: WAITS, K.ACCEPTED: State.DONE, K.RETURNED: WORK, K.GRANTED: State.DONE,
    K.REFUSED: State.DECLINED, K.CASCADED: State.WITHDRAWN, K.EXTENSION_ASKED: WORK, K.HANDOVER_ASKED: WORK,
    K.EXTENDED: WORK, K.DENIED: LATE, K.ACKNOWLEDGED: LATE, K.REASSIGNED: WORK, K.WITHDRAWN: State.WITHDRAWN,
    K.REOPENED: WORK, K.AMENDED: WORK,
}  # fmt: skip
"""How an item stands when a letter of the kind is written."""
SAID = {
    "by": HEAD, "reason": "поставка задержана", "until": "2019-03-29", "left": "3wd", "now": f"{DEPUTY}, {INSTITUTE}",
    "grounds": "распоряжением от 20.05.2020 N 301-р", "changes": "прежний номер 3.1.2", "rung": "2", "level": "ПК",
    "summary": "перенесено сроков — 4", "proof": "файл «отчёт.pdf»",
}  # fmt: skip
DATED = frozenset({K.EXTENDED, K.EXTENSION_ASKED})
OFFERS = {
    "Возьмите пункт в работу": Event.TAKE, "ообщите об исполнении": Event.REPORT,
    "ообщите о ходе исполнения": Event.NOTE, "попросите о продлении": Event.ASK, "попросите передать": Event.ASK,
    "Примите исполнение": Event.ACCEPT, "принять исполнение": Event.ACCEPT, "верните пункт": Event.RETURN,
    "вернуть пункт": Event.RETURN, "внесите его": Event.GRANT, "секретарь вносит его": Event.GRANT,
    "родлите срок": Event.EXTEND, "продлить срок": Event.EXTEND,
    "взять просрочку": Event.ACKNOWLEDGE, "возьмите просрочку": Event.ACKNOWLEDGE,
    "ереназначьте": Event.REASSIGN, "переназначить": Event.REASSIGN, "снимите пункт": Event.WITHDRAW,
    "снять пункт": Event.WITHDRAW, "откажите": Event.DENY, "отказать с указанием": Event.DENY,
}  # fmt: skip
"""What a letter asks for, and the event behind the button that does it."""
CASES = [
    (kind, role, about)
    for about, readers in (("point", READERS), ("application", OWN))
    for role in readers
    for kind in (KINDS if role != "former" else (K.REASSIGNED, K.AMENDED))
]
"""Who has handed the work over hears only that he has, and of a new edition."""


def item_for(kind: LetterKind, about: str) -> PlanItem:
    """A control point of the committee's that others lead, named with words in straight quotation marks."""
    state = STATES[kind]
    title = 'Создан 1 центр цифрового образования детей "IT-куб" с охватом не менее 400 детей и "Кванториум" при нём'
    point = replace(POINT, title=title, executors=(DEPUTY, INSTITUTE))
    mine = replace(APPLICATION, executors=(HEAD, INSTITUTE)) if about == "application" else point
    finish = date(2019, 2, 20 if state is LATE else 28)
    reported = None if state in (WORK, LATE) else NOW.replace(day=21)
    return replace(
        mine, finish=finish, due_at=CALENDAR.due_at(finish), state=state, reported_at=reported,
        reported_by=INSTITUTE if reported else None, asked_finish=date(2019, 3, 29) if state is WORK else None,
    )  # fmt: skip


@cache
def written(kind: LetterKind, role: str, about: str) -> tuple[Rendered, PlanItem, str]:
    """The letter, its item and its reader."""
    item = item_for(kind, about)
    reader = (READERS if about == "point" else OWN)[role]
    facts = SAID | {"was": "2019-02-28" if kind in DATED else STRANGER}
    view = SampleView(NOW, plan=(item,))
    return render(letter(kind, reader, [item], facts), view), item, reader


@pytest.mark.parametrize(("kind", "role", "about"), CASES)
def test_every_letter_has_its_four_parts_and_a_date_with_its_weekday(kind: LetterKind, role: str, about: str) -> None:
    made, item, _ = written(kind, role, about)
    (section,) = made.sections
    assert section.happened.endswith(".")
    assert section.asked.endswith(".")
    assert re.search(rf"Срок: {item.finish:%d.%m.%Y} \((понедельник|вторник|среда|четверг|пятница)\), до ", made.text)
    assert made.why == made.text.splitlines()[-1]
    if section.cards[0].is_owed:
        assert re.search(r"остал(ся|ось) \d+ рабоч|просрочено на \d+ д|сегодня", section.cards[0].status)


@pytest.mark.parametrize(("kind", "role", "about"), CASES)
def test_every_letter_is_tidy(kind: LetterKind, role: str, about: str) -> None:
    made, *_ = written(kind, role, about)
    for text in (made.subject, made.text):
        assert not re.search(r"None|[{}]|\n\n\n|[ \t]\n|\S  |\.\.|,,|\( | \)|[,;:]\.| [.,;:]", text)
        assert not re.search(r"[A-Za-z]{3,}", text.replace("отчёт.pdf", ""))
        assert '"' not in text
        assert text.count("«") == text.count("»")
        assert text.count("„") == text.count("“")


@pytest.mark.parametrize(("kind", "role", "about"), CASES)
def test_a_subject_is_one_line_of_at_most_110_characters(kind: LetterKind, role: str, about: str) -> None:
    subject = written(kind, role, about)[0].subject
    assert len(subject) <= 110
    assert "\n" not in subject


@pytest.mark.parametrize(("role", "about"), sorted({case[1:] for case in CASES}))
def test_no_two_kinds_have_one_subject(role: str, about: str) -> None:
    subjects = [written(*case)[0].subject for case in CASES if case[1:] == (role, about)]
    assert len(set(subjects)) == len(subjects)


@pytest.mark.parametrize(("kind", "role", "about"), CASES)
def test_what_is_asked_can_be_done_by_who_is_asked(kind: LetterKind, role: str, about: str) -> None:
    made, item, reader = written(kind, role, about)
    staff = SampleView(NOW, plan=(item,)).staff(item.passport)
    assert set(offered(made)) <= set(allowed(item, reader, staff, NOW, CALENDAR))


def offered(made: Rendered) -> Iterator[Event]:
    asked = made.sections[0].asked
    return (event for words, event in OFFERS.items() if words in asked)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("role", "about"), [("controller", "point"), ("higher", "point"), ("higher", "application")])
def test_a_body_is_not_spoken_to_as_a_person(kind: LetterKind, role: str, about: str) -> None:
    text = written(kind, role, about)[0].text
    assert not re.search(r"\b[Вв](ы|ас|ам|аш\w*)\b", text)
    assert not re.search(r"\b(\w+ите|\w+йте|\w+итесь)\b(?! рабоч)", text)


@pytest.mark.parametrize("kind", sorted(NEWS))
@pytest.mark.parametrize("role", ["lead", "executor", "controller", "higher", "supervisor"])
def test_what_may_be_muted_asks_nobody_for_anything(kind: LetterKind, role: str) -> None:
    assert "требуется" in written(kind, role, "point")[0].sections[0].asked


@pytest.mark.parametrize("kind", [K.REVIEW_WANTED, K.REVIEW_WAITING])
@pytest.mark.parametrize(("role", "about"), [("controller", "point"), ("acceptor", "application")])
def test_whoever_accepts_reads_by_when_his_decision_is_expected(kind: LetterKind, role: str, about: str) -> None:
    assert "Решение ожидается до 26.02.2019 (вторник): остался 1 рабочий день." in written(kind, role, about)[0].text


def test_every_offer_is_made_by_some_letter() -> None:
    asked = " ".join(written(*case)[0].sections[0].asked for case in CASES)
    assert [words for words in OFFERS if words not in asked] == []
