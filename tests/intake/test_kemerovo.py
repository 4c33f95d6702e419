"""The real passport, read to the letter: what is expected here was read in the document by eye."""

import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from domain.intake import Intake, parse, read, with_suggestions, write
from domain.intake.words.names import normalized
from domain.passport import PlanRow
from domain.vocabulary import ControlLevel, DocumentKind, Rank

ROOT = Path(__file__).parents[2]
TEXT = ROOT.parent / "shared" / "passports" / "kemerovo-618r.txt"
SAMPLE = ROOT / "config" / "passports" / "kemerovo-digital-education.yaml"
pytestmark = pytest.mark.skipif(not TEXT.exists(), reason="the original document is not beside the repository")

# fmt: off
# number start finish executors(C Чепкасов, V Чванова, P Пфетцер, K Красношлыкова, T Тулеев, Z Пузынина, B Барков,
# S Пфетцер А.С., G руководители образовательных организаций); a start of `-` is none.
PLAN = """
1 01.09.2019 31.12.2024 C; 1.1.1 01.05.2020 31.12.2020 VS; 1.1.2 01.05.2023 31.12.2024 VS; 1.1 - 31.12.2024 C
2 01.10.2018 31.12.2019 C; 2.1.1 01.10.2018 30.10.2018 C; 2.1.2 01.01.2019 28.02.2019 C; 2.1 - 31.12.2019 C
3 01.01.2019 31.12.2019 C; 3.1.1 01.06.2019 31.12.2019 VP; 3.1.2 01.06.2019 31.12.2019 VP; 3.1 - 31.12.2019 C
4 01.01.2019 31.12.2019 C; 4.1 - 31.12.2019 C
5 01.01.2019 31.12.2019 VPKT; 5.1 01.01.2019 31.12.2019 VPKT
6 01.10.2018 31.12.2019 C; 6.1.1 01.10.2018 30.10.2018 C; 6.1.2 01.01.2019 28.02.2019 C; 6.1 01.01.2019 31.12.2019 C
7 01.01.2020 31.12.2020 VPKT; 7.1.1 01.03.2020 01.04.2020 VPKT; 7.1 - 31.12.2020 VPKT
8 01.07.2019 31.12.2020 C; 8.1.1 01.07.2019 01.08.2019 C; 8.1.2 01.01.2020 29.02.2020 C; 8.1 - 31.12.2020 C
9 01.01.2020 31.12.2020 VPKT; 9.1.1 01.01.2020 31.12.2020 VPZBKT; 9.1.2 01.01.2020 31.12.2020 VPZBKT
9.1 - 31.12.2020 VPZBKT
10 01.01.2020 31.12.2020 VP; 10.1 - 31.12.2020 VP
11 01.07.2019 31.12.2020 CVP; 11.1.1 01.07.2019 01.08.2019 C; 11.1.2 01.01.2020 29.02.2020 C; 11.1 - 31.12.2020 C
12 01.09.2020 31.12.2021 VPKT; 12.1.1 01.11.2020 12.12.2020 VPKTG; 12.1 - 31.12.2021 VPKTG
13 01.07.2020 31.12.2021 C; 13.1.1 01.07.2020 01.08.2020 C; 13.1.2 01.01.2021 28.02.2021 C; 13.1 - 31.12.2021 C
14 01.01.2021 31.12.2021 C; 14.1.1 01.01.2021 31.12.2021 VPZBKT; 14.1.2 01.01.2021 31.12.2021 VPZBKT
14.1 - 31.12.2021 C
15 01.01.2021 31.12.2021 C; 15.1 - 31.12.2021 C
16 01.07.2020 31.12.2021 C; 16.1.1 01.07.2020 01.08.2020 VP; 16.1.2 01.01.2021 28.02.2021 VP; 16.1 - 31.12.2021 C
17 01.09.2021 31.12.2022 VP; 17.1.1 01.11.2021 12.12.2021 VP; 17.1 - 31.12.2022 VP
18 01.07.2021 31.12.2022 C; 18.1.1 01.07.2021 01.08.2021 C; 18.1.2 01.01.2022 28.02.2022 C; 18.1 - 31.12.2022 C
19 01.01.2022 31.12.2022 C; 19.1.1 01.01.2022 31.12.2022 VPZBKT; 19.1.2 01.01.2022 31.12.2022 VPZBKT
19.1 - 31.12.2022 C
20 01.01.2022 31.12.2022 C; 20.1 - 31.12.2022 C
21 01.07.2021 31.12.2022 C; 21.1.1 01.07.2021 01.08.2021 C; 21.1.2 01.01.2022 28.02.2022 C; 21.1 - 31.12.2022 C
22 01.09.2022 31.12.2023 VPG; 22.1.3 01.11.2022 12.12.2022 VP; 22.1 - 31.12.2023 VP
23 01.07.2022 31.12.2023 C; 23.1.1 01.07.2022 01.08.2022 C; 23.1.2 01.01.2023 28.02.2023 C; 23.1 - 31.12.2023 C
24 01.01.2023 31.12.2023 C; 24.1 - 31.12.2023 C
25 01.07.2022 31.12.2023 C; 25.1.1 01.07.2022 01.08.2022 C; 25.1.2 01.01.2023 28.02.2023 C; 25.1 - 31.12.2023 C
26 01.09.2023 31.12.2024 C; 26.1.1 01.11.2023 12.12.2023 VP; 26.1 - 31.12.2024 C
27 01.07.2023 31.12.2024 C; 27.1.1 01.07.2023 01.08.2023 C; 27.1.2 01.01.2024 ? C; 27.1 - 31.12.2024 C
28 01.01.2024 31.12.2024 C; 28.1 - 31.12.2024 C
29 01.07.2023 31.12.2024 C; 29.1.1 01.07.2023 01.08.2023 C; 29.1.2 01.01.2024 29.02.2024 C; 29.1 - 31.12.2024 C
30 01.11.2018 31.12.2024 C; 30.1 - 31.12.2024 C
"""
PEOPLE = {
    "C": "Чепкасов А.В.", "V": "Чванова Л.В.", "P": "Пфетцер С.А.", "K": "Красношлыкова О.Г.", "T": "Тулеев А.М.",
    "Z": "Пузынина И.Ю.", "B": "Барков А.В.", "S": "Пфетцер А.С.", "G": "Руководители образовательных организаций",
}
TITLES = {
    "2.1.2": "Заключение соглашения с Министерством просвещения Российской Федерации о предоставлении субсидии из "
    "федерального бюджета бюджетам субъектов Российской Федерации на финансовое обеспечение мероприятий по "
    "внедрению целевой модели цифровой образовательной среды в общеобразовательных организациях и "
    "профессиональных образовательных организациях",
    "4.1": "Обеспечено интернет-соединение со скоростью соединения не менее 100 Мб/с - для образовательных "
    "организаций, расположенных в городах, 50 Мб/с - для образовательных организаций, расположенных в сельской "
    "местности и в поселках городского типа, и гарантированным интернет-трафиком не менее 65% образовательных "
    "организаций, расположенных на территории Кемеровской области",
    "7.1.1": "Утверждение органами исполнительной власти субъектов Российской Федерации, реализующих эксперимент "
    "по внедрению в образовательную программу современных цифровых технологий, перечня пилотных образовательных "
    "организаций (не менее 5% от общего числа образовательных организаций)",
    "9.1.2": "Проведение мониторинга обновления информационного наполнения и функциональных возможностей открытых "
    "и общедоступных информационных ресурсов с учетом требований целевой модели",
    "16": 'Созданы центры цифрового образования детей, в том числе за счет федеральной поддержки не менее 3 центров '
    'цифрового образования "IT-куб" с охватом не менее 1,2 тыс. детей',
    "21.1.2": "Заключение соглашения с Министерством просвещения Российской Федерации о предоставлении субсидии из "
    "федерального бюджета бюджетам субъектов Российской Федерации на финансовое обеспечение мероприятий по "
    'созданию ключевых центров развития детей (центров цифрового образования "IT-куб")',
    "30.1": "На территории Кемеровской области реализована программа профессиональной переподготовки руководителей "
    "образовательных организаций и органов исполнительной власти субъектов Российской Федерации, осуществляющих "
    "государственное управление в сфере образования, по внедрению и функционированию в образовательных "
    "организациях целевой модели цифровой образовательной среды",
}
# fmt: on
EXPECTED = [item.split() for item in re.split(r"[;\n]", PLAN) if item.strip()]


@pytest.fixture(scope="module")
def intake() -> Intake:
    return read(TEXT)


@pytest.fixture(scope="module")
def items(intake: Intake) -> dict[str, PlanRow]:
    return {row.number: row for row in intake.passport.plan}


def day(written: str) -> date | None:
    return date(*map(int, reversed(written.split(".")))) if "." in written else None


def test_ninety_nine_items_come_in_the_documents_order(intake: Intake) -> None:
    assert [row.number for row in intake.passport.plan] == [number for number, *_ in EXPECTED]
    ranks = Counter(row.rank for row in intake.passport.plan)
    assert ranks == {Rank.RESULT: 30, Rank.CONTROL_POINT: 30, Rank.ACTIVITY: 39}


def test_every_date_and_every_executor_is_as_written(intake: Intake) -> None:
    for row, (number, start, finish, people) in zip(intake.passport.plan, EXPECTED, strict=True):
        assert (row.start, row.finish) == (day(start), day(finish)), number
        assert row.executors == tuple(PEOPLE[letter] for letter in people), number


@pytest.mark.parametrize("number", TITLES)
def test_a_title_is_whole_to_the_letter(items: dict[str, PlanRow], number: str) -> None:
    assert items[number].title == TITLES[number]


def test_titles_repeat_as_often_as_in_the_document_so_none_is_glued_amiss(items: dict[str, PlanRow]) -> None:
    counted = Counter(row.title for row in items.values())
    assert len(counted) == 44 + 14  # single ones, and groups of the same wording
    assert counted["В Кемеровской области внедрена целевая модель цифровой образовательной среды"] == 10
    assert sorted(counted.values())[-6:] == [4, 6, 6, 6, 6, 10]


def test_documents_are_glued_whole(items: dict[str, PlanRow]) -> None:
    assert Counter(row.document for row in items.values()) == {
        "Информационно-аналитический отчет": 68,
        "Заявка Кемеровской области в Министерство просвещения Российской Федерации в установленном порядке": 12,
        "Соглашение с Министерством просвещения Российской Федерации": 12,
        "Акты об определении перечня образовательных организаций": 3,
        "График обновления открытых и общедоступных информационных ресурсов": 1,
        "Распорядительный акт департамента образования и науки Кемеровской области": 1,
        "Распорядительный акт": 1,
        "Информационно-й отчет": 1,
    }


def test_document_kinds_are_told_by_title_and_document(items: dict[str, PlanRow]) -> None:
    assert Counter(row.document_kind for row in items.values()) == {
        DocumentKind.REPORT: 65,
        DocumentKind.APPLICATION: 12,
        DocumentKind.AGREEMENT: 12,
        DocumentKind.ACT: 5,
        DocumentKind.MONITORING: 4,
        DocumentKind.SCHEDULE: 1,
    }


def test_levels_are_thirty_twenty_nine_and_thirty_nine_and_one_is_missing(items: dict[str, PlanRow]) -> None:
    assert Counter(row.level for row in items.values()) == {"Коллегия": 30, "ПК": 29, "РРП": 39, None: 1}
    assert items["30.1"].level is None


def test_the_ladder_is_declared_in_the_cells(intake: Intake) -> None:
    assert intake.passport.levels == (
        ControlLevel("РРП", "Руководитель регионального проекта", "Чепкасов А.В."),
        ControlLevel("ПК", "Проектный комитет"),
        ControlLevel("Коллегия", "Коллегия Администрации Кемеровской области"),
    )


def test_main_provisions_are_read(intake: Intake) -> None:
    passport = intake.passport
    assert passport.title == "Цифровая образовательная среда"
    assert (passport.region, passport.order) == ("Кемеровская область", "от 11.12.2018 N 618-р")
    assert (passport.starts, passport.ends) == (date(2019, 1, 1), date(2024, 12, 31))
    assert passport.positions == {
        "Пахомова Е.А.": "Заместитель Губернатора Кемеровской области (по вопросам образования и науки)",
        "Чепкасов А.В.": "Начальник департамента образования и науки Кемеровской области",
        "Гаврилюк Ю.В.": "Заместитель начальника департамента образования и науки Кемеровской области "
        "по стратегическому развитию",
    }


def test_sixty_seven_participants_stand_under_ten_headings(intake: Intake) -> None:
    participants = intake.passport.participants
    numbers = [*range(1, 18), *range(12, 62)]
    assert [participant.number for participant in participants] == [str(number) for number in numbers]
    assert len({participant.heading for participant in participants if participant.heading}) == 10
    assert {participant.supervisor for participant in participants if participant.name == "Чепкасов А.В."} == {
        "Пахомова Е.А."
    }


def test_every_participant_has_one_position_supervisor_and_share(intake: Intake) -> None:
    told = {(p.name, p.position, p.supervisor, p.employment) for p in intake.passport.participants}
    assert len(told) == len({name for name, *_ in told}) == 11
    assert (
        "Красношлыкова О.Г.",
        'Ректор ГОУДПО (ПК) С "Кузбасский региональный институт повышения квалификации и переподготовки '
        'работников образования"',
        "Чепкасов А.В.",
        50,
    ) in told


FAULTS = {
    ("invalid_date", "27.1.2", "28.02.2024"),
    ("missing_level", "30.1", "ПК"),
    ("truncated_cell", "30.1", "Информационно-аналитический отчет"),
    ("numbering_gap", "22.1.3", None),
    ("start_before_parent", "6.1.1", None),
    *(("person_mismatch", number, "Пфетцер С.А.") for number in ("1.1.1", "1.1.2")),
    *(
        ("person_mismatch", number, "Барков В.А.")
        for number in ("9.1.1", "9.1.2", "9.1", "14.1.1", "14.1.2", "19.1.1", "19.1.2")
    ),
    *(("starts_before_project", number, None) for number in ("2", "2.1.1", "6", "6.1.1", "30")),
    *(("duplicate_number", str(number), None) for number in range(12, 18)),
    *(("result_without_item", f"1.{number}", None) for number in (1, 2, 3, 9, 10, 11, 14, 15)),
    ("item_without_result", "1", None),
    ("missing_date", "1.23", None),
    ("unfunded_year", "1.3", None),
    ("percent_differs", "17.1.1", "15 %"),
}
USUAL = {"day_off_deadline", "executor_controls_himself"}


def test_the_faults_of_the_document_are_found_and_no_others(intake: Intake) -> None:
    found = {(f.code, f.number, f.suggestion) for f in intake.findings if f.code not in USUAL}
    assert found == FAULTS


def test_the_head_controls_himself_in_twenty_two_activities(intake: Intake) -> None:
    own = [f for f in intake.findings if f.code == "executor_controls_himself"]
    assert len(own) == 22
    assert all("Пахомова Е.А." in finding.message for finding in own)


def test_suggestions_are_taken_as_recorded_corrections(intake: Intake) -> None:
    mended = with_suggestions(intake)
    rows = {row.number: row for row in mended.passport.plan}
    assert rows["27.1.2"].finish == date(2024, 2, 28)
    assert (rows["30.1"].level, rows["30.1"].document) == ("ПК", "Информационно-аналитический отчет")
    assert rows["1.1.1"].executors == ("Чванова Л.В.", "Пфетцер С.А.")
    assert len(mended.passport.corrections) == 12
    assert Counter(f.code for f in mended.findings)["corrected"] == 12
    assert with_suggestions(mended) == mended


def test_the_sample_is_this_very_document_with_its_suggestions(intake: Intake) -> None:
    sample = read(SAMPLE)
    mended = with_suggestions(intake).passport
    assert sample.passport.code == SAMPLE.stem
    assert sample.passport.plan == mended.plan
    assert sample.passport.participants == mended.participants
    assert parse(write(mended)) == mended


def test_one_person_is_one_name_however_it_is_written() -> None:
    written = ("О.Г.Красношлыкова", "Красношлыкова О.Г", "Красношлыкова О. Г.", "Красношлыкова Ольга Георгиевна")
    assert {normalized(name) for name in written} == {"Красношлыкова О.Г."}
