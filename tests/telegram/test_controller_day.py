"""A controller's day in the bot: what waits, the evidence, and every decision; a body decides through its secretary."""

from dataclasses import replace
from datetime import date

import pytest

from domain import use_cases
from domain.vocabulary import State
from tests.scenarios.story import COMMITTEE, CURATOR, DEPUTY, HEAD, INSTITUTE, PROOF
from tests.telegram.town import Town

REASON = "Приложен не тот документ"


def reported_with_a_file(town: Town) -> None:
    evidence = town.clerk.keep("график.pdf", b"%PDF-1.7 a schedule")
    signed = replace(evidence, number="15-р", dated=date(2019, 6, 5))
    town.story.do(use_cases.report, "3.1.1", by=DEPUTY, evidence=signed)


def asked(town: Town) -> None:
    later = date(2020, 3, 31)
    town.story.do(use_cases.ask, "3.1.1", by=DEPUTY, finish=later, reason="Поставка задержана")


def test_accept_lists_what_waits_and_how_long(town: Town) -> None:
    town.reported("3.1.1", by=DEPUTY)
    town.story.until("2019-06-14 10:00")
    waiting = town.tell(HEAD, "/accept", "Ждёт вашего решения")
    assert waiting.buttons == ["3.1.1"]
    assert "ждёт приёмки 3 рабочих дня" in waiting.text


def test_what_others_accept_does_not_wait_for_me(town: Town) -> None:
    town.reported("3.1.1", by=DEPUTY)
    assert "ничего не ждёт" in town.tell(CURATOR, "/accept", "приёмки").text


def test_the_evidence_file_is_sent_to_the_controller(town: Town) -> None:
    reported_with_a_file(town)
    town.press(HEAD, town.card(HEAD, "3.1.1"), "Файл отчёта")
    handed = town[HEAD].until(lambda screen: screen[-1].file_name)[-1]
    assert (handed.file_name, town.emulator.contents(handed)) == ("график.pdf", b"%PDF-1.7 a schedule")


def test_a_server_that_sends_no_files_says_so(town: Town) -> None:
    reported_with_a_file(town)
    card = town.card(HEAD, "3.1.1")
    town.emulator.minimal()
    town.press(HEAD, card, "Файл отчёта")
    assert "график.pdf" in town[HEAD].waits_for("передать его через этот сервер нельзя").text


def test_accepting_is_one_press(town: Town) -> None:
    town.reported("3.1.1", by=DEPUTY)
    assert town.press(HEAD, town.card(HEAD, "3.1.1"), "Принять").text == "Пункт 3.1.1: исполнение принято."
    assert town.item("3.1.1").state is State.DONE
    town[HEAD].until(lambda screen: "Состояние: исполнен в срок" in screen[-1].text)


def test_returning_needs_a_reason(town: Town) -> None:
    town.reported("3.1.1", by=DEPUTY)
    town.press(HEAD, town.card(HEAD, "3.1.1"), "Вернуть")
    town[HEAD].waits_for("Укажите причину")
    town.press(HEAD, town.tell(HEAD, REASON, "Отправить?"), "Отправить")
    assert town.item("3.1.1").state is State.IN_PROGRESS
    assert town.story.told("returned", "3.1.1")[DEPUTY].facts["reason"] == REASON


def test_the_time_asked_for_is_on_the_button_and_is_given(town: Town) -> None:
    asked(town)
    town.press(HEAD, town.card(HEAD, "3.1.1"), "Продлить до 31.03.2020")
    town[HEAD].waits_for("Укажите причину")
    town.press(HEAD, town.tell(HEAD, "Доводы приняты", "Новый срок: 31.03.2020"), "Отправить")
    assert town.item("3.1.1").finish == date(2020, 3, 31)


def test_the_time_asked_for_may_be_refused(town: Town) -> None:
    asked(town)
    town.press(HEAD, town.card(HEAD, "3.1.1"), "Отказать")
    town[HEAD].waits_for("Укажите причину")
    town.press(HEAD, town.tell(HEAD, "Срок утверждён паспортом", "Отправить?"), "Отправить")
    assert (town.item("3.1.1").asked_finish, town.item("3.1.1").finish) == (None, date(2019, 12, 31))


@pytest.mark.parametrize("words", ["Снять с контроля", "Переназначить"])
def test_an_executor_is_not_offered_what_controllers_do(town: Town, words: str) -> None:
    assert words not in town.card(DEPUTY, "3.1.1").buttons


def test_an_item_is_given_to_others_by_surname(town: Town) -> None:
    town.press(HEAD, town.card(HEAD, "3.1.1"), "Переназначить")
    town[HEAD].waits_for("Напишите фамилию")
    town.tell(HEAD, "пфетцер", "Укажите причину")
    town.press(HEAD, town.tell(HEAD, "По принадлежности", "Отправить?"), "Отправить")
    assert town.item("3.1.1").executors == (INSTITUTE,)


def test_an_item_is_taken_off_control_with_a_reason(town: Town) -> None:
    town.press(HEAD, town.card(HEAD, "3.1.1"), "Снять с контроля")
    town[HEAD].waits_for("Укажите причину")
    town.press(HEAD, town.tell(HEAD, "Исключено решением", "Отправить?"), "Отправить")
    assert town.item("3.1.1").state is State.WITHDRAWN


def test_the_heads_own_item_goes_to_his_supervisor(town: Town) -> None:
    town.reported("2.1.1", by=HEAD)
    assert "Принять" not in town.card(HEAD, "2.1.1").buttons
    town.press(CURATOR, town.card(CURATOR, "2.1.1"), "Принять")
    assert town.item("2.1.1").state is State.AWAITING_DECISION


def finished_below(town: Town) -> None:
    """Everything under 3.1 is done, and the control point itself is reported."""
    for number in ("3.1.1", "3.1.2"):
        town.reported(number, by=DEPUTY)
        town.story.do(use_cases.accept, number, by=HEAD)
    town.reported("3.1", by=HEAD)


def test_a_body_decides_with_the_number_and_date_of_its_minutes(town: Town) -> None:
    town.committee(DEPUTY)
    finished_below(town)
    town.press(DEPUTY, town.card(DEPUTY, "3.1"), "Принять")
    town[DEPUTY].waits_for("номер и дату протокола")
    town.tell(DEPUTY, "решили принять", "например: № 5 от 20.12.2019")
    town.press(DEPUTY, town.tell(DEPUTY, "№ 5 от 07.06.2019", "Отправить?"), "Отправить")
    row = town.story.history("3.1")[-1]
    assert (row.actor, row.details["stands_in_for"], row.details["minutes"]) == (DEPUTY, ["ПК"], "№ 5 от 07.06.2019")


def test_what_is_open_beneath_must_be_overridden_with_a_reason(town: Town) -> None:
    town.committee(DEPUTY)
    town.story.do(use_cases.report, "3.1", by=HEAD, evidence=PROOF)
    town.press(DEPUTY, town.card(DEPUTY, "3.1"), "Принять")
    town.tell(DEPUTY, "№ 5 от 07.06.2019", "причину, по которой это не мешает")
    town.press(DEPUTY, town.tell(DEPUTY, "Исполнены фактически", "Отправить?"), "Отправить")
    assert town.item("3.1").state is State.DONE


def test_a_member_who_is_not_the_secretary_decides_nothing_for_the_body(town: Town) -> None:
    group = town.committee(DEPUTY, INSTITUTE)
    finished_below(town)
    card = town.tell(DEPUTY, "/item 3.1", "3.1. ", to=group)
    answer = town[INSTITUTE].presses(card, "Принять").answer()
    assert answer.alert
    assert "не может" in answer.text
    assert town.item("3.1").state is State.UNDER_REVIEW


def test_any_member_may_take_a_delay_upon_the_committee(town: Town) -> None:
    group = town.committee(DEPUTY, INSTITUTE)
    card = town.tell(DEPUTY, "/item 2.1.1", "2.1.1. ", to=group)
    answer = town[INSTITUTE].presses(card, "Беру на контроль").answer()
    assert answer.text == "Пункт 2.1.1: взят на контроль."
    row = town.story.history("2.1.1")[-1]
    assert (row.actor, row.details["stands_in_for"]) == (INSTITUTE, [COMMITTEE])


def test_the_group_answers_for_the_body_and_not_for_a_person(town: Town) -> None:
    group = town.committee(DEPUTY)
    assert town.tell(DEPUTY, "/overdue", "Просрочено", to=group).buttons == ["2.1.1"]
    assert "в личной переписке" in town.tell(DEPUTY, "/my", "переписке", to=group).text
    finished_below(town)
    assert town.tell(DEPUTY, "/accept", "Ждёт", to=group).buttons == ["3.1"]


def test_a_group_that_is_nobodys_hears_no_answer(town: Town) -> None:
    group = town.emulator.group(-1009999999999, "Обед", [town[DEPUTY]])
    town[DEPUTY].says("/overdue", to=group)
    town.tell(DEPUTY, "/help", "Что умеет бот")
    assert not group.screen


def test_a_reason_is_given_in_the_group_as_a_reply(town: Town) -> None:
    group = town.committee(DEPUTY)
    finished_below(town)
    card = town.tell(DEPUTY, "/item 3.1", "3.1. ", to=group)
    town[DEPUTY].presses(card, "Вернуть")
    question = group.waits_for("Укажите причину")
    town[DEPUTY].says(REASON, to=group, reply_to=question)
    town[DEPUTY].presses(group.waits_for("Отправить?"), "Отправить").answer()
    assert town.item("3.1").state is State.IN_PROGRESS
