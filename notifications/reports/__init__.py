"""A report as DOCX, XLSX and HTML: the same tables, the same words, the same numbers."""

from collections.abc import Callable, Mapping, Sequence

from domain.reporting.form import Report
from notifications.reports.layout import Layout, laid_out

FORMATS = ("docx", "xlsx", "html")


def written(report: Report, form: str) -> bytes:
    """The report in one of FORMATS."""
    return all_written(report, (form,))[form]


def all_written(report: Report, forms: Sequence[str]) -> dict[str, bytes]:
    """The report in several formats; its layout is made once."""
    layout = laid_out(report)
    return {form: _writers()[form](layout) for form in forms}


def _writers() -> Mapping[str, Callable[[Layout], bytes]]:
    """Loaded when something is written: they bring large libraries."""
    from notifications.reports import docx_file, html_page, xlsx_file

    return {"docx": docx_file.write, "xlsx": xlsx_file.write, "html": html_page.write}


def file_name(report: Report, form: str) -> str:
    """`Отчёт 2019-03 kemerovo-digital-education.docx`; a passport's code holds nothing that a disk refuses."""
    code = "".join(letter if letter.isalnum() or letter in "-_" else "_" for letter in report.passport)[:80]
    return f"Отчёт {report.period.code} {code}.{form}"
