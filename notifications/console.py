"""The console channel: each letter is a compact block, in colour on a terminal and plain in a pipe."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, TextIO

from domain.letters import Letter, LetterKind
from notifications.channels import ChannelDown, Proof
from notifications.render import Rendered
from notifications.words import WEEKDAYS_SHORT

if TYPE_CHECKING:
    from rich.console import Console

WIDEST = 118
GUTTER = "  │ "

_LATE = "bold red"
_GOOD = "bold green"
_ASKS = "bold yellow"
_NEWS = "bold cyan"

COLOURS = {
    LetterKind.DEADLINE_MISSED: _LATE,
    LetterKind.ESCALATION: _LATE,
    LetterKind.CATCH_UP: _LATE,
    LetterKind.REFUSED: _LATE,
    LetterKind.CASCADED: _LATE,
    LetterKind.ACCEPTED: _GOOD,
    LetterKind.GRANTED: _GOOD,
    LetterKind.REMINDER: _ASKS,
    LetterKind.NOT_TAKEN: _ASKS,
    LetterKind.RETURNED: _ASKS,
    LetterKind.REVIEW_WANTED: _ASKS,
    LetterKind.REVIEW_WAITING: _ASKS,
    LetterKind.DECISION_WAITING: _ASKS,
    LetterKind.EXTENSION_ASKED: _ASKS,
    LetterKind.HANDOVER_ASKED: _ASKS,
}


@dataclass
class ConsoleChannel:
    """Prints letters to `stream`; everybody is reachable here."""

    stream: TextIO
    name: str = "console"
    is_operators: bool = True
    _printed: int = field(default=0, init=False)

    def send(self, recipient: str, rendered: Rendered, letter: Letter) -> Proof:
        """Print one block; raises ChannelDown when nobody reads the stream any more."""
        try:
            self._print(recipient, rendered, letter)
        except (OSError, ValueError) as broken:  # a pipe that closed, a stream that was closed here
            raise ChannelDown(str(broken)) from broken
        self._printed += 1
        return Proof(self.name, str(self._printed))

    def _print(self, recipient: str, rendered: Rendered, letter: Letter) -> None:
        at, to = instant(rendered.at or letter.at), rendered.addressee or recipient
        if self.stream.isatty():
            self._print_in_colour(at, to, rendered, letter)
        else:
            self.stream.write(plain(at, to, rendered))
            self.stream.flush()

    def _print_in_colour(self, at: str, to: str, rendered: Rendered, letter: Letter) -> None:
        from rich.padding import Padding
        from rich.text import Text

        colour = COLOURS.get(letter.kind, _NEWS)
        head = Text.assemble((at, "dim"), "  ", (to, "bold"))
        body = Text(_body(rendered), style="default")
        body.append(f"\n{_why(rendered)}", style="dim italic")
        block = (
            head,
            Padding(Text(rendered.subject, style=colour), (0, 0, 0, 2)),
            Padding(body, (0, 0, 1, 4)),
        )
        for part in block:
            self._rich.print(part, width=min(self._rich.width, WIDEST), highlight=False)

    @cached_property
    def _rich(self) -> "Console":
        from rich.console import Console

        return Console(file=self.stream)


def instant(at: datetime) -> str:
    """`25.02.2019 пн 09:00`."""
    return f"{at:%d.%m.%Y} {WEEKDAYS_SHORT[at.weekday()]} {at:%H:%M}"


def plain(at: str, to: str, rendered: Rendered) -> str:
    """The block for a pipe: unbroken lines behind a gutter, so that `grep` and `less` stay useful."""
    lines = [*_body(rendered).splitlines(), _why(rendered)]
    return "\n".join([f"{at}  {to}", f"  {rendered.subject}", *(GUTTER + line for line in lines), "", ""])


def _body(rendered: Rendered) -> str:
    """The letter without empty lines and without its last one."""
    return "\n".join(line for line in rendered.text.splitlines()[:-1] if line)


def _why(rendered: Rendered) -> str:
    return rendered.text.splitlines()[-1]
