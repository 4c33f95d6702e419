"""Figures as Russian documents write them."""

from decimal import Decimal


def figure(value: Decimal) -> str:
    """`114,347` or `65`: a decimal comma, no zeros at the end."""
    written = f"{value:f}"
    return (written.rstrip("0").rstrip(".") if "." in written else written).replace(".", ",") or "0"


def money(value: Decimal) -> str:
    """`12,0` or `114,347`, as amounts are written: at least one digit after the comma."""
    written = figure(value)
    return written if "," in written else f"{written},0"
