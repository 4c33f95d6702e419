"""Bringing a passport in: check what is wrong with it, put it under control, write it out."""

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.commands.common import AsJson, OfPassport, grid, opened, out, say

if TYPE_CHECKING:
    from domain.intake import Intake

app = typer.Typer(help="Паспорт регионального проекта: проверить, поставить на контроль, выгрузить.")
File = Annotated[Path, typer.Argument(help="Файл паспорта: текст или YAML.")]
Suggested = Annotated[bool, typer.Option("--accept-suggestions", help="Принять предложенные исправления.")]


def _read(file: Path, accept_suggestions: bool) -> "Intake":
    from domain.intake import read, with_suggestions

    found = read(file)
    return with_suggestions(found) if accept_suggestions else found


@app.command()
def check(file: File, accept_suggestions: Suggested = False, as_json: AsJson = False) -> None:
    """Проверить паспорт: что в нём неверно или сомнительно. Код 1, если есть ошибки."""
    from domain.intake import as_json as listed
    from domain.vocabulary import Severity

    intake = _read(file, accept_suggestions)
    say(as_json, listed(intake), lambda: show(intake))
    if any(finding.severity is Severity.ERROR for finding in intake.findings):
        raise typer.Exit(1)


def show(intake: "Intake") -> None:
    """The findings as a table, the gravest first, and what the plan holds."""
    from domain.vocabulary import Rank, Severity
    from notifications.words import plan_items

    ranks = Counter(row.rank for row in intake.passport.plan)
    out(f"{intake.passport.title} ({intake.passport.order}): {plan_items(len(intake.passport.plan))} плана")
    parts = {Rank.RESULT: "результаты", Rank.CONTROL_POINT: "контрольные точки", Rank.ACTIVITY: "мероприятия"}
    out("; ".join(f"{name}: {ranks[rank]}" for rank, name in parts.items()))
    titles = {Severity.ERROR: "ошибка", Severity.WARNING: "сомнение", Severity.NOTE: "примечание"}
    found = sorted(intake.findings, key=lambda finding: list(titles).index(finding.severity))
    rows = ((titles[f.severity], f.number or "", f.message, f.suggestion or "") for f in found)
    grid(f"Замечания: {len(found)}", ("Важность", "Пункт", "Замечание", "Предложение"), rows)


@app.command(name="import")
def import_(file: File, accept_suggestions: Suggested = False, as_json: AsJson = False) -> None:
    """Поставить план паспорта на контроль с этой минуты."""
    intake = _read(file, accept_suggestions)
    with opened() as office:
        code = office.plant(intake.passport, by="администратор")
        office.keep_time()
        count = len(office.records.items(code))
    fixes = [f"{c.number}: {c.was or 'пусто'} → {c.now}" for c in intake.passport.corrections]
    data = {"passport": code, "items": count, "corrections": fixes}
    say(as_json, data, lambda: _imported(code, count, fixes))


def _imported(code: str, count: int, fixes: list[str]) -> None:
    from notifications.words import plan_items

    out(f"Паспорт {code} на контроле: {plan_items(count)}")
    for fix in fixes:
        out(f"  исправлено {fix}")


@app.command()
def export(file: Annotated[Path, typer.Argument(help="Куда записать YAML.")], passport: OfPassport = None) -> None:
    """Выгрузить паспорт в YAML, собственный формат Вехи."""
    from domain.errors import Sentence
    from domain.intake import write

    with opened() as office:
        text = write(office.passport(passport))
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise Sentence(f"Файл {file} не записывается ({error.strerror}); укажите другую папку") from None
    out(f"Записан {file}")
