"""The report as one HTML page: styles and charts inside, nothing fetched, nothing run."""

import re
from typing import Any

from markupsafe import Markup

from domain.reporting.form import Light
from notifications.render import environment
from notifications.reports.cells import Cell, clean, text
from notifications.reports.docx_file import SIGNS
from notifications.reports.layout import Layout
from notifications.reports_words import LIGHTS

PROLOGUE = re.compile(rb"^.*?(?=<svg)", re.DOTALL)


def write(layout: Layout) -> bytes:
    def chart(name: str) -> Markup:
        """Drawn here from figures alone; its letters are outlines."""
        picture = layout.charts.svg(name)
        return Markup(PROLOGUE.sub(b"", picture).decode()) if picture else Markup()  # noqa: S704

    page = environment().get_template("report/report.html.j2").render(
        layout=layout, report=layout.report, text=text, clean=clean, light=_light, signs=SIGNS, legend=LIGHTS,
        chart=chart, tall=_is_light,
    )  # fmt: skip
    return page.encode()


def _light(cell: Light) -> str:
    return f"{SIGNS[cell.colour]} {text(cell)}"


def _is_light(cell: Cell | Any) -> bool:
    return isinstance(cell, Light)
