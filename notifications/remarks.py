"""The letter to a passport's author: what is wrong or doubtful in the document, as HTML or DOCX."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING

from domain.intake import Intake
from domain.passport import Finding
from domain.vocabulary import Severity
from notifications.render import environment

if TYPE_CHECKING:
    from docx.document import Document

SECTIONS = {
    "main": "Основные положения",
    "indicators": "Показатели",
    "results": "Результаты",
    "funding": "Финансирование",
    "participants": "Участники",
    "plan": "План мероприятий",
}
SEVERITIES = {Severity.ERROR: "ошибка", Severity.WARNING: "сомнение", Severity.NOTE: "примечание"}
ASKED = {
    Severity.ERROR: ("Ошибки", "Просим исправить: с ними план нельзя поставить на контроль или его суммы неверны."),
    Severity.WARNING: ("Сомнения", "Просим исправить или подтвердить, что написанное верно."),
    Severity.NOTE: ("Примечания", "Для сведения: исправления не требуют."),
}
NONE = "Замечаний нет."
COLUMNS = ("Раздел", "Пункт", "Замечание", "Предложение")


@dataclass(frozen=True, slots=True)
class Remarks:
    """Findings of one severity: a title, what is asked of the author, rows of COLUMNS."""

    title: str
    asked: str
    rows: tuple[tuple[str, str, str, str], ...]


def grouped(intake: Intake) -> Iterator[Remarks]:
    """The gravest first, each in the document's order; severities without findings are left out."""
    for severity, (title, asked) in ASKED.items():
        if rows := tuple(_row(finding) for finding in intake.findings if finding.severity is severity):
            yield Remarks(f"{title}: {len(rows)}", asked, rows)


def _row(finding: Finding) -> tuple[str, str, str, str]:
    return SECTIONS[finding.section], finding.number or "", finding.message, finding.suggestion or ""


def heading(intake: Intake) -> str:
    return f"Замечания к паспорту регионального проекта «{intake.passport.title}»"


def subtitle(intake: Intake, today: date) -> str:
    """Which document was examined and when."""
    checked = f"{today:%d.%m.%Y}"
    order = intake.passport.order
    return f"Распоряжение {order}, проверено {checked}" if order else f"Проверено {checked}"


def counted(intake: Intake) -> str:
    """`ошибка: 3, сомнение: 5` in the order of gravity."""
    counts = Counter(finding.severity for finding in intake.findings)
    return ", ".join(f"{title}: {counts[severity]}" for severity, title in SEVERITIES.items() if counts[severity])


def as_html(intake: Intake, today: date) -> str:
    """One page without anything from outside; prints well."""
    return (
        environment()
        .get_template("remarks.html.j2")
        .render(
            title=heading(intake),
            subtitle=subtitle(intake, today),
            groups=list(grouped(intake)),
            columns=COLUMNS,
            clean=NONE,
        )
    )


def as_docx(intake: Intake, today: date) -> bytes:
    from docx import Document

    document = Document()
    _turned(document)
    document.add_heading(heading(intake), 1)
    document.add_paragraph(subtitle(intake, today))
    for group in grouped(intake):
        _group(document, group)
    if not intake.findings:
        document.add_paragraph(NONE)
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def _turned(document: "Document") -> None:
    """A4 on its side: the remarks are long."""
    from docx.enum.section import WD_ORIENTATION
    from docx.shared import Mm

    section = document.sections[0]
    section.orientation = WD_ORIENTATION.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(15)


def _group(document: "Document", group: Remarks) -> None:
    from docx.oxml import OxmlElement
    from docx.shared import Mm

    document.add_heading(group.title, 2)
    document.add_paragraph(group.asked)
    table = document.add_table(rows=0, cols=len(COLUMNS), style="Table Grid")
    table.autofit = False
    for texts in (COLUMNS, *group.rows):
        cells = table.add_row().cells
        for cell, text, width in zip(cells, texts, (38, 20, 155, 54), strict=True):
            cell.text, cell.width = text, Mm(width)
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for cell in table.rows[0].cells:
        cell.paragraphs[0].runs[0].bold = True
