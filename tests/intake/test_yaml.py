"""Vekha's own format loses nothing, and a broken file is refused with its place."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.intake import NotAPassport, parse, write
from domain.passport import Correction, FundingLine, Indicator, Participant, Passport, PlanRow, Result
from domain.vocabulary import ControlLevel, DocumentKind, Rank
from tests.intake.random_passports import passports as office_passports

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
    start_written=texts,
    finish_written=texts,
)
decimals = st.decimals(-999_999_999, 999_999_999, places=6) | st.integers(-99, 10**9).map(Decimal)
amounts = st.dictionaries(st.integers(1000, 2999), decimals, max_size=3)
marks = st.frozensets(st.none() | st.integers(1000, 2999), max_size=3)
indicators = st.builds(Indicator, texts, texts, texts, texts, st.none() | decimals, days, amounts)
results = st.builds(Result, texts, texts, days, texts, texts, texts)
funding = st.builds(FundingLine, texts, texts, amounts, st.none() | decimals, marks, texts)
participants = st.builds(Participant, texts, texts, texts, texts, texts, st.none() | st.integers(0, 100), heading=texts)
passports = st.builds(
    Passport,
    *(texts, texts, texts, texts, days, days, maybe, maybe, maybe),
    levels=st.lists(st.builds(ControlLevel, texts, texts, maybe), max_size=3).map(tuple),
    participants=st.lists(participants, max_size=2).map(tuple),
    plan=st.lists(rows, min_size=1, max_size=3).map(tuple),
    positions=st.dictionaries(texts, texts, max_size=2),
    corrections=st.lists(st.builds(Correction, numbers, texts, texts, texts), max_size=2).map(tuple),
    goal=texts,
    federal=texts,
    programmes=texts,
    indicators=st.lists(indicators, max_size=2).map(tuple),
    results=st.lists(results, max_size=2).map(tuple),
    funding=st.lists(funding, max_size=2).map(tuple),
    lacking=st.frozensets(st.sampled_from(["start", "document", "level"])),
)

ROW = PlanRow(
    "2.10", Rank.CONTROL_POINT, "Внедрена модель", None, date(2019, 12, 31), ("Зуев А.Б.",), "Отчет", None, "ПК"
)
SMALL = Passport("x", "Вода", "", "", None, None, None, None, None, (), (), (ROW,))
TEXT = write(SMALL)


@given(passports | office_passports())
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


def test_amounts_are_plain_numbers_to_their_last_digit() -> None:
    line = FundingLine(
        "1", "Бюджет", {2019: Decimal("27.690"), 2020: Decimal(3)}, Decimal("0.0"), frozenset({2019, None})
    )
    text = write(replace(SMALL, funding=(line,)))
    assert "  amounts:\n    2019: 27.690\n    2020: 3\n  total: 0.0\n  conditional:\n  - '2019'\n  - total\n" in text
    assert str(parse(text).funding[0].amounts[2019]) == "27.690"
    assert parse(text.replace("27.690", "27,69")).funding == (line,)


def test_words_of_a_date_are_written_only_where_there_are_any() -> None:
    assert "finish_written" not in TEXT
    row = replace(ROW, finish_written="IV квартал 2019 года")
    assert "  finish: 2019-12-31\n  finish_written: IV квартал 2019 года\n" in write(replace(SMALL, plan=(row,)))


def test_a_file_of_the_time_before_the_new_sections_is_still_read() -> None:
    new = ("goal", "federal", "programmes", "lacking", "indicators", "results", "funding")
    old = "\n".join(line for line in TEXT.split("\n") if not line.startswith(new))
    assert len(old) < len(TEXT)
    assert parse(old) == SMALL


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
        ("indicators: []", "indicators: [{number: 1, base_value: 1o}]", "показатель «1», поле base_value: «1o»"),
        ("indicators: []", "indicators: [{targets: {2019: много}}]", "поле targets: «2019: много».*год: число"),
        ("indicators: []", "indicators: [{targets: {19: 5}}]", "поле targets: «19: 5»"),
        ("indicators: []", "indicators: [{targets: [5]}]", "поле targets.*год: число"),
        ("funding: []", "funding: [{number: 1.1, total: 1e5}]", "строка финансирования «1.1», поле total: «1e5»"),
        ("funding: []", "funding: [{conditional: [всего]}]", "поле conditional: «всего».*total"),
        ("results: []", "results: [{number: 1.1, due: скоро}]", "результат «1.1», поле due: «скоро».*такой даты нет"),
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
