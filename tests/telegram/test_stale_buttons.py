"""A stale, doubled, forged or borrowed press changes nothing and is answered with what happened and by whom."""

import random

import pytest

from domain import use_cases
from domain.vocabulary import State
from notifications.telegram.buttons import packed, unpacked
from tests.scenarios.story import CURATOR, DEPUTY, HEAD, INSTITUTE
from tests.telegram.town import Town


def rows(town: Town) -> int:
    return len(town.story.history("3.1.1"))


def test_a_doubled_press_is_done_once_and_answered_twice(town: Town) -> None:
    card = town.card(DEPUTY, "3.1.1")
    first, second = town[DEPUTY].double_presses(card, "В работу")
    assert first.answer().text == "Пункт 3.1.1: взят в работу."
    assert "уже взят в работу" in second.answer().text
    assert [r.event for r in town.story.history("3.1.1")].count("take") == 1


def test_a_late_press_is_told_what_happened_and_by_whom(town: Town) -> None:
    card = town.card(DEPUTY, "3.1.1")
    town.reported("3.1.1", by=INSTITUTE)
    answer = town.press(DEPUTY, card, "Исполнено")
    assert INSTITUTE in answer.text
    assert "сообщено об исполнении" in answer.text
    assert "на контроле" in town[DEPUTY].until(lambda screen: "на контроле" in screen[-1].text).last.text


def test_two_executors_report_at_once_and_the_second_is_told_of_the_first(town: Town) -> None:
    summaries = []
    for name in (DEPUTY, INSTITUTE):
        town.press(name, town.card(name, "3.1.1"), "Исполнено")
        summaries.append(town.tell(name, "№ 15-р от 05.06.2019", "Отправить?"))
    presses = [town[n].presses(s, "Отправить") for n, s in zip((DEPUTY, INSTITUTE), summaries, strict=True)]
    assert {p.answer().text for p in presses} == {"Пункт 3.1.1: отчёт отправлен на приёмку.", "Изменений нет."}
    winner = str(town.item("3.1.1").reported_by)
    loser = INSTITUTE if winner == DEPUTY else DEPUTY
    assert winner in town[loser].waits_for("сообщено об исполнении").text


def test_the_controller_decides_while_the_executor_still_writes(town: Town) -> None:
    town.press(DEPUTY, town.card(DEPUTY, "3.1.1"), "Исполнено")
    summary = town.tell(DEPUTY, "№ 15-р от 05.06.2019", "Отправить?")
    town.story.do(use_cases.withdraw, "3.1.1", by=HEAD, reason="Исключено решением")
    town.press(DEPUTY, summary, "Отправить")
    assert HEAD in town[DEPUTY].waits_for("снят с контроля").text
    assert town.item("3.1.1").state is State.WITHDRAWN


def test_a_summary_sent_once_is_not_sent_again(town: Town) -> None:
    town.press(DEPUTY, town.card(DEPUTY, "3.1.1"), "Исполнено")
    summary = town.tell(DEPUTY, "№ 15-р от 05.06.2019", "Отправить?")
    first, second = town[DEPUTY].double_presses(summary, "Отправить")
    assert (first.answer().text, second.answer().alert) == ("Пункт 3.1.1: отчёт отправлен на приёмку.", True)
    assert [r.event for r in town.story.history("3.1.1")].count("report") == 1


def test_who_pressed_is_the_account_and_not_the_button(town: Town) -> None:
    town.reported("3.1.1", by=DEPUTY)
    card = town.card(HEAD, "3.1.1")
    answer = town[CURATOR].forges(town.card(CURATOR, "2"), card.data("Принять")).answer()
    assert "не может принять исполнение" in answer.text
    assert town.item("3.1.1").state is State.UNDER_REVIEW


def test_an_executor_cannot_accept_with_a_forged_button(town: Town) -> None:
    card = town.card(DEPUTY, "3.1.1")
    town.reported("3.1.1", by=DEPUTY)
    item = town.item("3.1.1")
    answer = town[DEPUTY].forges(card, packed("accept", item.id, item.version)).answer()
    assert "не может" in answer.text
    assert town.item("3.1.1").state is State.UNDER_REVIEW


@pytest.mark.parametrize("event", ["climb", "deadline_passes", "start_comes", "cascade", "unblock"])
def test_the_clocks_events_are_nobodys_to_press(town: Town, event: str) -> None:
    card, before = town.card(DEPUTY, "3.1.1"), rows(town)
    answer = town[DEPUTY].forges(card, packed(event, town.item("3.1.1").id, 1)).answer()
    assert "больше не действует" in answer.text
    assert rows(town) == before


@pytest.mark.parametrize("version", [10**8, 999])
def test_a_version_that_never_was_is_refused(town: Town, version: int) -> None:
    card = town.card(DEPUTY, "3.1.1")
    answer = town[DEPUTY].forges(card, packed("take", town.item("3.1.1").id, version)).answer()
    assert "не принадлежит" in answer.text
    assert town.item("3.1.1").taken_at is None


@pytest.mark.parametrize("data", ["", "x", "take", "take:1", "take:1:2:3", "take:0:0", "take:-1:0", "../..", "💥" * 16])
def test_nonsense_on_a_button_is_answered_politely(town: Town, data: str) -> None:
    answer = town[DEPUTY].forges(town.card(DEPUTY, "3.1.1"), data).answer()
    assert "больше не действует" in answer.text


def test_a_hundred_random_buttons_change_nothing(town: Town) -> None:
    card, dice = town.card(CURATOR, "3.1.1"), random.Random(618)
    before = [(i.number, i.version) for i in town.story.items()]
    ids = [item.id for item in town.story.items()]
    events = ["take", "note", "report", "accept", "return", "grant", "ask", "deny", "reopen", "send", "away", "proof"]
    for _ in range(100):
        data = packed(dice.choice(events), dice.choice([*ids, 0, 7]), dice.randrange(4))
        town[CURATOR].forges(card, data).answer()
    assert [(i.number, i.version) for i in town.story.items()] == before


def test_whoever_takes_no_part_in_the_project_sees_none_of_it(town: Town) -> None:
    outsider = town.emulator.person(999, "Сидоров С.С.")
    town.clerk.link(town.invited("Сидоров С.С."), 999, 999)
    outsider.says("/item 3.1.1")
    outsider.waits_for("среди ваших нет")
    answer = outsider.forges(outsider.last, packed("card", town.item("3.1.1").id, 1)).answer()
    assert "больше не действует" in answer.text


@pytest.mark.parametrize("event", ["deadline_passes", "acknowledge", "hand_over"])
def test_a_button_fits_into_64_bytes_and_comes_back_as_it_was(event: str) -> None:
    data = packed(event, 2**59, 10**9 - 1)
    assert len(data.encode()) <= 64
    assert unpacked(data) == (event, 2**59, 10**9 - 1)
