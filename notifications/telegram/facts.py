"""Facts for the report in Telegram: the XLSX form goes out, and comes back filled in."""

from typing import TYPE_CHECKING

from notifications.room import Shelf
from notifications.telegram import conversations as talks
from notifications.telegram import screens
from notifications.telegram.buttons import Press, packed, rows
from notifications.telegram.conversations import NotUnderstood, Talk
from notifications.telegram.mouth import NoFiles
from notifications.telegram.visit import Visit
from notifications.words import shortened

if TYPE_CHECKING:
    from telegram import Message

FACTS, FORM, PASSPORT = "facts", "form", "passport"
OTHERS = "Сведения для отчёта вносят администратор и руководитель проекта."
WHICH = "Сведения по какому проекту?"
FILL_IN = "Заполните форму и пришлите её сюда файлом: внесётся всё или ничего. Передумали — /cancel"
NOT_HANDED = "Передать файл через этот сервер нельзя; форма есть на рабочем столе, в разделе «Отчёты»."
NOT_FETCHED = "Получить файл не удалось: сервер Telegram его не отдаёт. Внесите форму на рабочем столе"
NOT_A_FILE = "Пришлите заполненную форму файлом XLSX или отмените: /cancel"
TITLE = 40


async def asked(visit: Visit, _words: str = "") -> None:
    """`/facts`: the form, of the one passport or of the one that is chosen."""
    if not visit.is_private:
        await visit.say(screens.PRIVATE_ONLY)
        return
    shelves = await _entered(visit)
    if len(shelves) == 1:
        await _hand(visit, shelves[0].code)
    elif shelves:
        offered = [[(shortened(one.title, TITLE), packed(FACTS, n, 0))] for n, one in enumerate(shelves)]
        await visit.say(WHICH, rows(*offered))
    else:
        await visit.say(OTHERS)


async def _entered(visit: Visit) -> list[Shelf]:
    shelves = await visit.ask(visit.clerk.room.shelves, visit.caller.name)
    return [shelf for shelf in shelves if shelf.may_enter]


async def chosen(visit: Visit, press: Press) -> None:
    await visit.toast()
    shelves = await _entered(visit)
    if press.item < len(shelves):
        await _hand(visit, shelves[press.item].code)
    else:
        await visit.say(OTHERS)


async def _hand(visit: Visit, passport: str) -> None:
    name, content = await visit.ask(visit.clerk.room.form, visit.caller.name, passport)
    if not await visit.mouth.hand(visit.chat, name, content):
        await visit.say(NOT_HANDED)
        return
    talk = Talk(FACTS, steps=(FORM,), facts={PASSPORT: passport})
    await visit.ask(visit.clerk.keep_talk, visit.chat, visit.caller.user, talks.kept(talk))
    await visit.say(FILL_IN)


async def brought(visit: Visit, talk: Talk, message: "Message") -> None:
    """The form, filled in; a wrong one is told and may be sent again. Raises Sentence."""
    if not message.document:
        raise NotUnderstood(NOT_A_FILE)
    try:
        content = await visit.mouth.fetched(message.document)
    except NoFiles:
        raise NotUnderstood(NOT_FETCHED) from None
    new = await visit.ask(visit.clerk.room.load, visit.caller.name, talk.facts[PASSPORT], content)
    await visit.ask(visit.clerk.end_talk, visit.chat, visit.caller.user)
    await visit.say(f"Внесено сведений: {new}." if new else "Новых сведений в форме нет; ничего не изменено.")
