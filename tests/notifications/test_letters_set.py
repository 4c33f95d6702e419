"""All letters read as one set: rules that hold for each, over a life in which every kind is written."""

import re
from functools import cache

import pytest

from config.preview import previews
from domain.letters import REPORTS, LetterKind
from notifications.preview import Preview, as_console, as_telegram, document
from notifications.telegram.page import LONGEST, length, page
from notifications.words import LETTERS
from tests.scenarios.story import ladder

LONGEST_SUBJECT = 110
WEEKDAY = "понедельник|вторник|среда|четверг|пятница"
ASKS = frozenset(LetterKind) - {
    LetterKind.ACCEPTED, LetterKind.GRANTED, LetterKind.REFUSED, LetterKind.CASCADED, LetterKind.WITHDRAWN,
    LetterKind.ESCALATION, LetterKind.CATCH_UP, LetterKind.DIGEST, LetterKind.REPORT_SIGNED,
}  # fmt: skip
"""Kinds whose example asks its reader for something."""


@cache
def shown() -> dict[LetterKind, Preview]:
    return {one.kind: one for one in previews(ladder())}


def all_texts(one: Preview) -> list[str]:
    return [one.rendered.subject, one.rendered.text]


def test_every_kind_has_an_example() -> None:
    assert list(shown()) == list(LetterKind)


@pytest.mark.parametrize("kind", LetterKind)
def test_a_letter_says_what_happened_what_is_asked_and_why_it_came(kind: LetterKind) -> None:
    one = shown()[kind].rendered
    first = one.sections[0]
    assert first.happened or first.title
    assert first.asked or kind not in ASKS
    assert one.why.startswith(("Вы получили это письмо как ", "ПК получает это письмо как ", "Коллегия получает"))
    assert one.text.splitlines()[-1] == one.why


@pytest.mark.parametrize("kind", sorted(ASKS - REPORTS))
def test_what_is_asked_has_a_date_with_its_weekday(kind: LetterKind) -> None:
    assert re.search(rf"Срок: .*\d\d\.\d\d\.\d{{4}} \((?:{WEEKDAY})\), до 18:00", shown()[kind].rendered.text)


@pytest.mark.parametrize("kind", LetterKind)
def test_the_russian_is_tidy(kind: LetterKind) -> None:
    for text in all_texts(shown()[kind]):
        body = "\n".join(line.strip() for line in text.splitlines())
        assert "  " not in body
        assert not re.search(r"None|\bundefined\b|\{|\}|\.\.|,,| ,| \.(?!\d)|::", body)
        assert body.count("«") == body.count("»")


@pytest.mark.parametrize("kind", LetterKind)
def test_a_subject_is_one_short_line(kind: LetterKind) -> None:
    subject = shown()[kind].rendered.subject
    assert "\n" not in subject
    assert len(subject) <= LONGEST_SUBJECT


@pytest.mark.parametrize("kind", LetterKind)
def test_telegram_has_room_for_it(kind: LetterKind) -> None:
    assert length(page(shown()[kind].rendered)) <= LONGEST


def test_who_is_asked_to_decide_has_the_buttons_for_it() -> None:
    words = {word for row in shown()[LetterKind.REVIEW_WANTED].buttons for word in row}
    assert {"Принять", "Вернуть"} <= words
    asked = {word.partition(" до ")[0] for row in shown()[LetterKind.EXTENSION_ASKED].buttons for word in row}
    assert {"Продлить", "Отказать"} <= asked


def test_the_page_of_letters_names_every_kind() -> None:
    drawn = document(list(shown().values()))
    assert all(f"## {title}" in drawn for title in LETTERS.values())


def test_each_channel_shows_the_same_words() -> None:
    one = shown()[LetterKind.RETURNED]
    for view in (as_console(one), as_telegram(one), one.mail):
        assert "не приложена смета" in view
        assert "ответственный исполнитель пункта 2.1.1" in view
