"""Outgoing letters: what became of each, its whole story, and another try for those that reached nobody."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from flows.commands.common import AsJson, BadWord, OfPassport, grid, opened, out, plain, say

if TYPE_CHECKING:
    from config.wiring import Office
    from domain.storage.proofs import LetterStanding, Proven

outbox = typer.Typer(help="Исходящие письма: что стало с каждым, история письма, повтор.", invoke_without_command=True)


@outbox.callback()
def listed(
    context: typer.Context,
    waiting: Annotated[bool, typer.Option("--waiting", help="Только те, что ещё не ушли.")] = False,
    failed: Annotated[bool, typer.Option("--failed", help="Только те, что никому не доставлены.")] = False,
    person: Annotated[str | None, typer.Option("--person", help="Только этому участнику или органу.")] = None,
    item: Annotated[str | None, typer.Option("--item", help="Только об этом пункте: 2.1.2.")] = None,
    limit: Annotated[int, typer.Option(help="Сколько писем.", min=1)] = 20,
    passport: OfPassport = None,
    as_json: AsJson = False,
) -> None:
    """Последние письма: кому, о чём, что с ними стало, каким путём и когда."""
    if context.invoked_subcommand:
        return
    from domain.storage.queue import Wanted, letters

    with opened() as office:
        if person:
            _refuse_unknown(office, person, passport)
        items = _ids(office, item, passport) if item else None
        found = letters(office.proofs, Wanted(waiting, failed, person, items), limit)
    say(as_json, [as_plain(one) for one in found], lambda: _list(found))


def _refuse_unknown(office: "Office", person: str, passport: str | None) -> None:
    from flows.commands.naming import refuse_unknown, staffs

    known = staffs(office, passport)
    if not any(staff.knows(person) for staff in known):
        refuse_unknown(person, known[0])


def _ids(office: "Office", number: str, passport: str | None) -> frozenset[int]:
    code = office.passport(passport).code if passport else None
    found = frozenset(one.id for one in office.records.items(code) if one.number == number)
    if not found:
        raise BadWord(f"Пункта {number} в плане нет; номера показывает «vekha plan»")
    return found


def as_plain(one: "LetterStanding") -> dict[str, Any]:
    """A letter for machines; `at` is since when it stands so, or until when it is held."""
    letter = one.letter
    known = {"id": one.id, "key": letter.key, "kind": letter.kind.value, "recipient": letter.recipient}
    about = {"passport": letter.passport, "items": list(letter.items), "occasion": letter.occasion}
    stands = {"standing": one.standing.value, "channel": one.channel or None, "at": plain(one.at)}
    gone = {"sent": one.standing in _gone(), "failures": one.failures, "reason": one.reason or None}
    return known | about | {"written_at": plain(letter.at)} | stands | gone


def _gone() -> frozenset[str]:
    from domain.storage.proofs import Standing

    return frozenset({Standing.SENT, Standing.DELIVERED, Standing.READ})


def _list(found: "list[LetterStanding]") -> None:
    from notifications.fates import fate
    from notifications.words import LETTERS

    if not found:
        out("Таких писем нет")
        return
    rows = (
        (str(one.id), f"{one.letter.at:%d.%m.%Y %H:%M}", LETTERS[one.letter.kind], one.letter.recipient, fate(one))
        for one in found
    )
    grid("Письма", ("№", "Написано", "О чём", "Кому", "Что стало"), rows)
    out("История письма: vekha outbox show №")


@outbox.command()
def show(letter: Annotated[int, typer.Argument(metavar="ID", help="Номер письма.")], as_json: AsJson = False) -> None:
    """Вся история письма: каждая попытка, каким путём, чем кончилась."""
    with opened() as office:
        found = office.proofs.of_letter(letter)
        if found is None:
            raise BadWord(f"Письма № {letter} нет; номера показывает «vekha outbox»")
        numbers = [office.records.item(one).number for one in found.letter.items]
    data = as_plain(found) | {"numbers": numbers, "attempts": [_attempt(one) for one in found.proofs]}
    say(as_json, data, lambda: _story(found, numbers))


def _attempt(one: "Proven") -> dict[str, Any]:
    known = {"at": plain(one.at), "channel": one.channel, "outcome": one.outcome.value}
    return known | {"reference": one.reference, "reason": one.reason, "parcel": one.parcel}


def _story(found: "LetterStanding", numbers: list[str]) -> None:
    from notifications.fates import because, fate, outcome
    from notifications.words import LETTERS

    letter = found.letter
    about = f"; пункты: {', '.join(numbers)}" if numbers else ""
    out(f"Письмо № {found.id}: {LETTERS[letter.kind]}, кому: {letter.recipient}{about}")
    out(f"Написано {letter.at:%d.%m.%Y %H:%M}, повод: {letter.occasion}")
    out(f"Что стало: {fate(found)}")
    rows = ((f"{one.at:%d.%m.%Y %H:%M:%S}", *outcome(one), one.reference, because(one.reason)) for one in found.proofs)
    if found.proofs:
        grid("Попытки", ("Когда", "Путь", "Чем кончилось", "Номер сообщения", "Причина"), rows)
    else:
        out("Попыток ещё не было")


@outbox.command()
def retry(
    letters: Annotated[list[int] | None, typer.Argument(metavar="ID…", help="Номера писем; без них — все.")] = None,
    as_json: AsJson = False,
) -> None:
    """Поставить недоставленные письма в очередь снова."""
    with opened() as office:
        if letters:
            _refuse_others(office, letters)
        count = office.outbox.retry(letters or None)
    say(as_json, {"retried": count}, lambda: out(f"Снова в очереди: {count}"))


def _refuse_others(office: "Office", letters: list[int]) -> None:
    """All of those that are named have reached nobody, or none is touched. Raises BadWord."""
    from domain.storage.proofs import Standing

    for number in letters:
        found = office.proofs.of_letter(number)
        if found is None:
            raise BadWord(f"Письма № {number} нет; номера показывает «vekha outbox --failed»")
        if found.standing is not Standing.FAILED:
            raise BadWord(
                f"Письмо № {number} повторять незачем: оно не из недоставленных; см. vekha outbox show {number}"
            )
