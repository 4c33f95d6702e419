"""Random passports as an office could write them: whatever a format writes of one, it must read back the same."""

from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from domain.intake.assembly.kinds import kind_by_title, kind_of
from domain.passport import FundingLine, Indicator, Participant, Passport, PlanRow, Result
from domain.vocabulary import ControlLevel, Rank

YEARS = (2020, 2021, 2022)
STARTS, ENDS = date(2020, 1, 9), date(2022, 12, 30)
SURNAMES = ("Камышин", "Рогозина", "Озерова-Лиман", "Плавнёв", "Тростников", "Ким")
PEOPLE = st.builds("{} {}.{}.".format, st.sampled_from(SURNAMES), st.sampled_from("АБВ"), st.sampled_from("ГЕЮ"))
OFFICIALS = ("Озерова-Лиман Б.Е.", "Камышин А.Г.", "Рогозина В.Ю.")
GROUPS = ("Руководители образовательных организаций", "Муниципальные органы управления образованием")
WORDS = (
    "цифровая лаборатория", "для школ", "и колледжей", "(ПК)", '"IT-куб"', "не менее 5%", "1,2 тыс. детей", "с охватом",
    "в городских округах,", "заявка", "в том числе", "100 Мб/с -", "мониторинг", "ёмкость", "соглашение", "N 204",
)  # fmt: skip
OPENINGS = ("Создана", "Обеспечено", "Проведён", "Для не менее", "Внедрение", "Утверждение")
REGIONS = ("Приозёрская область", "Алтайский край", "Республика Карелия", "Чувашская Республика")
DOCUMENTS = ("Информационно-аналитический отчет", "Распорядительный акт", "Соглашение", "Заявка", "График", "Схема")
PERIODS = {
    "март 2021 г.": (date(2021, 3, 1), date(2021, 3, 31)),
    "III кв. 2020 г.": (date(2020, 7, 1), date(2020, 9, 30)),
    "2021 год": (date(2021, 1, 1), date(2021, 12, 31)),
    "ежегодно, до 1 марта": (date(2020, 3, 1), date(2022, 3, 1)),
}
LEVELS = {
    Rank.ACTIVITY: ControlLevel("РРП", "Руководитель регионального проекта", "Камышин А.Г."),
    Rank.CONTROL_POINT: ControlLevel("ПК", "Проектный комитет"),
    Rank.RESULT: ControlLevel("Коллегия", "Коллегия Правительства"),
}
POSITIONS = ("Министр образования", "Начальник отдела (развитие, кадры)", 'Ректор ГОУ (ПК) "Институт"', "Консультант")

sentences = st.builds(
    lambda opening, words: " ".join((opening, *words, "готово")),
    st.sampled_from(OPENINGS),
    st.lists(st.sampled_from(WORDS), max_size=8),
)
maybe_sentence = st.just("") | sentences
amounts = st.decimals(0, 99_999, places=3) | st.just(Decimal("0.0"))
days = st.dates(STARTS, ENDS)


@st.composite
def passports(draw: st.DrawFn) -> Passport:
    """A passport whose numbers are unique, whose references hold and whose words say what its values are."""
    lacking = draw(st.frozensets(st.sampled_from(("start", "document", "level"))))
    rows = draw(plans(lacking))
    ranks = {row.rank for row in rows if row.level}
    curator, head, administrator = OFFICIALS
    return Passport(
        code="random",
        title=draw(sentences),
        region=draw(st.sampled_from(REGIONS)),
        order=f"от {draw(days):%d.%m.%Y} N {draw(st.integers(1, 999))}-р",
        starts=STARTS,
        ends=ENDS,
        curator=curator,
        head=head,
        administrator=administrator,
        positions=dict(zip(OFFICIALS, draw(st.permutations(POSITIONS)), strict=False)),
        levels=tuple(level for rank, level in LEVELS.items() if rank in ranks),
        participants=draw(participants()),
        plan=rows,
        goal=draw(maybe_sentence),
        federal=draw(maybe_sentence),
        programmes=draw(maybe_sentence),
        indicators=draw(indicators()),
        results=draw(results()),
        funding=draw(funding()),
        lacking=lacking,
    )


@st.composite
def plans(draw: st.DrawFn, lacking: frozenset[str]) -> tuple[PlanRow, ...]:
    numbers: list[str] = []
    for result in range(1, draw(st.integers(2, 4))):
        numbers.append(f"{result}")
        for point in range(1, draw(st.integers(1, 3))):
            numbers.append(f"{result}.{point}")
            numbers += [f"{result}.{point}.{n}" for n in range(1, draw(st.integers(1, 4)))]
    return tuple(draw(plan_rows(number, lacking)) for number in numbers)


@st.composite
def plan_rows(draw: st.DrawFn, number: str, lacking: frozenset[str]) -> PlanRow:
    rank = (Rank.RESULT, Rank.CONTROL_POINT, Rank.ACTIVITY)[number.count(".")]
    title = draw(sentences)
    document = "" if "document" in lacking else draw(st.sampled_from(DOCUMENTS))
    start, start_written = (None, "") if "start" in lacking else draw(terms(0))
    finish, finish_written = draw(terms(1))
    return PlanRow(
        number=number,
        rank=rank,
        title=title,
        start=start,
        finish=finish,
        executors=tuple(draw(st.lists(PEOPLE | st.sampled_from(GROUPS), max_size=4, unique=True))),
        document=document,
        document_kind=kind_by_title(title) if "document" in lacking else kind_of(title, document),
        level=None if "level" in lacking else LEVELS[rank].code,
        start_written=start_written,
        finish_written=finish_written,
    )


@st.composite
def terms(draw: st.DrawFn, end: int) -> tuple[date | None, str]:
    """A day of a term (`end`: 0 its first, 1 its last) and the words of it, if it is more than a day."""
    words = draw(st.none() | st.sampled_from(sorted(PERIODS)))
    return (PERIODS[words][end], words) if words else (draw(st.none() | days), "")


@st.composite
def participants(draw: st.DrawFn) -> tuple[Participant, ...]:
    headings = sorted(draw(st.lists(st.sampled_from(("", "Общие мероприятия", "Обучение педагогов")), max_size=5)))
    return tuple(
        Participant(
            number=str(n),
            role=draw(st.sampled_from(("Участник регионального проекта", "Администратор"))),
            name=draw(PEOPLE),
            position=draw(st.sampled_from(POSITIONS)),
            supervisor=draw(PEOPLE | st.sampled_from(("", *GROUPS))),
            employment=draw(st.none() | st.integers(0, 100)),
            heading=heading,
        )
        for n, heading in enumerate(headings, 1)
    )


@st.composite
def indicators(draw: st.DrawFn) -> tuple[Indicator, ...]:
    unit = draw(st.sampled_from(("процент", "человек", "")))
    numbers = draw(st.sampled_from(((), ("1",), ("1", "2", "2.1", "2.2", "3"))))
    return tuple(
        Indicator(
            number=number,
            name=draw(sentences),
            kind=draw(st.sampled_from(("Основной", "Дополнительный", ""))),
            unit=unit,
            base_value=draw(st.none() | amounts),
            base_date=draw(st.none() | days),
            targets=draw(st.dictionaries(st.sampled_from(YEARS), amounts)),
        )
        for number in numbers
    )


@st.composite
def results(draw: st.DrawFn) -> tuple[Result, ...]:
    tasks = sorted(draw(st.lists(st.sampled_from(("", "Задача первая", "Создание среды")), max_size=4)))
    dated = [(n, task, draw(terms(1))) for n, task in enumerate(tasks, 1)]
    return tuple(
        Result(f"1.{n}", draw(sentences), due, words, draw(sentences), task) for n, task, (due, words) in dated
    )


@st.composite
def funding(draw: st.DrawFn) -> tuple[FundingLine, ...]:
    numbers = draw(st.sampled_from(((), ("1", "1.1", "1.1.1", "1.1.2", "", ""), ("1.1", "1.1.1", ""))))
    return tuple(draw(_funding_lines(number)) for number in numbers)


@st.composite
def _funding_lines(draw: st.DrawFn, number: str) -> FundingLine:
    """Only a task may have no amounts."""
    written = draw(st.dictionaries(st.sampled_from(YEARS), amounts, min_size=0 if number == "1" else 1))
    total = draw(st.none() | amounts)
    marks = [*written, *([None] if total is not None else [])]
    conditional = draw(st.frozensets(st.sampled_from(marks))) if marks else frozenset[int | None]()
    return FundingLine(number, draw(sentences), written, total, conditional)
