"""A sheet to draw on and what all charts share: colours that the colour-blind tell apart, Cyrillic letters."""

import textwrap
from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.axis import Axis
    from matplotlib.figure import Figure

# Okabe and Ito's palette
BLUE, ORANGE, GREEN, VERMILION, SKY, GREY = "#0072b2", "#e69f00", "#009e73", "#d55e00", "#56b4e9", "#7a7a7a"
INK, DIM, RULE = "#1b1b1b", "#4f5b66", "#d9dee3"
DPI = 120
WIDE, FOOT, SIDE = 9.0, 0.35, 0.15
"""Inches: a sheet as wide as a page, what stands beneath the axes and at their right."""
SALT: Any = {"svg.hashsalt": "vekha", "svg.fonttype": "path", "font.family": "DejaVu Sans"}


def sheet(width: float, height: float, left: float = 0.55, top: float = 0.5) -> "tuple[Figure, Axes]":
    """Inches, `left` and `top` of what stands beside the axes: an automatic layout takes half of the drawing's time.

    Neither axis has a name, nor does a title move away from anything: where they might stand is not looked for.

    No global state of the library is touched.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height))
    FigureCanvasAgg(figure)
    box = (left / width, FOOT / height, 1 - (left + SIDE) / width, 1 - (top + FOOT) / height)
    axes = figure.add_axes(box)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    axes.tick_params(labelsize=9, colors=DIM)
    axes.set_axisbelow(True)
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_label_coords(0, 0)
    return figure, axes


def whole(axis: "Axis") -> None:
    """Only whole numbers at the ticks."""
    from matplotlib.ticker import MaxNLocator

    axis.set_major_locator(MaxNLocator(integer=True, nbins=6))


def png(figure: "Figure", dpi: int = DPI) -> bytes:
    return _saved(figure, "png", dpi=dpi)


def svg(figure: "Figure") -> bytes:
    """The same bytes each time."""
    return _saved(figure, "svg", metadata={"Date": None})


def _saved(figure: "Figure", form: str, **how: Any) -> bytes:
    from matplotlib import rc_context

    written = BytesIO()
    with rc_context(SALT):
        figure.savefig(written, format=form, **how)
    return written.getvalue()


def titled(axes: "Axes", title: str, width: int = 60, pad: float = 6) -> None:
    """`pad` is the room beneath the title, in points."""
    said = "\n".join(lines(title, width, 2))
    axes.set_title(said, fontsize=10.5, color=INK, loc="left", weight="bold", y=1, pad=pad)


def lines(words: str, width: int, most: int) -> Sequence[str]:
    """At most so many lines; `$` is a letter, not the library's mathematics."""
    printable = "".join(filter(str.isprintable, words)).replace("$", r"\$")
    return textwrap.wrap(printable, width, max_lines=most, placeholder="…")
