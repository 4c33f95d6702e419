"""Who is written to where by e-mail: a person's address, a whole list of them, the secretaries of bodies."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from flows.commands.common import AsJson, BadWord, OfPassport, grid, opened, out, say
from flows.commands.naming import (
    is_body,
    refuse_level_of_a_person,
    refuse_not_a_participant,
    refuse_unknown,
    staffs,
    unknown,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from config.wiring import Office
    from domain.authority import Staff
    from domain.intake.roster import Entry
    from domain.linking import Mailbox

addresses = typer.Typer(help="Адреса электронной почты: список и загрузка из файла.", invoke_without_command=True)

SHOWN_PROBLEMS = 10


def address(
    person: Annotated[str, typer.Argument(metavar="PERSON", help="Участник: «Чванова Л.В.».")],
    given: Annotated[
        str | None, typer.Argument(metavar="ADDRESS", help="Адрес; без него показывается прежний.")
    ] = None,
    remove: Annotated[bool, typer.Option("--remove", help="Убрать адрес: писем на почту больше не будет.")] = False,
    passport: OfPassport = None,
    as_json: AsJson = False,
) -> None:
    """Записать, показать или убрать адрес электронной почты участника."""
    if remove and given:
        raise BadWord("Укажите одно из двух: новый адрес или --remove")
    with opened() as office:
        refuse_not_a_participant(person, staffs(office, passport))
        data = _removed(office, person) if remove else _put(office, person, given) if given else _kept(office, person)
    say(as_json, data, lambda: out(data["message"]))


def _put(office: "Office", person: str, given: str) -> dict[str, Any]:
    from domain.addresses import address_of, readable

    wanted = address_of(given)
    changed = office.mailboxes.put(person, wanted, office.clock.now())
    shared = _readers(office.mailboxes.all(), wanted)
    words = f"{person}: {'почта' if changed else 'почта прежняя,'} {readable(wanted)}"
    others = [name for name in shared if name != person]
    note = f"\nТот же адрес у: {', '.join(others)}; письма и личные ссылки одного увидит и другой" if others else ""
    return {"person": person, "address": wanted, "changed": changed, "shared_with": others, "message": words + note}


def _removed(office: "Office", person: str) -> dict[str, Any]:
    was = office.mailboxes.remove(person, office.clock.now())
    message = f"{person}: адрес убран" if was else f"{person}: убирать нечего, адреса нет"
    return {"person": person, "address": None, "changed": was, "message": message}


def _kept(office: "Office", person: str) -> dict[str, Any]:
    found = office.mailboxes.of(person)
    return {"person": person, "changed": False} | (
        _mailbox(found) | {"message": f"{person}: {shown(found)}"}
        if found
        else {"address": None, "message": f"{person}: адреса нет; запишите его: vekha address «{person}» АДРЕС"}
    )


def shown(mailbox: "Mailbox") -> str:
    """The address as it is read, and what became of it."""
    from domain.addresses import readable

    told = "" if mailbox.spoiled is None else f" (испорчен: {mailbox.spoiled or 'сервер отказал'})"
    return f"{readable(mailbox.address)}{told}"


def _mailbox(mailbox: "Mailbox") -> dict[str, Any]:
    known = {"address": mailbox.address, "since": mailbox.since.isoformat()}
    return known | {"spoiled": mailbox.spoiled is not None, "reason": mailbox.spoiled}


def _readers(mailboxes: "Iterable[Mailbox]", address: str) -> list[str]:
    """Whose address that is; servers do not tell capital letters from small ones."""
    return [mailbox.person for mailbox in mailboxes if mailbox.address.casefold() == address.casefold()]


@addresses.callback()
def listed(context: typer.Context, as_json: AsJson = False) -> None:
    """Все адреса; испорченные — с ответом почтового сервера."""
    if context.invoked_subcommand:
        return
    with opened() as office:
        known = office.mailboxes.all()
        secretaries = office.mailboxes.book().secretaries
    people = [{"person": mailbox.person} | _mailbox(mailbox) for mailbox in known]
    bodies = [{"passport": b, "level": level, "secretary": name} for (b, level), name in sorted(secretaries.items())]
    say(as_json, {"addresses": people, "secretaries": bodies}, lambda: _list(known, bodies))


def _list(known: "Sequence[Mailbox]", bodies: list[dict[str, Any]]) -> None:
    from domain.addresses import readable

    rows = ((m.person, readable(m.address), f"{m.since:%d.%m.%Y}", _health(m)) for m in known)
    grid("Адреса электронной почты", ("Участник", "Адрес", "Записан", "Состояние"), rows)
    if bodies:
        table = ((b["passport"], b["level"], b["secretary"]) for b in bodies)
        grid("Секретари органов", ("Паспорт", "Орган", "Секретарь"), table)
    if spoiled := [mailbox.person for mailbox in known if mailbox.spoiled is not None]:
        out(f"Испорчены: {', '.join(spoiled)}; уточните и запишите снова: vekha address «Фамилия И.О.» АДРЕС")


def _health(mailbox: "Mailbox") -> str:
    return "годен" if mailbox.spoiled is None else f"испорчен: {mailbox.spoiled or 'сервер отказал'}"


@addresses.command()
def load(
    file: Annotated[Path, typer.Argument(help="CSV или XLSX со столбцами «ФИО» и «Почта» (или «E-mail»).")],
    dry: Annotated[bool, typer.Option("--dry-run", help="Только показать, что изменится.")] = False,
    passport: OfPassport = None,
    as_json: AsJson = False,
) -> None:
    """Загрузить адреса из файла: весь или, при любой ошибке, ничего."""
    from domain.intake.roster import read_roster

    entries = read_roster(file)
    with opened() as office:
        wanted = _wanted(entries, staffs(office, passport), file.name)
        known = {mailbox.person: mailbox.address for mailbox in office.mailboxes.all()}
        changes = {person: given for person, given in wanted.items() if known.get(person) != given}
        if changes and not dry:
            office.mailboxes.put_all(changes, office.clock.now())
    rows = [{"person": p, "was": known.get(p), "address": a} for p, a in sorted(changes.items())]
    data = {"applied": not dry, "changed": rows, "same": len(wanted) - len(rows), "empty": _empty(entries)}
    say(as_json, data, lambda: _loaded(data))


def _wanted(entries: "Sequence[Entry]", known: "Sequence[Staff]", name: str) -> dict[str, str]:
    """Addresses by person. Raises BadWord naming every line that is wrong."""
    names = {_folded(person): person for staff in known for person in staff.positions}
    wanted: dict[str, str] = {}
    problems = []
    for entry in entries:
        try:
            _take(entry, names, wanted)
        except BadWord as wrong:
            problems.append(f"строка {entry.line}: {wrong}")
    if problems:
        more = f"; и ещё {len(problems) - SHOWN_PROBLEMS}" if len(problems) > SHOWN_PROBLEMS else ""
        raise BadWord(f"Файл {name} не загружен, ничего не изменено: {'; '.join(problems[:SHOWN_PROBLEMS])}{more}")
    return wanted


def _take(entry: "Entry", names: "Mapping[str, str]", wanted: dict[str, str]) -> None:
    from domain.addresses import BadAddress, address_of

    if not entry.name:
        raise BadWord(f"не указано, чей адрес «{entry.address[:80]}»")
    person = names.get(_folded(entry.name))
    if person is None:
        raise BadWord(unknown(entry.name[:80], names.values()))
    if not entry.address:
        return
    try:
        given = address_of(entry.address)
    except BadAddress as wrong:
        raise BadWord(str(wrong)) from None
    if wanted.setdefault(person, given) != given:
        raise BadWord(f"у участника {person} в файле два разных адреса")


def _folded(name: str) -> str:
    """A full name and one with initials are compared as one."""
    from domain.intake.words.names import folded, normalized

    return folded(normalized(name))


def _empty(entries: "Iterable[Entry]") -> list[str]:
    return [entry.name for entry in entries if entry.name and not entry.address]


def _loaded(data: dict[str, Any]) -> None:
    from domain.addresses import readable

    table = ((r["person"], readable(r["was"]) if r["was"] else "", readable(r["address"])) for r in data["changed"])
    if data["changed"]:
        grid("Адреса" if data["applied"] else "Что изменится", ("Участник", "Было", "Станет"), table)
    done = "Записано" if data["applied"] else "Будет записано"
    empty = f", без адреса в файле: {', '.join(data['empty'])}" if data["empty"] else ""
    out(f"{done}: {len(data['changed'])}, без изменений: {data['same']}{empty}")


def secretary(
    level: Annotated[str, typer.Argument(metavar="LEVEL", help="Орган: «ПК».")],
    person: Annotated[str | None, typer.Argument(metavar="PERSON", help="Секретарь: участник.")] = None,
    remove: Annotated[bool, typer.Option("--remove", help="Освободить секретаря.")] = False,
    passport: OfPassport = None,
    as_json: AsJson = False,
) -> None:
    """Назначить секретаря органа: он получает его почту и записывает его решения."""
    if remove == bool(person):
        raise BadWord("Назовите секретаря («Фамилия И.О.») или укажите --remove")
    with opened() as office:
        book = office.passport(passport).code
        staff = office.staff(book)
        _refuse_not_a_body(level, staff)
        data = _released(office, level, book) if person is None else _appointed(office, level, book, person, staff)
    say(as_json, data, lambda: out(data["message"]))


def _refuse_not_a_body(level: str, staff: "Staff") -> None:
    refuse_unknown(level, staff)
    refuse_level_of_a_person(level, staff, "секретарь ему не нужен, запишите его почту: vekha address")
    if not is_body(level, staff):
        raise BadWord(f"{level} — не коллегиальный орган; органы: {', '.join(_bodies(staff)) or 'в паспорте их нет'}")


def _bodies(staff: "Staff") -> "Iterator[str]":
    return (level.code for level in staff.levels if not level.holder)


def _appointed(office: "Office", level: str, book: str, person: str, staff: "Staff") -> dict[str, Any]:
    refuse_not_a_participant(person, [staff])
    changed = office.mailboxes.appoint(level, book, person, office.clock.now())
    mailbox = office.mailboxes.of(person)
    advice = "" if mailbox else f"\nПочты у секретаря ещё нет; запишите её: vekha address «{person}» АДРЕС"
    message = f"{level}: секретарь — {person}{advice}"
    return {"passport": book, "level": level, "secretary": person, "changed": changed, "message": message}


def _released(office: "Office", level: str, book: str) -> dict[str, Any]:
    was = office.mailboxes.release(level, book, office.clock.now())
    message = f"{level}: секретарь освобождён — {was}" if was else f"{level}: секретарь не был назначен"
    return {"passport": book, "level": level, "secretary": None, "changed": was is not None, "message": message}
