"""Words of a PDF that go on in the next line: the document itself tells how they are written."""

import pytest

from domain.intake.formats.pdf_words import Joints, Scrap

PROSE = (
    "О внедрении информационно-аналитического отчёта в сфере образования и создании общеобразовательных "
    "и профессиональных организаций Министерства просвещения, а также об интернет-трафике и моделях среды"
)


def joined(*lines: str, full: bool = False, known: str = PROSE) -> str:
    """The lines of one cell; `full`: the next letter had no room in any of them."""
    joints = Joints()
    joints.learn([Scrap(known)])
    scraps = [Scrap(line, full) for line in lines]
    joints.learn(scraps)
    return joints.join(scraps)


@pytest.mark.parametrize(
    ("left", "right", "text"),
    [
        ("образо-", "вания", "образования"),
        ("информационно-", "аналитический", "информационно-аналитический"),
        ("интернет-", "соединение", "интернет-соединение"),
        ("какой-", "либо", "какой-либо"),
        ("IT-", "куб", "IT-куб"),
        ("сфера-", "дом", "сферадом"),
        ("Ленинск-", "Кузнецкий", "Ленинск-Кузнецкий"),
        ("Информационно", "-аналитический", "Информационно-аналитический"),
        ("N 618-", "р", "N 618-р"),
        ("2019 -", "2024", "2019 - 2024"),
        ("под\u00ad", "ведомственных", "подведомственных"),
        ("и/", "или", "и/или"),
        ("(", "далее - РРП)", "(далее - РРП)"),
        ("Барков А.В", ".", "Барков А.В."),
        ("28.02.", "2019 г.", "28.02.2019 г."),
        ("31.12.20", "24", "31.12.2024"),
        ("п. 1.2.", "2019 год", "п. 1.2. 2019 год"),
    ],
)
def test_what_a_line_end_says(left: str, right: str, text: str) -> None:
    assert joined(left, right) == text


@pytest.mark.parametrize(
    ("left", "right", "text"),
    [
        ("общеобразовательны", "х", "общеобразовательных"),
        ("профессиональ", "ными", "профессиональными"),
        ("Министерст", "во", "Министерство"),
        ("Краснощёков", "а О.Г.", "Краснощёкова О.Г."),
        ("Подготовка", "и приёмка", "Подготовка и приёмка"),
        ("источник", "и", "источники"),
        ("лабораториям", "и, процент", "лабораториями, процент"),
        ("Наименование", "среды", "Наименование среды"),
        ("в установленном", "порядке", "в установленном порядке"),
        ("Начальник", "Отдела", "Начальник Отдела"),
        ("среды", "просвещения", "среды просвещения"),
        ("просвещени", "наука", "просвещени наука"),
        ("2019", "2020", "2019 2020"),
        ("1234", "567,8", "1234567,8"),
        ("1 234", "567,8", "1 234 567,8"),
        ("2.1.", "10", "2.1.10"),
        ("31.12.2022", "31.12.2023", "31.12.2022 31.12.2023"),
    ],
)
def test_what_a_full_line_may_break(left: str, right: str, text: str) -> None:
    assert joined(left, right, full=True, known=f"{PROSE} наука") == text


def test_a_hyphen_may_have_a_line_of_its_own() -> None:
    assert joined("Информационно", "-", "аналити", "ческий", full=True) == "Информационно-аналитический"
    assert joined("Информационно", "-", "аналитический") == "Информационно - аналитический"
    dash = [Scrap("100 Мб/с", full=True), Scrap("-", ended=True), Scrap("для школ")]
    assert Joints().join(dash) == "100 Мб/с - для школ"


def test_a_line_with_room_breaks_no_word() -> None:
    assert joined("образо", "вания") == "образо вания"


def test_halves_that_sound_like_words_are_words() -> None:
    known = "данных прежних общих смежных центров центрального центру и центральному"
    assert joined("важнейших", "центровой", full=True, known=known) == "важнейших центровой"


def test_the_beginning_of_a_line_is_no_word_where_it_is_seldom_met_elsewhere() -> None:
    joints = Joints()
    joints.learn([Scrap("тельных это описка")])
    pair = [Scrap("общеобразова", full=True), Scrap("тельных")]
    for _ in range(5):
        joints.learn(pair)
    assert joints.join(pair) == "общеобразовательных"


def test_two_words_that_are_both_known_stay_two() -> None:
    assert joined("при", "школьный", full=True, known="как при том школьный пришкольный лагерь") == "при школьный"


def test_a_document_that_breaks_no_words_keeps_its_hyphens() -> None:
    joints = Joints()
    pairs = [[Scrap(f"{left}-"), Scrap(right)] for left in ("медиа", "видео", "аудио") for right in ("курс", "урок")]
    for pair in pairs:
        joints.learn(pair)
    assert joints.join(pairs[0]) == "медиа-курс"


def test_a_document_that_breaks_words_breaks_unknown_ones_too() -> None:
    assert joined("сопровож-", "дение") == "сопровождение"
