"""A new edition of a passport: show what it changes, and bring it into the living plan."""

import sys
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby, takewhile
from operator import eq
from typing import TYPE_CHECKING, Annotated, Any

import typer

from flows.commands.common import AsJson, OfPassport, grid, opened, out, say
from flows.commands.examining import File, Suggested, read_file

if TYPE_CHECKING:
    from config.wiring import Office
    from domain.intake import Intake
    from domain.intake.editions import Change, Difference
    from domain.passport import Correction, Passport

SHOWN, NAMED, CONTEXT = 120, 70, 20
"""Characters of a value and of a name in the table, and of what goes before a difference; `--json` gives all."""
FEW = 5


def amend(
    file: File,
    passport: OfPassport = None,
    accept_suggestions: Suggested = False,
    yes: Annotated[bool, typer.Option("--yes", help="Внести без вопроса.")] = False,
    by: Annotated[str, typer.Option("--by", help="Кто вносит.")] = "администратор",
    order: Annotated[str | None, typer.Option("--order", help="Основание: «от 20.05.2020 N 301-р».")] = None,
    as_json: AsJson = False,
) -> None:
    """Показать, что меняет новая редакция паспорта, и внести её в план."""
    intake = read_file(file, accept_suggestions)
    with opened() as office:
        old = _amended_one(office, passport, intake.passport.code)
        new, carried = _edition(old, intake, order)
        difference = _shown(old, new, carried, as_json)
        wanted = yes or (bool(difference) and not as_json and _agreed())
        if wanted:
            office.amend(old, new, by)
            office.keep_time()
    data = as_plain(difference, wanted) | {"corrections": _fixes(carried)}
    say(as_json, data, lambda: _told(difference, wanted, old.code))


def _amended_one(office: "Office", code: str | None, written: str) -> "Passport":
    """The passport that is named, else the one that the file names, else the only one."""
    is_known = any(one.code == written for one in office.records.passports())
    return office.passport(code or (written if is_known else None))


def _edition(old: "Passport", intake: "Intake", order: str | None) -> tuple["Passport", tuple["Correction", ...]]:
    from domain.intake.editions import carried

    mended, corrections = carried(old, intake)
    return replace(mended.passport, code=old.code, order=order or mended.passport.order), corrections


def _shown(old: "Passport", new: "Passport", carried: tuple["Correction", ...], as_json: bool) -> "Difference":
    from domain.intake.editions import compare

    difference = compare(old, new)
    if not as_json:
        show(difference, old.code)
        for fix in _fixes(carried):
            out(f"  исправление прежней редакции перенесено: {fix}")
    return difference


def _fixes(corrections: tuple["Correction", ...]) -> list[str]:
    return [f"{c.number}: {c.was or 'пусто'} → {c.now}" for c in corrections]


def _agreed() -> bool:
    """Ask on a terminal; in a pipe nobody answers."""
    return is_terminal() and typer.confirm("Внести изменения?", default=False)


def is_terminal() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def _told(difference: "Difference", was_applied: bool, code: str) -> None:
    if was_applied:
        out(f"Новая редакция паспорта {code} внесена; письма поставлены в очередь")
    elif difference:
        out("Ничего не изменено; чтобы внести изменения, повторите с --yes")


def show(difference: "Difference", code: str) -> None:
    """The difference as a table grouped by kind, with counts."""
    from domain.intake.editions import summary

    if not difference:
        out(f"Паспорт {code}: документ не отличается от действующей редакции")
        return
    grid(f"Паспорт {code}: изменения", ("Что", "Пункт", "Изменение"), _rows(difference))
    out(f"Всего: {summary(difference.counts)}")


def _rows(difference: "Difference") -> Iterator[tuple[str, str, str]]:
    from domain.intake.editions import KINDS, ChangeKind
    from notifications.words import opening

    order = list(ChangeKind)
    changes = sorted(difference.changes, key=lambda change: order.index(change.kind))
    for kind, group in groupby(changes, key=lambda change: change.kind):
        title = f"{opening(KINDS[kind])}: {difference.counts[kind]}"
        for number, said in _lines(kind, list(group)):
            yield title, number, said
            title = ""


def _lines(kind: str, changes: "list[Change]") -> Iterator[tuple[str, str]]:
    """A plan with an item put in gives every number after it: those stand in one line."""
    from domain.intake.editions import ChangeKind, sentence

    if kind == ChangeKind.RENUMBERED and len(changes) > FEW:
        yield "", ", ".join(f"{change.was} → {change.now}" for change in changes)
    else:
        yield from ((change.number, sentence(_brief(change))) for change in changes)


def _brief(change: "Change") -> "Change":
    """With what is said of it cut to what has changed."""
    from notifications.words import shortened

    skipped = _common(change.was, change.now)
    was, now = (shortened(f"…{text[skipped:]}" if skipped else text, SHOWN) for text in (change.was, change.now))
    return replace(change, name=shortened(change.name, NAMED), was=was, now=now)


def _common(was: str, now: str) -> int:
    """Letters of a long common beginning, up to a word a little before the texts part."""
    same = sum(takewhile(bool, map(eq, was, now)))
    return was.rfind(" ", 0, same - CONTEXT) + 1 if same > NAMED and was and now else 0


def as_plain(difference: "Difference", applied: bool) -> dict[str, Any]:
    """The difference for machines."""
    changes = [_plain(change) for change in difference.changes]
    return {"changes": changes, "counts": difference.counts, "applied": applied}


def _plain(change: "Change") -> dict[str, str]:
    from domain.intake.editions import sentence

    names = ("kind", "section", "number", "field", "was", "now")
    return {name: str(getattr(change, name)) for name in names} | {"message": sentence(change)}


def editions(passport: OfPassport = None, as_json: AsJson = False) -> None:
    """Редакции паспорта: основание, когда и кем внесены."""
    from notifications.words import date_ru

    with opened() as office:
        kept = office.records.editions(office.passport(passport).code)
    data = [{"number": one.number, "order": one.order, "at": one.at.isoformat(), "by": one.by} for one in kept]
    rows = ((str(one.number), one.order, f"{date_ru(one.at)} {one.at:%H:%M}", one.by) for one in kept)
    say(as_json, data, lambda: grid("Редакции паспорта", ("№", "Основание", "Внесена", "Кем"), rows))
