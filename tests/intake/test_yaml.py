"""Vekha's own format loses nothing, and a broken file is refused with its place."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.intake import NotAPassport, parse, write
from domain.passport import Correction, Participant, Passport, PlanRow
from domain.vocabulary import ControlLevel, DocumentKind, Rank

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=40) | st.sampled_from(
    ["null", "~", "2.10", "да", "yes", "- x", "a: b", "# нет", " край ", "'", '"', "первая\nвторая", "2019-01-01"]
)
maybe = st.none() | texts
days = st.none() | st.dates()
numbers = st.from_regex(r"[1-9][0-9]{0,2}(\.[1-9][0-9]?){0,2}", fullmatch=True)
rows = st.builds(
    PlanRow,
    number=numbers,
    rank=st.sampled_from(Rank),
    title=texts,
    start=days,
    finish=days,
    executors=st.lists(texts, max_size=3).map(tuple),
    document=texts,
    document_kind=st.none() | st.sampled_from(DocumentKind),
    level=maybe,
)
participants = st.builds(Participant, texts, texts, texts, texts, texts, st.none() | st.integers(0, 100), heading=texts)
passports = st.builds(
    Passport,
    *(texts, texts, texts, texts, days, days, maybe, maybe, maybe),
    levels=st.lists(st.builds(ControlLevel, texts, texts, maybe), max_size=3).map(tuple),
    participants=st.lists(participants, max_size=2).map(tuple),
    plan=st.lists(rows, min_size=1, max_size=3).map(tuple),
    positions=st.dictionaries(texts, texts, max_size=2),
    corrections=st.lists(st.builds(Correction, numbers, texts, texts, texts), max_size=2).map(tuple),
)

ROW = PlanRow(
    "2.10", Rank.CONTROL_POINT, "Внедрена модель", None, date(2019, 12, 31), ("Зуев А.Б.",), "Отчет", None, "ПК"
)
SMALL = Passport("x", "Вода", "", "", None, None, None, None, None, (), (), (ROW,))
TEXT = write(SMALL)


@given(passports)
@settings(max_examples=150, deadline=None)
def test_a_passport_is_written_and_read_back_the_same(passport: Passport) -> None:
    assert parse(write(passport)) == passport


def test_the_text_is_readable_and_keeps_its_order() -> None:
    lines = TEXT.split("\n")
    assert lines[:3] == ["format: vekha-passport-1", "code: x", "title: Вода"]
    assert lines[lines.index("plan:") + 1 :][:5] == [
        "- number: '2.10'",
        "  rank: control_point",
        "  title: Внедрена модель",
        "  start: null",
        "  finish: 2019-12-31",
    ]


def test_a_number_without_quotes_is_still_a_number_of_an_item() -> None:
    assert parse(TEXT.replace("'2.10'", "2.10")) == SMALL


def test_a_date_as_passports_write_it_is_understood() -> None:
    assert parse(TEXT.replace("2019-12-31", "31.12.2019")) == SMALL


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("2019-12-31", "2019-02-31", "пункт плана «2.10», поле finish: «2019-02-31».*такой даты нет"),
        ("2019-12-31", "31.02", "поле finish: «31.02» не подходит"),
        ("rank: control_point", "rank: этап", "поле rank: «этап».*выберите одно из: result"),
        ("rank: control_point", "rank:", "поле rank: пустое значение"),
        ("document_kind: null", "document_kind: справка", "поле document_kind: «справка»"),
        ("  document: Отчет", "  документ: Отчет", "неизвестное поле «документ»"),
        ("  document: Отчет", "  document: [а, б]", "поле document: вложенное значение.*одной строкой"),
        ("'2.10'", "'2.x'", "поле number: «2.x».*2, 2.1 или 2.1.1"),
        ("  - Зуев А.Б.", "  - [Зуев]", "поле executors.*список строк"),
        ("positions: {}", "positions: [а]", "поле positions.*пары"),
        ("levels: []", "levels: ПК", "поле levels.*запишите список"),
        ("participants: []", "participants: [{employment: много}]", "участник 1, поле employment: «много»"),
        ("title: Вода", "title: Вода\ntitle: Лес", "ключ title стоит дважды"),
        ("code: x", "code: [", "нарушен синтаксис YAML"),
        ("code: x", "code: \x01", "это не YAML"),
        ("format: vekha-passport-1", "format: 2", "не паспорт в формате Вехи"),
    ],
)
def test_a_broken_file_is_refused_with_its_place(old: str, new: str, message: str) -> None:
    assert old in TEXT
    with pytest.raises(NotAPassport, match=message):
        parse(TEXT.replace(old, new, 1), name="проба.yaml")


@pytest.mark.parametrize("text", ["", "[]", "[" * 100_000, "&a [*a]", "? [а]\n: б", "format: vekha-passport-1"])
def test_what_is_no_passport_at_all_is_refused(text: str) -> None:
    with pytest.raises(NotAPassport):
        parse(text)
