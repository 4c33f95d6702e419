"""A signed link to the web desk, printed for whoever asks the administrator, or made void."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from flows.commands.common import AsJson, BadWord, OfPassport, opened, out, say
from flows.commands.naming import refuse_not_a_participant, staffs

if TYPE_CHECKING:
    from config.wiring import Office


def link(
    person: Annotated[str, typer.Argument(metavar="PERSON", help="Участник: «Чванова Л.В.».")],
    calendar: Annotated[bool, typer.Option("--calendar", help="Адрес календаря вместо рабочего стола.")] = False,
    revoke: Annotated[bool, typer.Option("--revoke", help="Закрыть доступ по всем прежним ссылкам.")] = False,
    passport: OfPassport = None,
    as_json: AsJson = False,
) -> None:
    """Ссылка на рабочий стол участника (72 часа), на его календарь, или отзыв прежних."""
    with opened() as office:
        refuse_not_a_participant(person, staffs(office, passport))
        data = _revoked(office, person) if revoke else _linked(office, person, calendar)
    say(as_json, data, lambda: out(data["message"]))


def _linked(office: "Office", person: str, calendar: bool) -> dict[str, Any]:
    from config.links import links_for
    from config.settings import load_settings

    links = links_for(office, load_settings())
    if links is None:
        raise BadWord("Рабочий стол не открыт; задайте VEKHA_WEB_URL, например https://vekha.example.ru")
    address = links.calendar(person) if calendar else links.desk(person)
    return {"person": person, "link": address, "message": address}


def _revoked(office: "Office", person: str) -> dict[str, Any]:
    from datetime import UTC, datetime

    from domain.storage.access import Access

    generation = Access(office.database).revoke(person, datetime.now(UTC))
    message = f"{person}: прежние ссылки и открытые сеансы больше не действуют"
    return {"person": person, "generation": generation, "message": message}
