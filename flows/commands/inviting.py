"""Inviting to Telegram: a one-time link for a person, or for the group of a body."""

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Annotated, Any

import typer

from flows.commands.common import AsJson, BadWord, OfPassport, opened, out, say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from config.wiring import Office
    from domain.authority import Staff

INVITED = "администратор"


@dataclass(frozen=True)
class Ask:
    """What the command line asks for: `name` is a person's or a level's code."""

    name: str
    passport: str
    secretary: str | None
    replaces: bool

    @property
    def place(self) -> str:
        """The passport that a body's invitation belongs to; a person's belongs to none."""
        return self.passport if self.secretary else ""


def invite(
    name: Annotated[str, typer.Argument(metavar="PERSON|LEVEL", help="Участник («Чванова Л.В.») или орган («ПК»).")],
    secretary: Annotated[str | None, typer.Option("--secretary", help="Секретарь органа: он подключит группу.")] = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Новый телефон вместо прежнего без вопроса в нём.")
    ] = False,
    revoke: Annotated[bool, typer.Option("--revoke", help="Отозвать неиспользованное приглашение.")] = False,
    unlink: Annotated[bool, typer.Option("--unlink", help="Отключить Telegram участника или группу органа.")] = False,
    passport: OfPassport = None,
    as_json: AsJson = False,
) -> None:
    """Пригласить в Telegram: одноразовая ссылка на 7 дней."""
    with opened() as office:
        book = office.passport(passport).code
        staff = office.staff(book)
        _refuse_unknown(name, staff)
        if revoke or unlink:
            data = _taken_back(office, name, _passport_of(name, book, staff), revoke, unlink)
        else:
            data = _invited(office, Ask(name, book, _secretary(name, secretary, staff), replace))
    say(as_json, data, lambda: out(data["message"]))


def _refuse_unknown(name: str, staff: "Staff") -> None:
    if staff.knows(name):
        return
    levels = [level.code for level in staff.levels]
    near = _near(name, [*staff.positions, *levels])
    advice = f"похожие: {', '.join(near)}" if near else "имена показывает «vekha people»"
    raise BadWord(f"В паспорте нет участника «{name}»; {advice}")


def _near(name: str, known: "Iterable[str]") -> list[str]:
    """Names spelled alike, and those of the same first word."""
    first = name.split(maxsplit=1)[0].casefold() if name.split() else ""
    spelled = {given.casefold(): given for given in known}
    alike = [spelled[found] for found in get_close_matches(name.casefold(), spelled, n=3, cutoff=0.7)]
    same = [given for low, given in spelled.items() if first and low.split()[0] == first]
    return list(dict.fromkeys([*alike, *same]))[:5]


def _is_body(name: str, staff: "Staff") -> bool:
    """A level that one person holds is written to as that person; only the others meet in a group."""
    return any(name == level.code and not level.holder for level in staff.levels)


def _passport_of(name: str, book: str, staff: "Staff") -> str:
    return book if _is_body(name, staff) else ""


def _secretary(name: str, secretary: str | None, staff: "Staff") -> str | None:
    """Checked: a body has one, a person has none, a level that a person holds is invited by his name."""
    if not _is_body(name, staff):
        _refuse_level_of_a_person(name, staff)
        if secretary:
            raise BadWord(f"{name} — не коллегиальный орган; секретарь ему не нужен, уберите --secretary")
        return None
    if not secretary:
        raise BadWord(f"Группу органа «{name}» подключает её секретарь; назовите его: --secretary «Фамилия И.О.»")
    _refuse_unknown(secretary, staff)
    if secretary not in staff.positions:
        raise BadWord(f"Секретарём может быть участник, а «{secretary}» — уровень контроля")
    return secretary


def _refuse_level_of_a_person(name: str, staff: "Staff") -> None:
    holder = next((level.holder for level in staff.levels if level.code == name), None)
    if holder:
        raise BadWord(f"«{name}» — это {holder}; пригласите участника по имени: vekha invite «{holder}»")


def _taken_back(office: "Office", name: str, passport: str, revoke: bool, unlink: bool) -> dict[str, Any]:
    now = office.clock.now()
    revoked = revoke and office.contacts.revoke(name, now, passport, by=INVITED)
    unlinked = unlink and _unlinked(office, name, passport)
    words = [text for done, text in ((revoked, "приглашение отозвано"), (unlinked, "Telegram отключён")) if done]
    message = f"{name}: {', '.join(words) or 'отзывать нечего'}"
    return {"name": name, "revoked": revoked, "unlinked": unlinked, "message": message}


def _unlinked(office: "Office", name: str, passport: str) -> bool:
    now = office.clock.now()
    if not passport:
        return office.contacts.dismiss(name, now, by=INVITED)
    chat = office.contacts.chat_of(name, passport)
    return chat is not None and office.contacts.unlink_group(chat, now, by=INVITED) is not None


def _invited(office: "Office", ask: Ask) -> dict[str, Any]:
    from config.bot_name import bot_name, deep_link
    from config.settings import load_settings
    from domain.linking import INVITATION_LASTS

    now = office.clock.now()
    token = _token(office, ask)
    bot = bot_name(load_settings())
    link = deep_link(bot, token) if bot and not ask.secretary else None
    until = now + INVITATION_LASTS
    data = {"name": ask.name, "secretary": ask.secretary, "token": token, "link": link, "until": until.isoformat()}
    lasts = f"Приглашение действует до {until:%d.%m.%Y %H:%M}, один раз"
    return data | {"message": "\n".join((*_how(ask, token, link, bot), *_who(office, ask), lasts))}


def _token(office: "Office", ask: Ask) -> str:
    now = office.clock.now()
    if ask.secretary:
        return office.contacts.invite_group(ask.name, ask.passport, ask.secretary, now, by=INVITED)
    return office.contacts.invite(ask.name, now, replaces=ask.replaces, by=INVITED)


def _how(ask: Ask, token: str, link: str | None, bot: str | None) -> tuple[str, str]:
    if ask.secretary:
        return f"Добавьте {f'@{bot}' if bot else 'бота'} в группу «{ask.name}» и отправьте в ней:", f"/link {token}"
    if link:
        return f"Откройте ссылку в телефоне участника ({ask.name}):", link
    return f"Отправьте боту в личном чате с телефона участника ({ask.name}):", f"/start {token}"


def _who(office: "Office", ask: Ask) -> list[str]:
    """For a group: its secretary alone can use the token, and must be linked before."""
    if not ask.secretary:
        return []
    words = [f"Команду отправляет секретарь со своего телефона: {ask.secretary}"]
    if office.contacts.contact(ask.secretary) is None:
        words.append(f"Секретарь ещё не подключён, сначала пригласите его: vekha invite «{ask.secretary}»")
    return words
