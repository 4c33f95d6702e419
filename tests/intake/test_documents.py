"""Six documents in layouts that differ in everything: all is read, every fault is found, nothing else is said."""

import sys
from decimal import Decimal
from pathlib import Path

import pytest

from domain.intake import Intake, read
from domain.intake.words.names import people
from tests.intake.documents.planted import Fault, Planted, lines_of, six

ALWAYS = frozenset({"missing_provision", "corrected"})
"""Said of a document as a whole, not of a cell."""
ALL = {planted.name: planted for planted in six()}


@pytest.fixture(scope="module")
def taken(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Intake]:
    folder = tmp_path_factory.mktemp("documents")
    return {name: _taken(planted, folder / name) for name, planted in ALL.items()}


def _taken(planted: Planted, path: Path) -> Intake:
    planted.write(path)
    return read(path)


def _found(intake: Intake) -> frozenset[Fault]:
    return frozenset((f.code, f.section, f.number or "") for f in intake.findings if f.code not in ALWAYS)


def test_precision_and_recall_of_findings_are_one(taken: dict[str, Intake], capsys: pytest.CaptureFixture[str]) -> None:
    expected = {(name, *fault) for name, planted in ALL.items() for fault in planted.faults}
    found = {(name, *fault) for name, intake in taken.items() for fault in _found(intake)}
    right = len(expected & found)
    figures = f"precision {right / len(found):.3f}, recall {right / len(expected):.3f}"
    with capsys.disabled():
        sys.stdout.write(f"\n{len(expected)} planted faults in {len(ALL)} documents: {figures}\n")
    assert (found - expected, expected - found) == (set(), set())


@pytest.mark.parametrize("name", ALL)
def test_every_item_is_read_with_its_title_level_and_executors(taken: dict[str, Intake], name: str) -> None:
    expected = [
        (line["number"], " ".join(line["title"].split()), line["level"] or None, len(people(line["executors"])))
        for line in lines_of(ALL[name].sample)
    ]
    rows = taken[name].passport.plan
    assert [(row.number, row.title, row.level, len(row.executors)) for row in rows] == expected


@pytest.mark.parametrize("name", ALL)
def test_finishes_in_words_mean_the_last_day(taken: dict[str, Intake], name: str) -> None:
    finishes = {row.number: row.finish for row in taken[name].passport.plan}
    read_so = {number: str(finishes[number]) for number in ALL[name].finishes}
    assert read_so == ALL[name].finishes


@pytest.mark.parametrize("name", ALL)
def test_the_other_sections_are_whole(taken: dict[str, Intake], name: str) -> None:
    passport, sample = taken[name].passport, ALL[name].sample
    assert [i.name for i in passport.indicators] == [line["name"] for line in sample.indicators]
    assert [r.number for r in passport.results] == [line["number"] for line in sample.results if "number" in line]
    assert [f.source for f in passport.funding] == [line["source"] for line in sample.funding]
    assert [p.number for p in passport.participants] == [p["number"] for p in sample.participants if "number" in p]


@pytest.mark.parametrize("name", ALL)
def test_money_is_in_millions_whatever_the_unit(taken: dict[str, Intake], name: str) -> None:
    line = next(line for line in taken[name].passport.funding if line.number == "1.2.2")
    assert line.amounts == {2020: Decimal("0.3"), 2021: Decimal(1), 2022: Decimal("0.3")}
    assert line.total == Decimal("1.6")


@pytest.mark.parametrize("name", ALL)
def test_the_head_of_the_document_is_read(taken: dict[str, Intake], name: str) -> None:
    passport = taken[name].passport
    assert (passport.title, passport.region) == ("Цифровая школа Приозёрья", "Приозёрская область")
    assert (passport.head, passport.order) == ("Ладогин А.П.", "от 24.12.2019 N 77-р")
    assert (str(passport.starts), str(passport.ends)) == ("2020-01-09", "2022-12-30")
