"""Examines a passport: what is wrong or doubtful becomes findings that can be sent to its author."""

from collections.abc import Iterator, Sequence
from zoneinfo import ZoneInfo

from domain.intake.examination.cells import cell_findings
from domain.intake.examination.dates import date_findings
from domain.intake.examination.funding import funding_findings
from domain.intake.examination.indicators import indicator_findings
from domain.intake.examination.numbers import number_findings
from domain.intake.examination.people import people_findings
from domain.intake.examination.results import result_findings
from domain.intake.examination.view import View
from domain.intake.outcome import Illegible
from domain.passport import Finding, Passport
from domain.vocabulary import Severity
from domain.workdays import Calendar

CALENDAR = Calendar(ZoneInfo("Europe/Moscow"))
"""Only days are asked of it, so any zone of Russia would do."""

EXAMINERS = (
    number_findings, date_findings, people_findings, cell_findings,
    indicator_findings, result_findings, funding_findings,
)  # fmt: skip
# fmt: off
PROVISIONS = (
    ("title",  "Не указано наименование регионального проекта: впишите его в раздел 1"),
    ("head",   "Не указан руководитель регионального проекта: впишите должность, фамилию и инициалы в раздел 1"),
    ("starts", "Не указан срок начала проекта: впишите его в раздел 1 в виде ДД.ММ.ГГГГ"),
    ("ends",   "Не указан срок окончания проекта: впишите его в раздел 1 в виде ДД.ММ.ГГГГ"),
    ("levels", "Уровни контроля не объявлены: раскройте их при первом упоминании, например «(далее - РРП)»"),
)
COLUMNS = (
    ("finish",    "В плане нет графы срока окончания: без сроков контролировать нечего, добавьте ее"),
    ("executors", "В плане нет графы ответственного исполнителя: добавьте ее"),
    ("level",     "В плане нет графы уровня контроля: добавьте ее, чтобы было ясно, кто принимает исполнение"),
)
# fmt: on


def examine(
    passport: Passport, illegible: Sequence[Illegible] = (), calendar: Calendar = CALENDAR
) -> tuple[Finding, ...]:
    """All the findings: section by section, in the document's order."""
    view = View(passport, illegible, calendar)
    found = [
        *_provision_findings(passport),
        *(finding for examiner in EXAMINERS for finding in examiner(view)),
        *_corrected(passport),
    ]
    return tuple(sorted(found, key=view.place))


def _provision_findings(passport: Passport) -> Iterator[Finding]:
    for name, message in PROVISIONS:
        if not getattr(passport, name) and not (name == "levels" and "level" in passport.lacking):
            yield Finding("missing_provision", Severity.WARNING, "main", None, name, None, message)
    for name, message in COLUMNS:
        if name in passport.lacking and passport.plan:
            yield Finding("missing_provision", Severity.NOTE, "plan", None, name, None, message)
    if passport.starts and passport.ends and passport.starts > passport.ends:
        message = "Срок начала проекта позже срока окончания: проверьте раздел 1"
        value = passport.starts.isoformat()
        yield Finding("start_after_finish", Severity.ERROR, "main", None, "starts", value, message)


def _corrected(passport: Passport) -> Iterator[Finding]:
    for made in passport.corrections:
        message = f"Пункт {made.number}: исправлено администратором, было «{made.was}», стало «{made.now}»"
        yield Finding("corrected", Severity.NOTE, "plan", made.number, made.field, made.was, message, made.now)
