"""Reading a passport's file and saying what is wrong with it: on the terminal, as JSON, as a letter to its author."""

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.commands.common import AsJson, BadWord, grid, out, progress, say, wrote

if TYPE_CHECKING:
    from domain.intake import Intake
    from domain.passport import Passport

File = Annotated[Path, typer.Argument(help="Файл паспорта: DOCX, XLSX, PDF, текст или YAML.")]
Suggested = Annotated[bool, typer.Option("--accept-suggestions", help="Принять предложенные исправления.")]
Report = Annotated[Path | None, typer.Option("--report", help="Письмо автору с замечаниями: файл .docx или .html.")]
Save = Annotated[Path | None, typer.Option("--save", help="Записать прочитанное: файл .xlsx, .docx или .yaml.")]


def read_file(file: Path, accept_suggestions: bool) -> "Intake":
    """Read it with a bar on a terminal. Raises NotAPassport."""
    from domain.intake import read, with_suggestions

    with progress(f"Читаю {file.name}", 1) as done:
        found = read(file, done)
    return with_suggestions(found) if accept_suggestions else found


def check(
    file: File, accept_suggestions: Suggested = False, report: Report = None, save: Save = None, as_json: AsJson = False
) -> None:
    """Проверить паспорт: что в нём неверно или сомнительно. Код 1, если есть ошибки."""
    from domain.intake import as_json as listed
    from domain.vocabulary import Severity

    intake = read_file(file, accept_suggestions)
    files = [wrote(path, content) for path, content in _files(intake, report, save)]
    say(as_json, listed(intake), lambda: _show(intake, files))
    if any(finding.severity is Severity.ERROR for finding in intake.findings):
        raise typer.Exit(1)


def _files(intake: "Intake", report: Path | None, save: Path | None) -> list[tuple[Path, bytes]]:
    """What is asked to be written; all is made before anything is."""
    asked = [(report, _letter(intake, report))] if report else []
    return [*asked, (save, passport_as(save, intake.passport))] if save else asked


def _letter(intake: "Intake", file: Path) -> bytes:
    from datetime import datetime

    from notifications.remarks import as_docx, as_html

    today = datetime.now().astimezone().date()
    match file.suffix.lower():
        case ".docx":
            return as_docx(intake, today)
        case ".html" | ".htm":
            return as_html(intake, today).encode()
    raise BadWord(f"Письмо не записывается в {file.name}: назовите файл с окончанием .docx или .html")


def passport_as(file: Path, passport: "Passport") -> bytes:
    """The passport in the format of the file's suffix. Raises BadWord."""
    from domain.intake import write
    from domain.intake.writing import document, workbook

    match file.suffix.lower():
        case ".xlsx":
            return workbook(passport)
        case ".docx":
            return document(passport)
        case ".yaml" | ".yml":
            return write(passport).encode()
    raise BadWord(f"Паспорт не записывается в {file.name}: назовите файл с окончанием .xlsx, .docx или .yaml")


def _show(intake: "Intake", files: list[Path]) -> None:
    """The findings as a table, the gravest first, and what the passport holds."""
    from notifications.remarks import SECTIONS, SEVERITIES, counted

    contents(intake.passport)
    found = sorted(intake.findings, key=lambda finding: list(SEVERITIES).index(finding.severity))
    columns = ("Важность", "Раздел", "Пункт", "Замечание", "Предложение")
    rows = ((SEVERITIES[f.severity], SECTIONS[f.section], f.number or "", f.message, f.suggestion or "") for f in found)
    if found:
        grid(f"Замечания: {len(found)} ({counted(intake)})", columns, rows)
    else:
        out("Замечаний нет")
    for file in files:
        out(f"Записан {file}")


def contents(passport: "Passport") -> None:
    """What the passport holds, in a few lines."""
    from domain.vocabulary import Rank
    from notifications.words import plan_items

    ranks = Counter(row.rank for row in passport.plan)
    order = f" ({passport.order})" if passport.order else ""
    out(f"{passport.title}{order}: {plan_items(len(passport.plan))} плана")
    parts = {Rank.RESULT: "результаты", Rank.CONTROL_POINT: "контрольные точки", Rank.ACTIVITY: "мероприятия"}
    out("план: " + "; ".join(f"{name}: {ranks[rank]}" for rank, name in parts.items()))
    sections = {"показатели": passport.indicators, "результаты": passport.results, "финансирование": passport.funding}
    held = {**sections, "участники": passport.participants}
    out("разделы (строк): " + "; ".join(f"{name}: {len(rows)}" for name, rows in held.items()))
