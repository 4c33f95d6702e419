"""Who is who: invitations, confirmation of the name, new phones, strangers, leaving, groups."""

import logging

import pytest

from notifications.telegram.buttons import token_packed
from tests.scenarios.story import COMMITTEE, DEPUTY, HEAD
from tests.telegram.emulator import Emulator
from tests.telegram.people import Person
from tests.telegram.town import IDS, Town


@pytest.fixture
def newcomer(emulator: Emulator) -> Person:
    return emulator.person(501, "Новый телефон")


def test_an_invitation_is_confirmed_by_its_owner_with_a_button(town: Town, newcomer: Person) -> None:
    newcomer.says(f"/start {town.invited(DEPUTY)}")
    asked = newcomer.waits_for("Это вы?")
    assert DEPUTY in asked.text
    assert town.clerk.contacts.person_of(501) is None
    newcomer.presses(asked, "Да, это я").answer()
    assert town.clerk.contacts.person_of(501) == DEPUTY
    assert "Что умеет бот" in newcomer.waits_for("Здравствуйте").text


def test_whoever_says_no_is_not_linked_and_the_token_stays_good(town: Town, newcomer: Person) -> None:
    token = town.invited(DEPUTY)
    newcomer.says(f"/start {token}")
    newcomer.presses(newcomer.waits_for("Это вы?"), "Нет").answer()
    assert town.clerk.contacts.person_of(501) is None
    assert town.clerk.invited(token) == DEPUTY


def test_an_unknown_account_learns_nothing_once_an_hour_and_is_journaled(town: Town, newcomer: Person) -> None:
    for words in ("/my", "привет", "/item 3.1.1", "/start"):
        newcomer.says(words)
    town.tell(DEPUTY, "/help", "Что умеет бот")
    town.emulator.until(town.emulator.is_idle)
    (only,) = newcomer.screen
    assert only.text.startswith("Этот бот только для участников проекта.")


@pytest.mark.parametrize("token", ["guess", "a" * 32, "a" * 5000, "../../etc", "<b>", "' OR 1=1"])
def test_a_guessed_invitation_tells_no_more_than_none(town: Town, newcomer: Person, token: str) -> None:
    newcomer.says(f"/start {token}"[:4000])
    assert newcomer.waits_for("только для участников").text.count("\n") == 0
    assert town.clerk.contacts.person_of(501) is None


def test_a_used_invitation_is_of_no_more_use(town: Town, newcomer: Person, emulator: Emulator) -> None:
    token = town.invited(DEPUTY)
    newcomer.says(f"/start {token}")
    asked = newcomer.waits_for("Это вы?")
    newcomer.presses(asked, "Да, это я").answer()
    thief = emulator.person(502, "Чужой")
    thief.says(f"/start {token}")
    thief.waits_for("только для участников")
    thief.forges(thief.last, token_packed("link", token)).answer()
    assert town.clerk.contacts.person_of(502) is None


def test_a_new_phone_replaces_the_old_one_only_with_its_consent(town: Town, newcomer: Person) -> None:
    old = town[DEPUTY]
    newcomer.says(f"/start {town.invited(DEPUTY)}")
    newcomer.presses(newcomer.waits_for("Это вы?"), "Да, это я").answer()
    newcomer.waits_for("Подтверждение запрошено")
    assert town.clerk.contacts.person_of(501) is None
    old.presses(old.waits_for("Перенести переписку"), "Да, перенести").answer()
    newcomer.waits_for("Здравствуйте")
    assert (town.clerk.contacts.person_of(501), town.clerk.contacts.person_of(IDS[DEPUTY])) == (DEPUTY, None)


def test_nobody_else_agrees_to_a_new_phone(town: Town, newcomer: Person) -> None:
    town.tell(DEPUTY, "/help", "Что умеет бот")
    token = town.invited(DEPUTY)
    answer = town[HEAD].forges(town.card(HEAD, "2.1.1"), token_packed("move", token, 501)).answer()
    assert "больше не действует" in answer.text
    assert town.clerk.contacts.person_of(newcomer.id) is None


def test_stop_asks_once_and_unlinks(town: Town) -> None:
    asked = town.tell(DEPUTY, "/stop", "Отвязать эту")
    town.press(DEPUTY, asked, "Отвязать")
    town[DEPUTY].waits_for("Учётная запись отвязана")
    assert town.clerk.contacts.person_of(IDS[DEPUTY]) is None


def test_a_button_from_before_leaving_does_nothing(town: Town) -> None:
    card = town.card(DEPUTY, "3.1.1")
    town.clerk.unlink(IDS[DEPUTY])
    assert "только для участников" in town.press(DEPUTY, card, "В работу").text
    assert town.item("3.1.1").taken_at is None


def test_the_secretary_links_the_committees_group(town: Town, emulator: Emulator) -> None:
    group = emulator.group(-1007777777777, "ПК", [town[DEPUTY]])
    contacts, now = town.clerk.contacts, town.clerk.now
    token = contacts.invite_group(COMMITTEE, town.story.passport.code, DEPUTY, now)
    town.tell(DEPUTY, f"/link {token}", "Группа привязана: ПК", to=group)
    assert contacts.group_of(group.id) == COMMITTEE


def test_nobody_but_the_secretary_links_the_group(town: Town, emulator: Emulator) -> None:
    group = emulator.group(-1007777777777, "ПК", [town[DEPUTY], town[HEAD]])
    contacts, now = town.clerk.contacts, town.clerk.now
    token = contacts.invite_group(COMMITTEE, town.story.passport.code, DEPUTY, now)
    town.tell(HEAD, f"/link {token}", "подключает её секретарь", to=group)
    assert contacts.group_of(group.id) is None


def test_a_group_that_puts_the_bot_out_is_no_longer_the_committees(town: Town) -> None:
    group = town.committee(DEPUTY)
    group.kicks_bot(town[DEPUTY])
    town.emulator.until(lambda: town.clerk.contacts.group_of(group.id) is None)


def test_a_stranger_in_the_committees_group_presses_in_vain(town: Town, newcomer: Person) -> None:
    group = town.committee(DEPUTY)
    group.chat.members[newcomer.id] = "member"
    card = town.tell(DEPUTY, "/item 2.1.1", "2.1.1. ", to=group)
    assert "только для участников" in newcomer.presses(card, "Беру на контроль").answer().text
    assert town.item("2.1.1").paused_until is None


def test_neither_token_is_ever_logged(town: Town, newcomer: Person, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    token = town.invited(DEPUTY)
    newcomer.says(f"/start {token}")
    newcomer.presses(newcomer.waits_for("Это вы?"), "Да, это я").answer()
    assert token not in caplog.text
    assert town.emulator.token not in caplog.text
