"""Interprets pages within bounds, and knows which part of a page a picture or a table is drawn through."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.pdftypes import PDFStream, resolve1

from domain.intake.formats.pdf_guard import Damaged

FORM = 5_000
"""What a form weighs besides its content, in bytes: one that draws forms that draw forms is small in the file."""


class Interpreter(PDFPageInterpreter):
    """Tells its device, a `Pen`, of windows: what is drawn outside of one is not seen."""

    device: Any

    def init_state(self, ctm: Any) -> None:
        super().init_state(ctm)
        self._windows: list[Any] = []

    def execute(self, streams: Any) -> None:
        for stream in map(resolve1, streams):
            if not isinstance(stream, PDFStream):
                raise Damaged
            self.device.budget.draw(len(stream.get_data()) + FORM)
        with self._window_kept():
            super().execute(streams)

    @contextmanager
    def _window_kept(self) -> Iterator[None]:
        window = self.device.window
        yield
        self.device.window = window

    def do_q(self) -> None:
        self._windows.append(self.device.window)
        super().do_q()

    def do_Q(self) -> None:  # noqa: N802 - the operator's name
        if self._windows:
            self.device.window = self._windows.pop()
        super().do_Q()

    def do_W(self) -> None:  # noqa: N802 - the operator's name
        self.device.see_through(self.curpath)

    def do_W_a(self) -> None:  # noqa: N802 - the operator's name
        self.device.see_through(self.curpath)
