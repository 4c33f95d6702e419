"""A sheet for a phone, measured in inches: text as it is written, cut where the sheet ends."""

from io import BytesIO
from typing import TYPE_CHECKING, Any

from notifications.words import shortened

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.text import Text

WIDTH, DPI = 6.0, 180
"""Inches and dots an inch: 1,080 pixels, the width of a phone."""
LEFT, RIGHT = 0.22, 0.22
INK, DIM, PAPER, RULE, SHADE = "#1b1b1b", "#5f6b76", "#ffffff", "#d0d6dc", "#eef1f4"
FONT = "DejaVu Sans"
LETTERS, SHORT = 90, 3
"""More than a line ever holds, and what is not cut any more."""


def sheet(height: float) -> "tuple[Figure, Axes]":
    """An empty sheet; no global state of the library is touched."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(WIDTH, height))
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_xlim(0, WIDTH)
    axes.set_ylim(0, height)
    axes.axis("off")
    return figure, axes


def png(figure: "Figure") -> bytes:
    written = BytesIO()
    figure.savefig(written, format="png", dpi=DPI, facecolor=PAPER, pil_kwargs={"compress_level": 3})
    return written.getvalue()


def say(axes: "Axes", x: float, y: float, text: str, size: float, back: str = "", **how: Any) -> None:
    """Text as it is written (a dollar sign of a title is no formula), cut where the sheet ends.

    `back` hides the lines behind it.
    """
    how = {"color": INK, "va": "center", "zorder": 4, **how}
    said = axes.text(x, y, shortened(text, LETTERS), size=size, family=FONT, parse_math=False, **how)
    _fit(said, WIDTH - RIGHT - x if how.get("ha") is None else WIDTH)
    if back:
        said.set_bbox({"facecolor": back, "linewidth": 0, "pad": 0.6})


def _fit(said: "Text", room: float) -> None:
    """Cut the text until it is no wider than `room`, in inches."""
    figure = said.get_figure(root=True)
    assert figure is not None  # noqa: S101  # it was just put there
    wide = said.get_window_extent().width / figure.dpi
    while wide > room and len(said.get_text()) > SHORT:
        text = said.get_text().rstrip("…")
        said.set_text(shortened(text, max(1, min(len(text) - 1, int(len(text) * room / wide)))))
        wide = said.get_window_extent().width / figure.dpi
