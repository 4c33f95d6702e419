"""The people of a passport: what they do, how they are reached, and whom nothing reaches."""

from collections import Counter
from typing import TYPE_CHECKING, Any

from flows.commands.common import AsJson, OfPassport, grid, opened, out, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from config.reach import Reach, Ways
    from domain.authority import Staff


def people(passport: OfPassport = None, as_json: AsJson = False) -> None:
    """Участники: должность, руководитель, сколько пунктов ведёт, Telegram, почта и порядок доставки."""
    from config.reach import reach_of, unreachable

    with opened() as office:
        book = office.passport(passport)
        staff, items, reach = office.staff(book.code), office.records.items(book.code), reach_of(office)
        lost = [name for name in unreachable(office, frozenset(_NAMES)) if staff.knows(name)]
    led = Counter(i.lead for i in items)
    rows = list(_participants(staff, reach, led, book.code))
    levels = list(_levels(staff, reach, book.code))
    say(as_json, {"people": rows, "levels": levels, "unreachable": lost}, lambda: _people(rows, levels, lost))


def _participants(staff: "Staff", reach: "Reach", led: Counter[str], book: str) -> "Iterator[dict[str, Any]]":
    for name, position in sorted(staff.positions.items()):
        known = {"name": name, "position": position, "supervisor": staff.supervisor(name), "leads": led[name]}
        yield known | _reached(reach.of(name, book))


def _levels(staff: "Staff", reach: "Reach", book: str) -> "Iterator[dict[str, Any]]":
    for level in staff.levels:
        known = {"code": level.code, "title": level.title, "holder": level.holder}
        secretary = None if level.holder else reach.book.secretary_of(level.code, book)
        yield known | {"secretary": secretary} | _reached(reach.of(level.holder or level.code, book))


def _reached(ways: "Ways") -> dict[str, Any]:
    mailbox = ways.mailbox
    mail = {"mail": mailbox.address, "spoiled": mailbox.spoiled} if mailbox else {"mail": None, "spoiled": None}
    return {"telegram": ways.telegram, **mail, "order": list(ways.order), "reached_by": list(ways.channels)}


def _people(rows: list[dict[str, Any]], levels: list[dict[str, Any]], lost: list[str]) -> None:
    table = ((r["name"], r["position"], r["supervisor"] or "", str(r["leads"]), *_cells(r)) for r in rows)
    ways = ("Telegram", "Почта", "Порядок")
    grid("Участники", ("Имя", "Должность", "Руководитель", "Ведёт пунктов", *ways), table)
    ladder = ((v["code"], v["title"], _holder(v), *_cells(v)) for v in levels)
    grid("Уровни контроля снизу вверх", ("Код", "Название", "Кто", *ways), ladder)
    if lost:
        out(f"Некуда писать, а открытые пункты есть: {', '.join(lost)}")
        out("Пригласите в Telegram (vekha invite) или запишите почту (vekha address)")


def _holder(level: dict[str, Any]) -> str:
    secretary = f", секретарь {level['secretary']}" if level["secretary"] else ""
    return level["holder"] or f"коллегиальный орган{secretary}"


def _cells(row: dict[str, Any]) -> tuple[str, str, str]:
    from domain.addresses import readable

    told = readable(row["mail"]) if row["mail"] else "нет"
    spoiled = "" if row["spoiled"] is None else " (испорчена)"
    return "да" if row["telegram"] else "нет", f"{told}{spoiled}", " → ".join(_NAMES[name] for name in row["order"])


_NAMES = {"telegram": "Telegram", "mail": "почта"}
