"""What stands on a screen is found by its item; what was begun in a chat is found after a restart."""

import pytest

from domain.linking import SentMessage
from domain.storage.contacts import Contacts
from domain.storage.conversations import Conversations
from domain.storage.database import Database
from domain.storage.messages import Messages
from domain.storage.preferences import Preferences
from domain.storage.updates import KEPT, Updates
from tests.scenarios.story import HEAD, ZONE, moment

NOW, LATER = moment("2019-02-20 09:00"), moment("2019-02-21 09:00")
ITEM, OTHER = 2019022800001, 2019022800002
STATE = {"step": "date", "item": ITEM, "words": ["Отчёт \u2028 о", "\ud800", "\x00"], "asked": None}


@pytest.fixture
def ready(database: Database) -> Database:
    database.migrate()
    return database


@pytest.fixture
def messages(ready: Database) -> Messages:
    return Messages(ready, ZONE)


def test_a_message_is_found_by_each_of_its_items(messages: Messages) -> None:
    messages.remember(-100, 5, "key", (ITEM, OTHER), "escalation", "<b>2.1.1</b>", NOW)
    known = SentMessage(-100, 5, "key", (ITEM, OTHER), "escalation", "<b>2.1.1</b>", NOW)
    assert messages.about(ITEM) == messages.about(OTHER) == [known]
    assert messages.of(-100, 5) == known
    assert messages.about(1) == []


def test_the_newest_message_comes_first_from_whatever_chat(messages: Messages) -> None:
    messages.remember(7, 1, "a", (ITEM,), "reminder", "a", NOW)
    messages.remember(8, 1, "b", (ITEM,), "reminder", "b", LATER)
    messages.remember(7, 2, "c", (OTHER,), "reminder", "c", LATER)
    assert [(m.chat, m.message) for m in messages.about(ITEM)] == [(8, 1), (7, 1)]


def test_a_message_that_grew_is_remembered_as_it_is_now(messages: Messages) -> None:
    messages.remember(-100, 5, "a", (ITEM,), "escalation", "one", NOW)
    messages.remember(-100, 5, "a", (OTHER, OTHER), "escalation", "two", LATER)
    assert messages.about(ITEM) == []
    assert [m.text for m in messages.about(OTHER)] == ["two"]


def test_an_edited_message_has_its_new_words(messages: Messages) -> None:
    messages.remember(7, 1, "a", (ITEM,), "reminder", "до", NOW)
    messages.remember(7, 2, "b", (ITEM,), "reminder", "до", NOW)
    messages.edited(7, 1, "после")
    assert {m.message: m.text for m in messages.about(ITEM)} == {1: "после", 2: "до"}


def test_a_forgotten_message_is_edited_no_more(messages: Messages) -> None:
    messages.remember(7, 1, "a", (ITEM,), "reminder", "", NOW)
    messages.forget(7, 1)
    assert (messages.about(ITEM), messages.of(7, 1)) == ([], None)


def test_a_letter_sent_before_a_crash_is_found_by_its_key(messages: Messages) -> None:
    messages.remember(7, 1, "a", (ITEM,), "reminder", "", NOW)
    found = messages.of_letter("a", ITEM, 7)
    assert found is not None
    assert found.message == 1
    assert messages.of_letter("a", ITEM, 8) is messages.of_letter("b", ITEM, 7) is None


def test_nothing_stays_on_a_phone_that_was_replaced(messages: Messages) -> None:
    contacts, talks = Contacts(messages.database, ZONE), Conversations(messages.database)
    contacts.link(contacts.invite(HEAD, NOW), 11, 11, NOW)
    messages.remember(11, 1, "a", (ITEM,), "reminder", "", NOW)
    messages.remember(12, 1, "b", (ITEM,), "reminder", "", NOW)
    talks.saved(11, 11, STATE, NOW)
    contacts.link(contacts.invite(HEAD, NOW), 12, 12, NOW, confirmed_by_old=True)
    assert [m.chat for m in messages.about(ITEM)] == [12]
    assert talks.of(11, 11) is None


def test_a_conversation_survives_a_restart_as_it_was(ready: Database) -> None:
    Conversations(ready).saved(7, 11, STATE, NOW)
    again = Database(ready.url)
    assert Conversations(again).of(7, 11) == STATE
    again.close()


def test_conversations_are_one_a_person_and_chat(ready: Database) -> None:
    talks = Conversations(ready)
    talks.saved(-100, 11, {"step": "a"}, NOW)
    talks.saved(-100, 12, {"step": "b"}, NOW)
    talks.saved(-100, 11, {"step": "c"}, LATER)
    assert (talks.of(-100, 11), talks.of(-100, 12), talks.of(7, 11)) == ({"step": "c"}, {"step": "b"}, None)
    talks.ended(-100, 11)
    assert (talks.of(-100, 11), talks.of(-100, 12)) == (None, {"step": "b"})


def test_a_preference_is_the_one_set_last(ready: Database) -> None:
    preferences = Preferences(ready)
    preferences.set(HEAD, "quiet", "20-8")
    preferences.set(HEAD, "quiet", "22-7")
    preferences.set(HEAD, "dates", "words")
    assert preferences.of(HEAD) == {"quiet": "22-7", "dates": "words"}
    assert preferences.of("Чванова Л.В.") == {}


def test_an_update_is_handled_once(ready: Database) -> None:
    updates = Updates(ready)
    assert (updates.seen(500), updates.handled(500, NOW), updates.seen(500)) == (False, True, True)
    assert (updates.handled(500, NOW), updates.seen(499)) == (False, False)


def test_updates_that_cannot_come_again_are_forgotten(ready: Database) -> None:
    updates = Updates(ready)
    updates.handled(101, NOW)
    updates.handled(102, NOW + KEPT)
    updates.handled(200, NOW + KEPT + (LATER - NOW))
    assert [updates.seen(number) for number in (101, 102, 200)] == [False, True, True]
