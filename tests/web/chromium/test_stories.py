"""What people do at the desk with a real browser that runs no scripts."""

from collections.abc import Callable
from datetime import timedelta

from playwright.sync_api import Browser

from domain.vocabulary import State
from tests.scenarios.story import COMMITTEE, DEPUTY, HEAD, INSTITUTE
from tests.web.chromium.people import PDF, Person, person
from tests.web.house import House

Somebody = Callable[[str], Person]
ACT = {"Номер документа": "15-р", "Дата документа": "2019-06-05"}
REASON = "Нет подписи министра; приложите подписанный график"


def reports(who: Person, said: dict[str, str] = ACT) -> None:
    who.presses("Сообщить об исполнении")
    who.fills(said)
    who.attaches()
    who.presses("Сообщить об исполнении")


def test_an_item_is_reported_returned_reported_again_and_accepted(desk: House, somebody: Somebody) -> None:
    deputy, head = somebody(DEPUTY), somebody(HEAD)
    deputy.page.get_by_role("link", name="3.1.1 ").click()
    reports(deputy)
    assert "Готово. Пункт 3.1.1: отчёт отправлен на приёмку." in deputy.text

    head.opens("/desk")
    assert "Ждёт вашего решения" in head.text
    head.page.get_by_role("link", name="3.1.1 ").click()
    assert head.saves("Скачать файл «график.pdf»").read_bytes() == PDF["buffer"]
    head.presses("Вернуть на доработку")
    head.fills({"Что нужно доработать": REASON})
    head.presses("Вернуть на доработку")
    assert "возвращён на доработку" in head.text

    deputy.opens(desk.card("3.1.1"))
    assert REASON in deputy.text
    reports(deputy, {"Номер документа": "16-р", "Дата документа": "2019-06-09"})
    head.opens(desk.card("3.1.1"))
    head.presses("Принять исполнение")
    assert "№ 16-р от 09.06.2019" in head.text
    head.presses("Принять исполнение")
    assert "исполнение принято" in head.text
    assert desk.item("3.1.1").state is State.DONE
    assert desk.story.events("3.1.1")[-4:] == ["report", "return", "report", "accept"]


def test_an_expired_link_offers_a_fresh_one(desk: House, browser: Browser) -> None:
    old, new = desk.links.desk(DEPUTY), person(browser, desk)
    new.opens(old)
    assert "Вход на рабочий стол: Чванова Л.В." in new.text
    desk.later = timedelta(hours=73)
    new.opens(old)
    assert "Срок ссылки истёк" in new.text
    new.presses("Прислать новую ссылку")
    assert "новая ссылка придёт" in new.text
    new.page.reload()
    assert desk.fresh == [DEPUTY]
    new.context.close()


def test_a_form_that_is_sent_twice_acts_once(desk: House, somebody: Somebody) -> None:
    deputy = somebody(DEPUTY)
    deputy.opens(f"{desk.card('3.1.1')}/note")
    deputy.fills({"Как идёт исполнение": "Перечень школ согласован"})
    deputy.page.get_by_role("button", name="Записать ход исполнения").dblclick()
    deputy.page.wait_for_url("**/item/*?sent=*")
    assert "ход исполнения записан" in deputy.text
    for again in (deputy.page.reload, deputy.page.go_back, deputy.page.go_forward):
        again()
    assert "ход исполнения записан" in deputy.text
    assert desk.story.events("3.1.1").count("note") == 1


def test_the_second_of_two_tabs_learns_politely(desk: House, somebody: Somebody) -> None:
    deputy = somebody(DEPUTY)
    second = Person(desk, deputy.context, deputy.context.new_page())
    for tab in (deputy, second):
        tab.opens(f"{desk.card('3.1.1')}/report")
    deputy.fills(ACT)
    deputy.presses("Сообщить об исполнении")
    second.fills(ACT)
    second.presses("Сообщить об исполнении")
    assert "Не выполнено." in second.text
    assert "Чванова Л.В." in second.text
    assert desk.story.events("3.1.1").count("report") == 1


def test_refused_input_keeps_what_was_typed(desk: House, somebody: Somebody) -> None:
    head = somebody(HEAD)
    head.opens(f"{desk.card('3.1.1')}/reassign")
    head.fills({"Ответственный исполнитель": "Нетаков Н.Н.", "Причина": "Так решено на совещании"})
    head.presses("Сменить исполнителей")
    assert "Участника «Нетаков Н.Н.» в ваших паспортах нет" in head.text
    head.presses("К полю, которое нужно исправить")
    wrong = head.page.get_by_label("Ответственный исполнитель")
    assert wrong.input_value() == "Нетаков Н.Н."
    assert wrong.get_attribute("aria-invalid") == "true"
    assert head.page.get_by_label("Причина").input_value() == "Так решено на совещании"
    head.fills({"Ответственный исполнитель": INSTITUTE})
    head.presses("Сменить исполнителей")
    assert desk.item("3.1.1").executors == (INSTITUTE,)


def test_settings_absence_and_unsubscribing(desk: House, somebody: Somebody) -> None:
    deputy = somebody(DEPUTY)
    deputy.presses("Настройки")
    deputy.page.get_by_label("28 февраля 2019 г.").check()
    deputy.presses("Сохранить")
    assert "Настройки сохранены." in deputy.text
    assert deputy.page.get_by_label("28 февраля 2019 г.").is_checked()

    deputy.presses("Отсутствие")
    away = {"Первый день отсутствия": "2019-06-17", "Последний день отсутствия": "2019-06-28"}
    deputy.fills({**away, "Кто замещает": "пфетцер"})
    deputy.presses("Записать отсутствие")
    assert "Отсутствие записано" in deputy.text

    deputy.opens(desk.links.unsubscribe(DEPUTY))
    assert desk.story.office.preferences.of(DEPUTY).get("news") != "none"
    deputy.presses("Отписаться")
    assert desk.story.office.preferences.of(DEPUTY)["news"] == "none"


def test_closing_access_puts_every_other_device_out(desk: House, somebody: Somebody) -> None:
    deputy, phone, head = somebody(DEPUTY), somebody(DEPUTY), somebody(HEAD)
    deputy.presses("Настройки")
    deputy.presses("Закрыть доступ по всем ссылкам")
    assert "Доступ закрыт" in deputy.text
    for device, expected in ((phone, "Нужно войти"), (deputy, "Нужно войти"), (head, "Мои пункты")):
        device.opens("/desk")
        assert expected in device.text


def test_a_committees_secretary_records_its_decision_with_minutes(desk: House, somebody: Somebody) -> None:
    office = desk.story.office
    office.mailboxes.appoint(COMMITTEE, desk.story.passport.code, DEPUTY, office.clock.now())
    desk.reported("3.1", by=HEAD)
    deputy = somebody(DEPUTY)
    deputy.opens(f"{desk.card('3.1')}/accept")
    deputy.fills({"Номер и дата протокола": "решили", "Почему это не мешает принять пункт": "Исполнены фактически"})
    deputy.presses("Принять исполнение")
    assert "Нужны номер и дата протокола" in deputy.text
    deputy.fills({"Номер и дата протокола": "№ 5 от 07.06.2019"})
    deputy.presses("Принять исполнение")
    assert "исполнение принято" in deputy.text
    assert "Протокол: № 5 от 07.06.2019" in deputy.text
    assert desk.item("3.1").state is State.DONE
