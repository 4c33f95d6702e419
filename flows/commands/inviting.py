"""Inviting to Telegram: a one-time link for a person, or for the group of a body."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

import typer

from flows.commands.common import AsJson, BadWord, OfPassport, opened, out, say
from flows.commands.naming import is_body, refuse_level_of_a_person, refuse_unknown

if TYPE_CHECKING:
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
        refuse_unknown(name, staff)
        if revoke or unlink:
            data = _taken_back(office, name, _passport_of(name, book, staff), revoke, unlink)
        else:
            data = _invited(office, Ask(name, book, _secretary(name, secretary, staff), replace))
    say(as_json, data, lambda: out(data["message"]))


def _passport_of(name: str, book: str, staff: "Staff") -> str:
    return book if is_body(name, staff) else ""


def _secretary(name: str, secretary: str | None, staff: "Staff") -> str | None:
    """Checked: a body has one, a person has none, a level that a person holds is invited by his name."""
    if not is_body(name, staff):
        refuse_level_of_a_person(name, staff, "пригласите участника по имени: vekha invite")
        if secretary:
            raise BadWord(f"{name} — не коллегиальный орган; секретарь ему не нужен, уберите --secretary")
        return None
    if not secretary:
        raise BadWord(f"Группу органа «{name}» подключает её секретарь; назовите его: --secretary «Фамилия И.О.»")
    refuse_unknown(secretary, staff)
    if secretary not in staff.positions:
        raise BadWord(f"Секретарём может быть участник, а «{secretary}» — уровень контроля")
    return secretary


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
