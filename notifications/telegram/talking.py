"""Conversations with people: a question, an answer, a summary, and only then the deed; each step is kept at once."""

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from domain.errors import Sentence
from domain.plan import PlanItem
from domain.vocabulary import Event
from notifications.counter import Deed, Outdated
from notifications.telegram import conversations as talks
from notifications.telegram import facts, items, questions, screens
from notifications.telegram.buttons import AWAY, CANCEL, HAND_OVER, RETURN_REPORT, SEND, Press, choice, packed
from notifications.telegram.conversations import NotUnderstood, Talk
from notifications.telegram.mouth import NoFiles
from notifications.telegram.visit import Visit

if TYPE_CHECKING:
    from telegram import Document, Message, PhotoSize

LARGEST = 20 * 1024 * 1024
OFFERED = 8
AT_ONCE = frozenset({Event.TAKE, Event.GRANT, Event.ACKNOWLEDGE})
"""What never needs words."""
ASKING = frozenset({HAND_OVER, AWAY})
"""Not events of an item: who may ask for more time may ask these, too."""
SHORTEST = 3
"""Letters of a surname: fewer would list the participants to anybody who tries."""


async def begun(visit: Visit, press: Press) -> None:
    """A press that needs words opens a conversation; one that needs none is done."""
    if press.action in AT_ONCE:
        await items.done(visit, Event(press.action), press)
        return
    dossier = await visit.ask(visit.clerk.dossier, press.item, visit.caller, press.version)
    if dossier.outdated:
        raise Outdated(dossier.outdated)
    talk = talks.begun(press.action, dossier)
    if talk.is_complete:
        await items.done(visit, Event(press.action), press)
        return
    if not _may(press.action, dossier.events):
        await _tried(visit, press)
        return
    await visit.toast()
    await _went_on(visit, talk)


def _may(action: str, events: tuple[Event, ...]) -> bool:
    return (Event.ASK if action in ASKING else action) in events


async def _tried(visit: Visit, press: Press) -> None:
    """The rules themselves say why not, in their own words."""
    event = Event.ASK if press.action in ASKING else Event(press.action)
    await visit.ask(visit.clerk.refuse, Deed(event, press.item, press.version, {}), visit.caller)


async def _went_on(visit: Visit, talk: Talk) -> None:
    """Keep the conversation, then ask the next question or show what will be sent."""
    await visit.ask(visit.clerk.keep_talk, visit.chat, visit.caller.user, talks.kept(talk))
    if not talk.is_complete:
        await visit.inquire(questions.question(talk))
        return
    send, cancel = (packed(action, talk.item, talk.version) for action in (SEND, CANCEL))
    await visit.say(questions.summary(talk), choice(("Отправить", send), ("Отмена", cancel)))


async def _under_way(visit: Visit) -> Talk | None:
    state = await visit.ask(visit.clerk.talk, visit.chat, visit.caller.user)
    return talks.restored(state) if state else None


async def answered(visit: Visit, message: "Message") -> None:
    """Words, a file or a photograph, in the middle of a conversation or out of the blue."""
    talk = await _under_way(visit)
    if talk is None:
        if visit.is_private:
            await visit.say(screens.HINT)
        return
    try:
        if talk.event == facts.FACTS:
            await facts.brought(visit, talk, message)
        else:
            await _went_on(visit, await _next(visit, talk, message))
    except Sentence as refusal:
        await visit.inquire(screens.sentence(refusal))
    except NoFiles:
        marked = replace(talk, facts={**talk.facts, "no_files": "1"})
        await visit.ask(visit.clerk.keep_talk, visit.chat, visit.caller.user, talks.kept(marked))
        await visit.inquire(screens.NO_FILES)


async def _next(visit: Visit, talk: Talk, message: "Message") -> Talk:
    if message.document or message.photo:
        return await _filed(visit, talk, message)
    text = message.text or ""
    if talk.step in (talks.EXECUTORS, talks.STAND_IN):
        return await _named(visit, talk, text)
    return talks.answered(talk, text)


async def _filed(visit: Visit, talk: Talk, message: "Message") -> Talk:
    """A file of evidence, kept before the conversation says that it is there."""
    if talk.event != Event.REPORT:
        raise NotUnderstood("Здесь нужен ответ словами, а не файл")
    attached, name = _attached(message)
    if (attached.file_size or 0) > LARGEST:
        raise NotUnderstood(screens.TOO_LARGE)
    content = await visit.mouth.fetched(attached)
    evidence = await visit.ask(visit.clerk.keep, name, content)
    facts = {"file": evidence.file or name, "sha256": evidence.sha256 or ""}
    return talks.captioned(talks.proved(talk, facts), message.caption or "")


def _attached(message: "Message") -> "tuple[Document | PhotoSize, str]":
    if message.document:
        return message.document, message.document.file_name or "документ.pdf"
    return message.photo[-1], f"фото {message.date:%d.%m.%Y %H-%M}.jpg"


async def _named(visit: Visit, talk: Talk, text: str) -> Talk:
    """Participants by their surnames. Raises NotUnderstood when one is unknown or meant by several."""
    parts = [part for part in text.split(",") if part.strip()]
    if talk.step == talks.STAND_IN:
        parts = parts[:1]
    names = [await _found(visit, part) for part in parts[:OFFERED]]
    if not names:
        raise NotUnderstood("Напишите фамилию участника проекта")
    return talks.named(talk, tuple(dict.fromkeys(names)))


async def _found(visit: Visit, part: str) -> str:
    written = " ".join(part.split())[:60]
    if len(written) < SHORTEST:
        raise NotUnderstood("Напишите фамилию полностью")
    found = await visit.ask(visit.clerk.people, visit.caller, written)
    if len(found) == 1 or written in found:
        return written if written in found else found[0]
    if found:
        raise NotUnderstood(f"Уточните, кого вы имеете в виду: {', '.join(found[:OFFERED])}")
    raise NotUnderstood(f"Участника «{written}» в проекте нет; проверьте фамилию")


async def sent(visit: Visit, press: Press) -> None:
    """«Отправить»: the deed, once, by whoever pressed, from his own conversation."""
    talk = await _under_way(visit)
    if talk is None or (talk.item, talk.version) != (press.item, press.version):
        await _stale(visit, press)
        return
    if not talk.is_complete:
        await visit.toast("Ещё не всё указано.", alert=True)
        return
    try:
        told, item = await _carried_out(visit, talk)
    except Sentence as refusal:
        await _refused(visit, talk, press, refusal)
        return
    await visit.ask(visit.clerk.end_talk, visit.chat, visit.caller.user)
    await visit.toast(told)
    await visit.show(questions.outcome(talk, told))
    if item:
        await visit.acted(item)


async def _stale(visit: Visit, press: Press) -> None:
    if visit.pressed:
        await visit.mouth.bare(visit.chat, visit.pressed)
    if not press.item:
        await visit.toast(screens.NO_TALK, alert=True)
        return
    dossier = await visit.ask(visit.clerk.dossier, press.item, visit.caller)
    last = dossier.history[-1] if dossier.history else None
    await visit.toast(screens.refusal(screens.NO_TALK, last), alert=True)


async def _carried_out(visit: Visit, talk: Talk) -> tuple[str, PlanItem | None]:
    """Do what was talked about; what to say of it, and the item that has changed."""
    if talk.event == AWAY:
        since, until = map(date.fromisoformat, talk.facts[talks.PERIOD].split())
        await visit.ask(visit.clerk.away, visit.caller, talk.facts[talks.STAND_IN], since, until)
        return f"Отсутствие отмечено, замещает {talk.facts[talks.STAND_IN]}.", None
    if talk.event == RETURN_REPORT:
        await visit.ask(visit.clerk.room.return_, talk.item, visit.caller.name, talk.facts[talks.REASON])
        return f"Отчёт {talk.number} возвращён на доработку.", None
    facts = {name: value for name, value in talk.facts.items() if name != "no_files"}
    event = Event.NOTE if talk.event == HAND_OVER else Event(talk.event)
    item = await visit.do(Deed(event, talk.item, talk.version, facts))
    return _told(talk.event, item.number), item


def _told(event: str, number: str) -> str:
    """An executor may only ask; the item is given to others by its controller or the lead's supervisor."""
    if event == HAND_OVER:
        return f"Пункт {number}: просьба о передаче отправлена. Исполнителя меняет контролирующий."
    return screens.done(event, number)


async def _refused(visit: Visit, talk: Talk, press: Press, refusal: Sentence) -> None:
    """What can be put right is asked anew; what somebody else has decided meanwhile ends the conversation."""
    user, clerk = visit.caller.user, visit.clerk
    is_about_item = press.item and talk.event != RETURN_REPORT
    dossier = await visit.ask(clerk.dossier, press.item, visit.caller, press.version) if is_about_item else None
    await visit.toast("Изменений нет.")
    if dossier is None or dossier.outdated or not _may(talk.event, dossier.events):
        await visit.ask(clerk.end_talk, visit.chat, user)
        last = dossier.history[-1] if dossier and dossier.history else None
        await visit.show(screens.refusal(refusal, last))
        return
    await visit.say(screens.sentence(refusal))
    await _went_on(visit, talks.begun(talk.event, dossier))


async def cancelled(visit: Visit, _press: Press | None = None) -> None:
    """«Отмена» or /cancel: nothing has been done and nothing is."""
    talk = await _under_way(visit)
    await visit.ask(visit.clerk.end_talk, visit.chat, visit.caller.user)
    await visit.toast() if visit.query else None
    await visit.show(screens.CANCELLED if talk else screens.NOTHING_TO_CANCEL)
