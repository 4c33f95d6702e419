"""Reports in Telegram: signed or returned by the buttons under their letter, the file for whoever may see it."""

from collections.abc import Callable
from html import escape
from typing import TYPE_CHECKING

from domain.errors import Sentence
from domain.letters import Letter, LetterKind
from domain.reporting.life import KeptReport
from notifications.reports_words import LIGHTS, STAGES, code_words, heading
from notifications.telegram import conversations as talks
from notifications.telegram import questions, screens
from notifications.telegram.buttons import RETURN_REPORT, Press, packed, rows
from notifications.telegram.channel import Markup
from notifications.telegram.conversations import Talk
from notifications.telegram.visit import Visit

if TYPE_CHECKING:
    from telegram import InlineKeyboardMarkup

SIGN, RETURN, CARD, ALBUM, FILE = "report_sign", RETURN_REPORT, "report_card", "report_album", "report_file"
LISTED = 8
NONE = "Отчётов пока нет."


def buttons(letter: Letter) -> Markup | None:
    """Under a letter about a report: to decide on it, and its file."""
    if "report" not in letter.facts:
        return None
    report = int(letter.facts["report"])
    return _choice(report, may_decide=letter.kind is LetterKind.REPORT_DRAFTED).to_dict()


def _choice(report: int, *, may_decide: bool) -> "InlineKeyboardMarkup":
    decisions = [("Подписать", packed(SIGN, report, 0)), ("Вернуть", packed(RETURN, report, 0))]
    looks = [("Светофоры", packed(CARD, report, 0)), ("Графики", packed(ALBUM, report, 0))]
    return rows(decisions if may_decide else (), [*looks, ("Файл", packed(FILE, report, 0))])


async def listed(visit: Visit, _words: str = "") -> None:
    """`/reports`: the newest of each passport, a message each with its buttons."""
    shelves = await visit.ask(visit.clerk.room.shelves, visit.caller.name)
    newest = [(shelf, one) for shelf in shelves for one in shelf.drafts][:LISTED]
    for shelf, one in newest:
        said = f"<b>Отчёт № {one.number} за {code_words(one.period)}</b>\n{screens.foreign(shelf.title, 200)}\n"
        found = await visit.ask(visit.clerk.room.opened, one.id, visit.caller.name)
        told = f"{said}{STAGES[found.kept.stage]}. {_light(found.kept)}"
        await visit.say(told, _choice(one.id, may_decide=found.may_decide))
    if not newest:
        await visit.say(NONE)


def _light(kept: KeptReport) -> str:
    light = kept.report.lights.passport
    return f"Общая оценка: {LIGHTS[light.colour]}. {escape(light.why, quote=False)}."


async def signed(visit: Visit, press: Press) -> None:
    """«Подписать»; whoever presses too late, or may not, is told why."""
    try:
        kept = await visit.ask(visit.clerk.room.sign, press.item, visit.caller.name)
    except Sentence as refusal:
        await visit.toast(screens.sentence(refusal), alert=True)
        return
    told = f"{heading(kept.report)} подписан и направлен комитету."
    await visit.toast(told)
    if visit.pressed:
        await visit.mouth.bare(visit.chat, visit.pressed)
    await visit.say(f"✅ {escape(told, quote=False)}")


async def returning(visit: Visit, press: Press) -> None:
    """«Вернуть» asks what is to be put right."""
    try:
        found = await visit.ask(visit.clerk.room.opened, press.item, visit.caller.name)
    except Sentence as refusal:
        await visit.toast(screens.sentence(refusal), alert=True)
        return
    if not found.may_decide:
        await visit.toast("Вернуть этот отчёт вы сейчас не можете.", alert=True)
        return
    report = found.kept.report
    talk = Talk(RETURN, press.item, 0, "", f"№ {report.number}", heading(report), (talks.REASON,))
    await visit.ask(visit.clerk.keep_talk, visit.chat, visit.caller.user, talks.kept(talk))
    await visit.toast()
    await visit.inquire(questions.question(talk))


async def card(visit: Visit, press: Press) -> None:
    """«Светофоры»: the report at a glance."""
    room = visit.clerk.room
    await _show(visit, lambda: [room.card(press.item, visit.caller.name)])


async def album(visit: Visit, press: Press) -> None:
    """«Графики»: indicators, dynamics, discipline, money and terms, each fit for a phone."""
    room = visit.clerk.room
    await _show(visit, lambda: room.album(press.item, visit.caller.name))


async def _show(visit: Visit, draw: Callable[[], list[bytes]]) -> None:
    await visit.toast("Рисуем, это займёт несколько секунд.")
    try:
        pngs = await visit.ask(draw)
    except Sentence as refusal:
        await visit.say(screens.sentence(refusal))
        return
    if not pngs:
        await visit.say("В этом отчёте рисовать нечего: в паспорте нет ни показателей, ни денег, ни пунктов плана.")
    elif not await visit.pictures(pngs):
        await visit.say("Показать картинки через этот сервер нельзя; они есть в файле отчёта.")


async def file(visit: Visit, press: Press) -> None:
    await visit.toast("Готовим файл, это займёт несколько секунд.")
    try:
        name, content = await visit.ask(visit.clerk.room.file, press.item, visit.caller.name, "docx")
    except Sentence as refusal:
        await visit.say(screens.sentence(refusal))
        return
    if not await visit.mouth.hand(visit.chat, name, content):
        await visit.say("Передать файл через этот сервер нельзя; отчёт есть на рабочем столе.")
