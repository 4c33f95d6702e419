"""An executor's day in the bot: what is mine, what it is, and how its execution is reported."""

import json

import pytest

from domain.vocabulary import State
from tests.scenarios.story import CURATOR, DEPUTY, HEAD, INSTITUTE
from tests.telegram.emulator import Emulator
from tests.telegram.town import Town

PDF = b"%PDF-1.7 a report"


def test_own_items_come_most_urgent_first_with_a_button_each(town: Town) -> None:
    mine = town.tell(HEAD, "/my", "Ваши пункты")
    numbers = [line.split()[1] for line in mine.text.splitlines() if line.startswith(("🔴", "🟢", "🟡"))]
    assert numbers == mine.buttons
    assert numbers[0] == "2.1.1"
    assert "просрочено на" in mine.text


def test_nobody_sees_what_others_execute_among_his_own(town: Town) -> None:
    assert town.tell(DEPUTY, "/my", "Ваши пункты").buttons == ["3.1.1", "3.1.2"]


def test_overdue_lists_only_what_is_late(town: Town) -> None:
    assert town.tell(HEAD, "/overdue", "Просрочено").buttons == ["2.1.1"]
    assert "Просроченных пунктов нет" in town.tell(DEPUTY, "/overdue", "Просроченных").text


def test_the_card_says_what_when_who_and_what_happened(town: Town) -> None:
    card = town.card(DEPUTY, "3.1.1")
    for words in ("31.12.2019", "остал", "рабочи", f"Исполнители: {DEPUTY}", f"РРП — {HEAD}", "История"):
        assert words in card.text


def test_the_card_offers_what_the_rules_allow_to_this_person(town: Town) -> None:
    executor = ["В работу", "Исполнено", "Ход исполнения", "Нужен срок", "Передать", "Отсутствую"]
    executor.append("Заготовка документа")
    assert town.card(DEPUTY, "3.1.1").buttons == executor
    assert town.card(HEAD, "3.1.1").buttons == ["Продлить", "Переназначить", "Снять с контроля"]


def test_an_unknown_number_is_told_so(town: Town) -> None:
    assert "Пункта 99.9 среди ваших нет" in town.tell(DEPUTY, "/item 99.9", "среди ваших нет").text


def test_taking_to_work_is_one_press_and_the_card_shows_it(town: Town) -> None:
    card = town.card(DEPUTY, "3.1.1")
    assert town.press(DEPUTY, card, "В работу").text == "Пункт 3.1.1: взят в работу."
    town[DEPUTY].until(lambda screen: "взят в работу" in screen[-1].text)
    assert "В работу" not in town[DEPUTY].last.buttons
    assert town.item("3.1.1").taken_at is not None


def test_a_schedule_is_reported_with_number_and_date_after_a_summary(town: Town) -> None:
    town.press(DEPUTY, town.card(DEPUTY, "3.1.1"), "Исполнено")
    town[DEPUTY].waits_for("номер и дата графика")
    summary = town.tell(DEPUTY, "№ 15-р от 05.06.2019", "Отправить?")
    assert town.item("3.1.1").state is State.IN_PROGRESS
    assert town.press(DEPUTY, summary, "Отправить").text == "Пункт 3.1.1: отчёт отправлен на приёмку."
    assert (town.item("3.1.1").state, town.item("3.1.1").reported_by) == (State.UNDER_REVIEW, DEPUTY)


def test_a_file_is_kept_and_reported_under_its_own_name(town: Town) -> None:
    town.press(HEAD, town.card(HEAD, "2.1.1"), "Исполнено")
    town[HEAD].waits_for("файл поданной заявки")
    town[HEAD].sends_file("заявка.pdf", PDF)
    town.press(HEAD, town[HEAD].waits_for("Файл: заявка.pdf"), "Отправить")
    details = town.story.history("2.1.1")[-1].details
    assert details["file"] == "заявка.pdf"
    assert town.story.office.files.content(details["sha256"]) == PDF


def test_a_photo_of_a_paper_is_evidence_too(town: Town) -> None:
    town.press(HEAD, town.card(HEAD, "2.1.1"), "Исполнено")
    town[HEAD].sends_photo(b"\xff\xd8\xff a photo")
    town.press(HEAD, town[HEAD].waits_for("Файл: фото"), "Отправить")
    assert town.item("2.1.1").state is State.UNDER_REVIEW


def test_the_caption_of_a_file_may_hold_its_number_and_date(town: Town) -> None:
    town.press(DEPUTY, town.card(DEPUTY, "3.1.1"), "Исполнено")
    town[DEPUTY].sends_file("график.pdf", PDF, caption="№ 15-р от 05.06.2019")
    text = town[DEPUTY].waits_for("Отправить?").text
    assert "Файл: график.pdf" in text
    assert "Дата: 05.06.2019" in text


@pytest.mark.parametrize("answer", ["вот так", "№ 15 от 31.02.2019", "12.13.2019"])
def test_what_is_no_evidence_is_asked_again(town: Town, answer: str) -> None:
    town.press(DEPUTY, town.card(DEPUTY, "3.1.1"), "Исполнено")
    town[DEPUTY].waits_for("Отчёт об исполнении")
    town[DEPUTY].says(answer)
    town[DEPUTY].until(lambda screen: "Не удалось разобрать" in screen.words or "Такой даты" in screen.words)
    assert "Отправить?" not in town[DEPUTY].screen.words


def test_a_program_is_not_taken_as_evidence(town: Town) -> None:
    town.press(HEAD, town.card(HEAD, "2.1.1"), "Исполнено")
    town[HEAD].sends_file("заявка.exe", b"MZ")
    assert "такого вида не принимается" in town[HEAD].waits_for("не принимается").text


def test_more_time_is_asked_with_a_date_and_a_reason(town: Town) -> None:
    town.press(DEPUTY, town.card(DEPUTY, "3.1.1"), "Нужен срок")
    town[DEPUTY].waits_for("новый срок")
    town.tell(DEPUTY, "31.03.2020", "Укажите причину")
    town.press(DEPUTY, town.tell(DEPUTY, "Поставка задержана", "Отправить?"), "Отправить")
    assert str(town.item("3.1.1").asked_finish) == "2020-03-31"
    assert town.story.told("extension_asked", "3.1.1").keys() == {HEAD}


def test_a_date_that_the_rules_refuse_is_asked_again(town: Town) -> None:
    town.press(DEPUTY, town.card(DEPUTY, "3.1.1"), "Нужен срок")
    town[DEPUTY].waits_for("новый срок")
    town.tell(DEPUTY, "01.03.2019", "Укажите причину")
    town.press(DEPUTY, town.tell(DEPUTY, "Поставка задержана", "Отправить?"), "Отправить")
    assert "позже нынешнего" in town[DEPUTY].waits_for("новый срок должен быть").text
    assert town.tell(DEPUTY, "31.03.2020", "причину")


def test_progress_is_kept_in_the_history(town: Town) -> None:
    town.press(DEPUTY, town.card(DEPUTY, "3.1.2"), "Ход исполнения")
    town[DEPUTY].waits_for("как идёт исполнение")
    town.press(DEPUTY, town.tell(DEPUTY, "Подано 12 ответов", "Отправить?"), "Отправить")
    assert town.story.history("3.1.2")[-1].details["text"] == "Подано 12 ответов"


def test_an_executor_asks_to_hand_over_and_the_item_stays_his(town: Town) -> None:
    town.press(DEPUTY, town.card(DEPUTY, "3.1.1"), "Передать")
    town[DEPUTY].waits_for("Напишите фамилию")
    town.tell(DEPUTY, "пфетцер", "Укажите причину")
    town.press(DEPUTY, town.tell(DEPUTY, "Относится к институту", "Отправить?"), "Отправить")
    assert INSTITUTE in town.story.history("3.1.1")[-1].details["text"]
    assert town.story.told("handover_asked", "3.1.1")[HEAD].facts["now"] == INSTITUTE
    assert town.item("3.1.1").lead == DEPUTY


def test_an_absence_names_the_stand_in(town: Town) -> None:
    town.press(DEPUTY, town.card(DEPUTY, "3.1.1"), "Отсутствую")
    town.tell(DEPUTY, "с 01.07.2019 по 14.07.2019", "Кто вас замещает")
    town.press(DEPUTY, town.tell(DEPUTY, "Пфетцер", "Отправить?"), "Отправить")
    (absence,) = town.story.office.staff(town.story.passport.code).absences
    assert (absence.person, absence.stand_in, str(absence.until)) == (DEPUTY, INSTITUTE, "2019-07-14")


def test_cancel_changes_nothing_and_ends_the_questions(town: Town) -> None:
    town.press(DEPUTY, town.card(DEPUTY, "3.1.1"), "Исполнено")
    town[DEPUTY].waits_for("Отчёт об исполнении")
    town.tell(DEPUTY, "/cancel", "Отменено")
    assert "Список ваших пунктов" in town.tell(DEPUTY, "№ 15-р от 05.06.2019", "/my").text
    assert town.item("3.1.1").state is State.IN_PROGRESS


def test_a_server_that_gives_no_files_is_sent_a_link_instead(town: Town, emulator: Emulator) -> None:
    emulator.minimal()
    town.press(HEAD, town.card(HEAD, "2.1.1"), "Исполнено")
    town[HEAD].waits_for("файл поданной заявки")
    town[HEAD].sends_file("заявка.pdf", PDF)
    town[HEAD].waits_for("Пришлите, пожалуйста, ссылку")
    town.press(HEAD, town.tell(HEAD, "https://disk.example.ru/1", "Отправить?"), "Отправить")
    assert town.story.history("2.1.1")[-1].details["link"] == "https://disk.example.ru/1"


def test_names_and_reasons_with_markup_are_shown_as_written(town: Town) -> None:
    town.press(DEPUTY, town.card(DEPUTY, "3.1.2"), "Ход исполнения")
    town[DEPUTY].waits_for("как идёт исполнение")
    town.press(DEPUTY, town.tell(DEPUTY, "<b>Да</b> & *нет* </i>", "Отправить?"), "Отправить")
    assert "<b>Да</b> & *нет* </i>" in town.card(DEPUTY, "3.1.2").text


def test_the_menu_is_registered_in_russian(town: Town, emulator: Emulator) -> None:
    town.tell(CURATOR, "/help", "Что умеет бот")
    (call,) = emulator.calls_of("setMyCommands")
    assert "Мои пункты по срочности" in [command["description"] for command in json.loads(call.data["commands"])]


def test_settings_are_kept_and_dates_are_read_as_the_person_likes(town: Town) -> None:
    settings = town.tell(DEPUTY, "/settings", "Настройки")
    assert town.press(DEPUTY, settings, "Запись дат").text == "Запись дат: 28 февраля 2019 г."
    town[DEPUTY].waits_for("Запись дат: 28 февраля 2019 г.")
    assert "Срок: 31 декабря 2019 г (вторник)" in town.card(DEPUTY, "3.1.1").text


def test_the_order_of_channels_and_news_are_set_at_the_bot(town: Town) -> None:
    settings = town.tell(DEPUTY, "/settings", "Порядок доставки: сначала Telegram, затем почта")
    assert town.press(DEPUTY, settings, "Порядок доставки").text == "Порядок доставки: сначала почта, затем Telegram"
    town.press(DEPUTY, settings, "Извещения, не требующие")
    town[DEPUTY].waits_for("Извещения, не требующие действий: не приходят")
    kept = town.clerk.settings(DEPUTY)
    assert (kept["channels"], kept["news"]) == ("mail,telegram", "none")


def test_a_long_list_is_turned_page_by_page(town_of_all: Town) -> None:
    first = town_of_all.tell(HEAD, "/my", "страница 1 из")
    assert len(first.buttons) == 9
    town_of_all.press(HEAD, first, "Далее")
    second = town_of_all[HEAD].waits_for("страница 2 из")
    assert (second.id, set(first.buttons[:8]) & set(second.buttons[:8])) == (first.id, set())


def test_a_flood_from_one_account_delays_nobody_else(town: Town) -> None:
    card = town.card(DEPUTY, "3.1.1")
    for _ in range(100):
        town[DEPUTY].presses(card, "Ход исполнения")
    assert town.tell(HEAD, "/my", "Ваши пункты")
    town.emulator.until(town.emulator.is_idle, 20)
    assert town.item("3.1.1").state is State.IN_PROGRESS
