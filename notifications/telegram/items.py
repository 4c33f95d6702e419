"""One item on the screen: its card, what is done to it by one press, its file."""

from telegram import InlineKeyboardMarkup

from domain.errors import Sentence
from domain.vocabulary import Event
from notifications.counter import Deed, Dossier
from notifications.telegram import screens
from notifications.telegram.buttons import CARD, Press, button, in_rows, keyboard
from notifications.telegram.mouth import TOAST
from notifications.telegram.visit import Visit

ASKED = "Укажите номер пункта, например: /item 2.1.2"


async def by_number(visit: Visit, words: str) -> None:
    """`/item 2.1.2`; where several passports have that number, each is shown."""
    number = words.strip().rstrip(".")[:20]
    found = await visit.ask(visit.clerk.numbered, number, visit.caller) if number else []
    if not found:
        await visit.say(ASKED if not number else f"Пункта {screens.foreign(number)} среди ваших нет. {ASKED}.")
    for item in found:
        await carded(visit, await visit.ask(visit.clerk.dossier, item, visit.caller))


async def carded(visit: Visit, dossier: Dossier) -> None:
    """A new card, remembered so that it is edited once somebody acts."""
    text = screens.item(dossier)
    sent = await visit.say(text, buttons_of(dossier))
    if sent:
        await visit.ask(visit.clerk.shown, visit.chat, sent, (dossier.item.id,), text)


def buttons_of(dossier: Dossier) -> InlineKeyboardMarkup:
    return keyboard(dossier.item, dossier.events, proof=bool(dossier.proof and dossier.proof.sha256))


async def opened(visit: Visit, press: Press) -> None:
    """A press on an item in a list: its card comes as a new message, the list stays."""
    dossier = await visit.ask(visit.clerk.dossier, press.item, visit.caller)
    await visit.toast()
    await carded(visit, dossier)


async def file(visit: Visit, press: Press) -> None:
    """The reported file, for whoever may see it."""
    await _handed(visit, await visit.ask(visit.clerk.proof, press.item, visit.caller), "Файла к этому пункту нет.")


async def draft(visit: Visit, press: Press) -> None:
    """The document begun for the executor."""
    found = await visit.ask(visit.clerk.room.draft, press.item, visit.caller)
    await _handed(visit, found, "Заготовка готовится исполнителям открытых пунктов.")


async def _handed(visit: Visit, found: tuple[str, bytes] | None, absent: str) -> None:
    if found is None:
        await visit.toast(absent, alert=True)
        return
    await visit.toast()
    name, content = found
    if not await visit.mouth.hand(visit.chat, name, content):
        await visit.say(f"Файл «{screens.foreign(name)}» хранится, но передать его через этот сервер нельзя.")


async def done(visit: Visit, event: Event, press: Press) -> None:
    """What needs no words is done at once: the person is answered first, the other screens after him."""
    item = await visit.do(Deed(event, press.item, press.version, {}))
    await visit.toast(screens.done(event, item.number))
    await refreshed(visit, item.id)
    await visit.acted(item)


async def refreshed(visit: Visit, item: int) -> None:
    """The pressed screen shows how the item stands now; a letter is edited with all the others."""
    if not visit.pressed or await visit.ask(visit.clerk.is_letter, visit.chat, visit.pressed):
        return
    dossier = await visit.ask(visit.clerk.dossier, item, visit.caller)
    text = screens.item(dossier)
    shown = await visit.show(text, buttons_of(dossier))
    if shown:
        await visit.ask(visit.clerk.shown, visit.chat, shown, (item,), text)


async def refused(visit: Visit, press: Press, refusal: Sentence) -> None:
    """A press that is too late or not allowed: politely why, who did what last, and the screen as it should be."""
    dossier = await visit.ask(visit.clerk.dossier, press.item, visit.caller)
    last = dossier.history[-1] if dossier.history else None
    text = screens.refusal(refusal, last)
    if len(text) > TOAST:
        await visit.toast("Изменений нет.")
        await visit.say(text, in_rows([button("Открыть пункт", CARD, dossier.item)]))
    else:
        await visit.toast(text, alert=True)
    await refreshed(visit, press.item)
