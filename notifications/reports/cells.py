"""What stands in a cell, and the one place where it is spelled."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from domain.reporting.form import Light
from notifications.reports_words import LIGHTS

NONE = "—"
EXPECTED = "(прогноз)"


@dataclass(frozen=True, slots=True)
class Money:
    """Million rubles."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class Percent:
    value: Decimal


@dataclass(frozen=True, slots=True)
class Expected:
    """A day that is only expected."""

    day: date


Cell = str | int | Decimal | date | Money | Percent | Expected | Light | None


def text(cell: Cell) -> str:
    """The cell as every format shows it."""
    spell = SPELLED.get(type(cell))
    return clean(str(cell)) if spell is None else spell(cell)


def _money(cell: Money) -> str:
    return f"{cell.value:.{money_places(cell.value)}f}".replace(".", ",")


def figure(value: Decimal) -> str:
    """`67,5`: as many decimals as it has."""
    return f"{value:.{places(value)}f}".replace(".", ",")


def places(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def money_places(value: Decimal) -> int:
    """Thousands of rubles, and more exactly where the sum is: nothing is rounded away."""
    return max(3, places(value))


def clean(words: str) -> str:
    """Without what XML cannot hold and no reader could see."""
    return "".join(letter for letter in words if letter.isprintable() or letter == "\n")


SPELLED: dict[type, Callable[[Any], str]] = {
    type(None): lambda _: NONE,
    Decimal: figure,
    date: lambda cell: f"{cell:%d.%m.%Y}",
    Money: _money,
    Percent: lambda cell: f"{cell.value:.1f} %".replace(".", ","),
    Expected: lambda cell: f"{cell.day:%d.%m.%Y} {EXPECTED}",
    Light: lambda cell: LIGHTS[cell.colour].capitalize(),
}
