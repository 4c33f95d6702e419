"""Who is who: an invitation opened, the name confirmed, a new phone agreed to on the old one, the link taken away."""

import asyncio
from typing import TYPE_CHECKING

from domain.errors import Sentence
from notifications.telegram import screens
from notifications.telegram.buttons import LINK, MOVE, NOT_ME, STOP, TokenPress, choice, packed, token_packed
from notifications.telegram.mouth import Mouth
from notifications.telegram.ports import Clerk, OldChatMustConfirm
from notifications.telegram.visit import Visit

if TYPE_CHECKING:
    from telegram import Chat

LONGEST_TOKEN = 43
WELCOME = "Здравствуйте, {name}! Эта учётная запись привязана: письма по вашим пунктам будут приходить сюда.\n\n"
NOT_VALID = "Ссылка недействительна: она использована, отозвана или старше семи дней. Попросите администратора о новой."
ASK_OLD = "Подтверждение запрошено в прежней переписке. Если её больше нет, обратитесь к администратору."
LEAVING = "Отвязать эту учётную запись? Письма и кнопки перестанут сюда приходить, пункты плана останутся за вами."
LEFT = "Учётная запись отвязана. Вернуться можно по новой ссылке-приглашению."
GROUP_LINKED = (
    "Группа привязана: {body}. Сюда будут приходить эскалации и сводки. Команды: /accept, /overdue, /item 2.1.2"
)


async def offered(mouth: Mouth, clerk: Clerk, chat: int, token: str) -> bool:
    """Ask the opener of an invitation whether he is the one it names; whether the token was good."""
    name = await asyncio.to_thread(clerk.invited, token) if _is_sane(token) else None
    if name is None:
        return False
    position = await asyncio.to_thread(clerk.position, name)
    whose = f"<b>{screens.foreign(name)}</b>" + (f", {screens.foreign(position, 200)}" if position else "")
    buttons = choice(("Да, это я", token_packed(LINK, token)), ("Нет", packed(NOT_ME, 0, 0)))
    await mouth.say(chat, f"Приглашение выписано на имя: {whose}. Это вы?", buttons)
    return True


def _is_sane(token: str) -> bool:
    return 0 < len(token) <= LONGEST_TOKEN and all(c.isalnum() or c in "-_" for c in token) and token.isascii()


async def linked(mouth: Mouth, clerk: Clerk, user: int, chat: int, press: TokenPress) -> str:
    """«Да, это я»: link the account that pressed, or ask the old one; gives what to say."""
    try:
        name = await asyncio.to_thread(clerk.link, press.token, user, chat)
    except OldChatMustConfirm as needed:
        await _ask_old(mouth, needed, press.token, user)
        return ASK_OLD
    except Sentence as refusal:
        return screens.sentence(refusal)
    return WELCOME.format(name=screens.foreign(name)) + screens.HELP


async def _ask_old(mouth: Mouth, needed: OldChatMustConfirm, token: str, user: int) -> None:
    text = (
        f"На имя {screens.foreign(needed.person)} открыта ссылка с другой учётной записи Telegram. "
        "Перенести переписку туда? Если это не вы, нажмите «Нет» и сообщите администратору."
    )
    await mouth.say(
        needed.chat, text, choice(("Да, перенести", token_packed(MOVE, token, user)), ("Нет", packed(NOT_ME, 0, 0)))
    )


async def moved(visit: Visit, press: TokenPress) -> None:
    """The old account agrees; only the very person whom the invitation names can."""
    named = await visit.ask(visit.clerk.invited, press.token)
    if named != visit.caller.name or not press.user:
        await visit.toast(screens.NOT_OURS, alert=True)
        return
    await visit.ask(visit.clerk.link, press.token, press.user, press.user, confirmed=True)
    await visit.toast()
    await visit.show("Переписка перенесена на новую учётную запись.")
    await visit.mouth.say(press.user, WELCOME.format(name=screens.foreign(named)) + screens.HELP)


async def group_linked(visit: Visit, token: str, chat: "Chat") -> None:
    """The secretary links the group that he writes in."""
    body = await visit.ask(visit.clerk.link_group, token, chat.id, chat.title or "", visit.caller.user)
    await visit.say(GROUP_LINKED.format(body=screens.foreign(body)))


async def leaving(visit: Visit, _words: str = "") -> None:
    """/stop asks once: coming back needs the administrator."""
    if not visit.is_private:
        await visit.say(screens.PRIVATE_ONLY)
        return
    await visit.say(LEAVING, choice(("Отвязать", packed(STOP, 0, 0)), ("Оставить", packed(NOT_ME, 0, 0))))


async def left(visit: Visit) -> None:
    await visit.ask(visit.clerk.unlink, visit.caller.user)
    await visit.toast()
    await visit.show(LEFT)
