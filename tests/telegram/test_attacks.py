"""Attacks: borrowed and forged buttons, guessed links, markup and paths where words belong, floods, random updates."""

import asyncio
import random
import secrets
import time
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from domain.vocabulary import State
from notifications.counter import Caller
from notifications.telegram.app import TelegramBot
from notifications.telegram.buttons import TITLES, packed, token_packed
from tests.scenarios.story import ADMINISTRATOR, CURATOR, DEPUTY, HEAD, INSTITUTE
from tests.telegram.emulator import Emulator
from tests.telegram.emulator_errors import Json
from tests.telegram.hostile import MARKUP, Siege, another_project, renamed
from tests.telegram.people import Person
from tests.telegram.town import IDS, Town, town_at

STRANGER, BYSTANDER, NEIGHBOUR = 900, 901, 902
Besieged = tuple[Town, TelegramBot]


@pytest.fixture
async def besieged(tmp_path: Path, emulator: Emulator) -> AsyncIterator[Besieged]:
    """The town, and a bot that is handed its updates in this very loop."""
    place = town_at(tmp_path, emulator, "2", "3")
    bot = TelegramBot(emulator.token, emulator.url, clerk=place.clerk, polls=False)
    await bot.start()
    await asyncio.to_thread(emulator.until, lambda: emulator.calls_of("setMyCommands"))
    yield place, bot
    await bot.stop()
    place.story.office.close()


def neighbour(town: Town) -> Person:
    """The deputy of another project, linked."""
    town.story.office.plant(another_project(), by="администратор")
    town.clerk.link(town.invited(renamed(DEPUTY)), NEIGHBOUR, NEIGHBOUR)
    return town.emulator.person(NEIGHBOUR, renamed(DEPUTY))


def everything(town: Town) -> object:
    """All that an attack could change: items, absences, and who is linked."""
    office = town.story.office
    absences = [office.staff(book.code).absences for book in office.records.passports()]
    return office.records.items(), absences, town.clerk.contacts.people(), town.clerk.contacts.groups()


def strangers(town: Town) -> list[str]:
    """The journal's rows about unknown accounts."""
    query = "SELECT details FROM journal WHERE event = 'stranger' ORDER BY seq"
    with town.story.office.database.reading() as connection:
        return [str(row.details) for row in connection.exec_driver_sql(query)]


# buttons


@pytest.mark.parametrize("action", [*TITLES, "card", "proof"])
def test_an_item_of_another_project_cannot_be_pressed(town: Town, action: str) -> None:
    neighbour(town)
    theirs = next(i for i in town.story.office.records.items("another") if i.number == "3.1.1")
    card, before = town.card(DEPUTY, "3.1.1"), everything(town)
    answer = town[DEPUTY].forges(card, packed(action, theirs.id, theirs.version)).answer()
    assert "больше не действует" in answer.text
    assert everything(town) == before
    assert "жирно" not in town[DEPUTY].screen.words


def test_random_bytes_on_buttons_are_answered_and_change_nothing(town: Town) -> None:
    dice, card, before = random.Random(618), town.card(DEPUTY, "3.1.1"), everything(town)
    forged = [dice.randbytes(dice.randrange(64)).decode("latin-1") for _ in range(50)]
    long = ["take:" + "1" * 5000, "take:1:" + "0" * 60, "link:" + "a" * 5000, "x" * 100_000, "take:١:١", "take:1:1\n"]
    for data in (*forged, *long):
        assert "больше не действует" in town[DEPUTY].forges(card, data).answer().text
    assert everything(town) == before


@pytest.mark.parametrize("thief", [HEAD, INSTITUTE])
def test_another_persons_summary_cannot_be_sent_or_cancelled(town: Town, thief: str) -> None:
    town.press(DEPUTY, town.card(DEPUTY, "3.1.1"), "Исполнено")
    summary = town.tell(DEPUTY, "№ 15-р от 05.06.2019", "Отправить?")
    card = town.card(thief, "3.1.1")
    for words in ("Отправить", "Отмена"):
        town[thief].forges(card, summary.data(words)).answer()
    assert town.item("3.1.1").state is State.IN_PROGRESS
    assert town.press(DEPUTY, summary, "Отправить").text == "Пункт 3.1.1: отчёт отправлен на приёмку."


def test_what_a_member_may_press_in_the_group_he_may_not_press_elsewhere(town: Town) -> None:
    group = town.committee(DEPUTY, INSTITUTE)
    data = town.tell(DEPUTY, "/item 2.1.1", "2.1.1. ", to=group).data("Беру на контроль")
    town[INSTITUTE].forges(town.card(INSTITUTE, "3.1.1"), data).answer()
    assert f"{INSTITUTE} не может" in town[INSTITUTE].waits_for("не может").text
    assert town.item("2.1.1").paused_until is None


def test_the_file_of_a_report_is_not_given_to_whoever_asks_with_a_borrowed_button(town: Town) -> None:
    town.press(HEAD, town.card(HEAD, "2.1.1"), "Исполнено")
    town[HEAD].sends_file("заявка.pdf", b"%PDF-1.7")
    town.press(HEAD, town[HEAD].waits_for("Отправить?"), "Отправить")
    data = town.card(CURATOR, "2.1.1").data("Файл отчёта")
    answer = town[INSTITUTE].forges(town.card(INSTITUTE, "3.1.1"), data).answer()
    assert answer.text == "Файла к этому пункту нет."
    assert not any(message.file_name for message in town[INSTITUTE].screen)


# links


def test_a_link_older_than_seven_days_links_nobody(town: Town) -> None:
    token, late = town.invited(DEPUTY), town.emulator.person(STRANGER, "Опоздавший")
    town.story.clock.present += timedelta(days=7, seconds=1)
    late.says(f"/start {token}")
    answer = late.forges(late.waits_for("только для участников"), token_packed("link", token)).answer()
    assert answer.text == ""
    assert town.clerk.contacts.person_of(STRANGER) is None


async def test_a_thousand_guesses_link_nobody_are_answered_once_and_noted(besieged: Besieged) -> None:
    town, bot = besieged
    guesser, before = town.emulator.person(STRANGER, "Угадывающий"), everything(town)
    town.invited(DEPUTY)
    for number in range(1, 1001):
        await bot.take(guess(guesser, number))
    assert everything(town) == before
    assert len(guesser.screen) == 1
    assert len(strangers(town)) == 1
    town.story.clock.present += timedelta(hours=1, seconds=1)
    await bot.take(guess(guesser, 1001))
    assert "999" in strangers(town)[-1]


def guess(who: Person, number: int) -> dict[str, object]:
    """An invitation guessed in words, or on a button."""
    token, message = secrets.token_urlsafe(24), {"message_id": 1, "date": 1, "chat": {"id": who.id, "type": "private"}}
    if number % 2:
        return said(who, number, f"/start {token}")
    pressed = {"id": str(number), "from": who.user, "chat_instance": "1", "data": token_packed("link", token)}
    return {"update_id": number, "callback_query": {**pressed, "message": message}}


# words and names


def test_markup_in_a_plan_and_in_positions_is_shown_as_written(town: Town) -> None:
    theirs = neighbour(town)
    theirs.says("/item 3.1.1")
    assert f"3.1.1. 3.1.1 {MARKUP}" in theirs.waits_for(renamed(INSTITUTE)).text
    theirs.says("/my")
    assert "<b>жирно</b> & *курсив*" in theirs.waits_for("Ваши пункты").text
    theirs.says(f"/start {town.invited(renamed(HEAD))}")
    assert MARKUP in theirs.waits_for("Это вы?").text


def test_markup_in_a_name_is_shown_as_written(town: Town) -> None:
    newcomer = town.emulator.person(STRANGER, "<b>Новый</b>")
    newcomer.says(f"/start {town.invited('Иванов <b>И.И.</b> & *сын*')}")
    asked = newcomer.waits_for("Это вы?")
    assert "Иванов <b>И.И.</b> & *сын*" in asked.text
    newcomer.presses(asked, "Да, это я").answer()
    assert "Здравствуйте, Иванов <b>И.И.</b> & *сын*!" in newcomer.waits_for("Здравствуйте").text


def test_markup_in_a_reason_is_shown_as_written_on_both_sides(town: Town) -> None:
    town.reported("3.1.1", by=DEPUTY)
    town.press(HEAD, town.card(HEAD, "3.1.1"), "Вернуть")
    town[HEAD].waits_for("Укажите причину")
    summary = town.tell(HEAD, MARKUP, "Отправить?")
    assert MARKUP in summary.text
    town.press(HEAD, summary, "Отправить")
    assert MARKUP in town.card(DEPUTY, "3.1.1").text
    assert town.story.told("returned", "3.1.1")[DEPUTY].facts["reason"] == MARKUP


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Windows\\System32\\a.pdf", "a.pdf"),
        ("/etc/cron.d/x\x00\x07\r\n.pdf", "x.pdf"),
        ("отчёт\u202efdp.exe.pdf", "отчётfdp.exe.pdf"),
        ("*курсив* <b>да&amp;.pdf", "_курсив_ _b_да&amp;.pdf"),
        ("о" * 300 + ".pdf", "о" * 116 + ".pdf"),
    ],
)
def test_a_files_name_is_no_path_and_no_markup(town: Town, tmp_path: Path, name: str, shown: str) -> None:
    town.press(HEAD, town.card(HEAD, "2.1.1"), "Исполнено")
    town[HEAD].waits_for("файл поданной заявки")
    town[HEAD].sends_file(name, b"%PDF-1.7")
    town.press(HEAD, town[HEAD].waits_for(f"Файл: {shown}"[:100]), "Отправить")
    details = town.story.history("2.1.1")[-1].details
    assert details["file"] == shown
    assert [path.name for path in (tmp_path / "files").rglob("*") if path.is_file()] == [details["sha256"]]


# floods


def test_a_hundred_presses_at_once_leave_the_others_served_within_a_second(town: Town) -> None:
    flooded, _ = town.card(DEPUTY, "3.1.1"), town[HEAD]
    took = []
    for _ in range(3):
        town[DEPUTY].double_presses(flooded, "В работу", times=100)
        begun = time.monotonic()
        town.tell(HEAD, "/my", "Ваши пункты")
        took.append(time.monotonic() - begun)
        town.emulator.until(town.emulator.is_idle)
    assert min(took) < 1.0  # the best of three: other tests run beside this one
    assert [row.event for row in town.story.history("3.1.1")].count("take") == 1
    assert town.tell(DEPUTY, "/my", "Ваши пункты")


# anything at all


def test_a_malformed_update_holds_up_neither_the_poll_nor_the_next_one(town: Town) -> None:
    town.tell(DEPUTY, "/help", "Что умеет бот")
    whole = {"message_id": 900, "chat": {"id": 900}, "from": {"id": {}}, "text": 7}
    pieces: list[Json] = [{}, {"id": "1"}, {"id": "1", "from": {"id": "x"}, "data": 7}, {"message": []}, whole]
    for broken in pieces:
        town.emulator.push("callback_query", broken)
        town.emulator.push("message", broken)
    assert town.tell(DEPUTY, "/my", "Ваши пункты")
    town.emulator.until(town.emulator.is_idle)


def test_what_a_poorer_server_leaves_out_of_an_update_is_not_missed(town: Town) -> None:
    card = town.card(DEPUTY, "3.1.1")
    who, shown = {"id": IDS[DEPUTY]}, {"message_id": card.id, "chat": {"id": IDS[DEPUTY]}}
    town.emulator.push("message", {**shown, "from": who, "text": "/my"})
    town[DEPUTY].waits_for("Ваши пункты")
    pressed = {"id": "1", "from": who, "message": shown, "data": card.data("В работу")}
    town.emulator.push("callback_query", pressed)
    town[DEPUTY].waits_for("взят в работу")


@pytest.mark.timeout(120)
async def test_ten_thousand_random_updates_change_nothing_without_the_right(besieged: Besieged) -> None:
    town, bot = besieged
    bystander = town.emulator.person(BYSTANDER, "Сидоров С.С.")
    town.clerk.link(town.invited("Сидоров С.С."), BYSTANDER, BYSTANDER)
    outsiders = [town[ADMINISTRATOR], bystander, neighbour(town), town.emulator.person(STRANGER, "Чужой")]
    assert not any(town.clerk.dossier(item.id, administrator()).events for item in town.story.items())
    ids = tuple(item.id for item in town.story.items())
    siege = Siege((*(who.id for who in outsiders), *range(1000, 1004)), ids, random.Random(618))
    before = everything(town)
    await besiege(bot, siege, 10_000)
    assert everything(town) == before
    shown = "".join(who.screen.words for who in outsiders)
    assert not any(word in shown for word in ("Traceback", "Error", 'File "'))
    assert town.story.office.verify_journal() > 0
    await bot.take(said(bystander, 10_001, "/help"))
    assert "Что умеет бот" in bystander.last.text


def administrator() -> Caller:
    return Caller(IDS[ADMINISTRATOR], IDS[ADMINISTRATOR], ADMINISTRATOR)


def said(who: Person, number: int, text: str) -> dict[str, object]:
    message = {"message_id": 1, "date": 1, "chat": {"id": who.id, "type": "private"}, "from": who.user, "text": text}
    return {"update_id": number, "message": message}


async def besiege(bot: TelegramBot, siege: Siege, count: int, at_once: int = 20) -> None:
    """All updates as fast as the bot takes them."""
    updates = list(siege.updates(count))
    for first in range(0, count, at_once):
        await asyncio.gather(*map(bot.take, updates[first : first + at_once]))
