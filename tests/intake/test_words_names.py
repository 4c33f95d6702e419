"""One person is one name, groups stay groups, positions belong to people, and near misses are suggested."""

import pytest

from domain.intake.words.names import folded, nearest, normalized, people, person_and_position
from domain.passport import is_person

GROUP = "Руководители образовательных организаций"


@pytest.mark.parametrize(
    "written",
    [
        "Зуева А.Б.", "Зуева А.Б", "Зуева А. Б.", "Зуева\u00a0А.\u00a0Б.", "А.Б.Зуева", "А.Б. Зуева", "А. Б. Зуева",
        "ЗУЕВА А.Б.",
        "А.Б.ЗУЕВА", "Зуева Анна Борисовна", "ЗУЕВА АННА БОРИСОВНА", "ЗУЕВА Анна Борисовна", "Анна Борисовна Зуева",
        "Зуева A.Б.", " Зуева А.Б. ",
    ],
)  # fmt: skip
def test_one_person_is_one_name(written: str) -> None:
    assert normalized(written) == "Зуева А.Б."
    assert people(written) == ("Зуева А.Б.",)
    assert is_person(normalized(written))


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("ПЕТРОВ-ВОДКИН К.С.", "Петров-Водкин К.С."), ("Чиж- Ёжиков Н.А.", "Чиж-Ёжиков Н.А."), ("Ким А.", "Ким А."),
        ("Алиев Рашид Гасан оглы", "Алиев Р.Г."), ("Абрамович Иван Петрович", "Абрамович И.П."),
        ("Ли Б.В", "Ли Б.В."), (GROUP, GROUP), ("Главы   городов", "Главы городов"),
    ],
)  # fmt: skip
def test_names_of_every_make_are_normalized_and_groups_are_not(written: str, name: str) -> None:
    assert normalized(written) == name


@pytest.mark.parametrize(
    "written",
    [
        "Зуев А.Б., Юдин В.Г.", "Зуев А.Б; Юдин В.Г.", "Зуев А.Б.\nЮдин В.Г.", "Зуев А.Б. и Юдин В.Г.",
        "Зуев А.Б. Юдин В.Г.",
        "Зуев А.Б.Юдин В.Г.", "А.Б. Зуев, В.Г. Юдин", "А.Б. Зуев В.Г. Юдин", "1. Зуев А.Б. 2. Юдин В.Г.",
        "Зуев А.Б. - начальник отдела; Юдин В.Г. - директор", "начальник отдела Зуев А.Б., директор В.Г.Юдин",
        "Зуев Андрей Борисович - начальник отдела кадров, учета и связи;\nЮдин В.Г.",
        "Зуев А.Б. (по согласованию), Юдин В.Г.",
        "Зуев А.Б., начальник отдела,\nЮдин В.Г., главный специалист",
        "Первый заместитель министра Зуев А.Б., Юдин В.Г.",
        "Зуев А.Б., Юдин В.Г., Зуев А.Б", "Директор Зуев А.Б. и врио министра Юдин В.Г.",
    ],
)  # fmt: skip
def test_a_cell_gives_its_people_without_their_positions(written: str) -> None:
    assert people(written) == ("Зуев А.Б.", "Юдин В.Г.")


@pytest.mark.parametrize(
    ("written", "names"),
    [
        (f"Зуев А.Б. {GROUP}", ("Зуев А.Б.", GROUP)),
        (f"{GROUP}, Зуев А.Б.", (GROUP, "Зуев А.Б.")),
        (f"Зуев А.Б. - директор, {GROUP}", ("Зуев А.Б.", GROUP)),
        ("Зуев А.Б.,\nруководители\nшкол", ("Зуев А.Б.", "руководители школ")),
        ("Зуев А.Б.; директор школы N 5", ("Зуев А.Б.", "директор школы N 5")),
        ("Министерство образования (Зуев А.Б.)", ("Министерство образования", "Зуев А.Б.")),
        ('ГКУ "Снабжение", Зуев А.Б.', ('ГКУ "Снабжение"', "Зуев А.Б.")),
        ("Директор школы", ("Директор школы",)),
        ("Муниципальные органы управления", ("Муниципальные органы управления",)),
        ("", ()),
        ("-", ()),
    ],
)
def test_groups_stay_between_the_people(written: str, names: tuple[str, ...]) -> None:
    assert people(written) == names


@pytest.mark.parametrize(
    ("written", "position"),
    [
        ("Заместитель Губернатора (по вопросам науки) Зуев А.Б.", "Заместитель Губернатора (по вопросам науки)"),
        ("Зуев Андрей Борисович - директор школы", "директор школы"),
        ("Зуев А.Б., министр природы", "министр природы"),
        ("Директор А.Б. Зуев", "Директор"),
        ("Зуев А.Б.", ""),
    ],
)
def test_a_name_and_a_position_are_parted(written: str, position: str) -> None:
    assert person_and_position(written) == ("Зуев А.Б.", position)


KNOWN = ("Барков В.А.", "Пфетцер С.А.", "Юдин В.Г.", "Плавнёв С.С.", "Иванов И.И.", "Иванов П.К.", "Руководители школ")


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("Барков А.В.", "Барков В.А."),
        ("Пфетцер А.С.", "Пфетцер С.А."),
        ("Юдин Ж.Ж.", "Юдин В.Г."),
        ("Юдн В.Г.", "Юдин В.Г."),
        ("Юдни В.Г.", "Юдин В.Г."),
        ("Юдину В.Г.", "Юдин В.Г."),
        ("Иванов К.П.", "Иванов П.К."),
        ("Иванов И.К.", None),
        ("Юдн В.Д.", None),
        ("Кот М.Р.", None),
    ],
)
def test_a_near_miss_is_one_known_person_or_none(name: str, meant: str | None) -> None:
    assert nearest(name, KNOWN) == meant


@pytest.mark.parametrize("name", ["Юдин В.Г.", "Плавнев С.С.", "Иванов П.К."])
def test_a_known_person_is_nobodys_slip(name: str) -> None:
    assert nearest(name, KNOWN) is None
    assert folded(name) in map(folded, KNOWN)
