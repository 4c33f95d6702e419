"""`vekha report monthly|quarterly|yearly`, `vekha reports`: the report formed, drafted, signed, returned, listed."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from flows.commands import acts
from flows.commands.common import AsJson, BadWord, OfPassport, grid, opened, out, progress, say, wrote

if TYPE_CHECKING:
    from domain.reporting.form import Report

reports = typer.Typer(help="Отчёты о ходе проекта: список, подпись, возврат.", invoke_without_command=True)

KINDS = ("monthly", "quarterly", "yearly")
PeriodOption = Annotated[
    str, typer.Option("--period", help="2019-03, 2019-Q1 или 2019; без него — последний закончившийся.")
]
Formats = Annotated[str, typer.Option("--format", help="docx, xlsx, html — через запятую.")]
Folder = Annotated[Path, typer.Option("--out", help="В какую папку записать.")]
ReportId = Annotated[int, typer.Argument(help="Код отчёта из «vekha reports».")]
By = Annotated[str | None, typer.Option("--by", help="Кто подписывает; обычно руководитель проекта.")]


def report(
    number: Annotated[str, typer.Argument(help="Номер пункта; или monthly, quarterly, yearly — отчёт о проекте.")],
    file: Annotated[Path | None, typer.Option("--file", help="Подтверждающий файл.")] = None,
    document: Annotated[str | None, typer.Option("--number", help="Номер документа.")] = None,
    dated: Annotated[str | None, typer.Option("--date", help="Дата документа.")] = None,
    link: Annotated[str | None, typer.Option("--link", help="Ссылка на документ.")] = None,
    by: acts.By = None,
    period: PeriodOption = "",
    formats: Formats = "docx,xlsx,html",
    folder: Folder = Path(),
    passport: OfPassport = None,
    as_json: AsJson = False,
) -> None:
    """Представить отчёт об исполнении пункта; monthly, quarterly или yearly — составить отчёт о ходе проекта."""
    if number in KINDS:
        _write_report(number, period, formats, folder, passport, as_json)
    else:
        acts.report(number, file, document, dated, link, by, passport, as_json)


def _write_report(kind: str, period: str, formats: str, folder: Path, passport: str | None, as_json: bool) -> None:
    from config.report_day import named
    from config.reporting import Reports

    wanted = _formats(formats)
    with opened() as office:
        book = office.passport(passport)
        made = Reports(office).formed(book, named(office, kind, period))
    say(as_json, _whole(made), lambda: _write(made, wanted, folder))


def _whole(made: "Report") -> Any:
    import json

    from domain.reporting.keeping import spelled

    return json.loads(spelled(made))


def _formats(text: str) -> tuple[str, ...]:
    from notifications.reports import FORMATS

    wanted = tuple(part.strip() for part in text.split(",") if part.strip())
    if unknown := [one for one in wanted if one not in FORMATS]:
        raise BadWord(f"Формата «{unknown[0]}» нет; бывает: {', '.join(FORMATS)}")
    return wanted or FORMATS


def _write(made: "Report", wanted: tuple[str, ...], folder: Path) -> None:
    from notifications.reports import file_name, written

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadWord(f"Папка {folder} не создаётся ({error.strerror}); укажите другую") from None
    with progress("Пишем отчёт", len(wanted)) as bar:
        for n, one in enumerate(wanted, start=1):
            out(f"Записан {wrote(folder / file_name(made, one), written(made, one))}")
            bar(n)


@reports.callback()
def listed(context: typer.Context, passport: OfPassport = None, as_json: AsJson = False) -> None:
    """Все отчёты, новые сверху: номер, период, состояние."""
    if context.invoked_subcommand:
        return
    from config.reporting import Reports

    with opened() as office:
        rows = Reports(office).listed(office.passport(passport))
    say(as_json, [_row_json(row) for row in rows], lambda: _table(rows))


def _row_json(row: Any) -> dict[str, Any]:
    names = ("id", "number", "kind", "period", "edition", "stage", "decided_by", "reason")
    return {name: getattr(row, name) for name in names}


def _table(rows: Any) -> None:
    from notifications.reports_words import STAGES, code_words

    shown = (
        (str(r.id), str(r.number), code_words(r.period), str(r.edition), STAGES[r.stage], r.decided_by) for r in rows
    )
    grid("Отчёты", ("Код", "Номер", "Период", "Редакция", "Состояние", "Кто решил"), shown)


@reports.command()
def draft(
    kind: Annotated[str, typer.Argument(help="monthly, quarterly или yearly.")],
    period: PeriodOption = "",
    passport: OfPassport = None,
) -> None:
    """Составить отчёт и отправить руководителю на подпись, не дожидаясь назначенного дня."""
    from config.report_day import named
    from config.reporting import Reports

    with opened() as office:
        wanted = named(office, kind, period)
        kept = Reports(office).draft(office.passport(passport), wanted)
    if kept:
        out(f"Отчёт № {kept.report.number} (код {kept.id}) отправлен на подпись: {kept.report.head or 'руководителю'}")
    else:
        out(f"Отчёт за {wanted.code} уже на подписи или подписан; новых не составлено")


@reports.command()
def sign(report_id: ReportId, by: By = None) -> None:
    """Подписать отчёт; его получит комитет."""
    from config.reporting import Reports

    with opened() as office:
        found = Reports(office)
        kept = found.sign(report_id, by or found.kept(report_id).report.head)
    out(f"Отчёт № {kept.report.number} подписан ({kept.decided_by}) и направлен комитету")


@reports.command(name="return")
def return_(report_id: ReportId, reason: acts.Reason, by: By = None) -> None:
    """Вернуть отчёт администратору с причиной."""
    from config.reporting import Reports

    with opened() as office:
        found = Reports(office)
        kept = found.return_(report_id, by or found.kept(report_id).report.head, reason)
    out(f"Отчёт № {kept.report.number} возвращён на доработку")


@reports.command()
def show(report_id: ReportId, formats: Formats = "docx,xlsx,html", folder: Folder = Path()) -> None:
    """Записать файлами отчёт в том виде, в котором он составлен."""
    from config.reporting import Reports

    wanted = _formats(formats)
    with opened() as office:
        kept = Reports(office).kept(report_id)
    _write(kept.report, wanted, folder)
