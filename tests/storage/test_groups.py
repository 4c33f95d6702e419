"""A body's group is linked by its secretary, and by nobody else."""

import pytest

from domain.linking import LinkRefused
from domain.storage import journal
from domain.storage.contacts import Contacts
from domain.storage.database import Database
from tests.scenarios.story import ADMINISTRATOR, COLLEGIUM, COMMITTEE, HEAD, ZONE, moment

NOW = moment("2019-02-20 09:00")
PASSPORT = "school"
ROOM, OTHER_ROOM = -1001, -1002
SECRETARY, SOMEBODY = 31, 32


@pytest.fixture
def contacts(database: Database) -> Contacts:
    """The secretary and another person are linked."""
    database.migrate()
    made = Contacts(database, ZONE)
    for name, user in ((ADMINISTRATOR, SECRETARY), (HEAD, SOMEBODY)):
        made.link(made.invite(name, NOW), user, user, NOW)
    return made


def invited(contacts: Contacts, level: str = COMMITTEE, passport: str = PASSPORT) -> str:
    return contacts.invite_group(level, passport, ADMINISTRATOR, NOW)


def linked(contacts: Contacts, chat: int = ROOM, level: str = COMMITTEE, passport: str = PASSPORT) -> str:
    return contacts.link_group(invited(contacts, level, passport), chat, "Комитет", SECRETARY, NOW)


def test_the_secretary_links_the_group(contacts: Contacts) -> None:
    assert linked(contacts) == COMMITTEE
    assert (contacts.chat_of(COMMITTEE), contacts.group_of(ROOM)) == (ROOM, COMMITTEE)
    assert contacts.groups() == [(COMMITTEE, PASSPORT, ROOM, "Комитет", ADMINISTRATOR, NOW)]


@pytest.mark.parametrize("user", [SOMEBODY, 666])
def test_nobody_else_links_it(user: int, contacts: Contacts) -> None:
    token = invited(contacts)
    with pytest.raises(LinkRefused, match="подключает её секретарь"):
        contacts.link_group(token, ROOM, "Комитет", user, NOW)
    assert contacts.chat_of(COMMITTEE) is None
    assert contacts.link_group(token, ROOM, "Комитет", SECRETARY, NOW) == COMMITTEE


def test_a_groups_token_links_no_person_and_a_persons_no_group(contacts: Contacts) -> None:
    with pytest.raises(LinkRefused, match="для группы «ПК»"):
        contacts.link(invited(contacts), SECRETARY, SECRETARY, NOW)
    with pytest.raises(LinkRefused, match="личное"):
        contacts.link_group(contacts.invite(HEAD, NOW), ROOM, "Комитет", SOMEBODY, NOW)
    assert contacts.groups() == []


def test_a_groups_token_is_good_once(contacts: Contacts) -> None:
    token = invited(contacts)
    contacts.link_group(token, ROOM, "Комитет", SECRETARY, NOW)
    with pytest.raises(LinkRefused, match="Приглашение недействительно"):
        contacts.link_group(token, OTHER_ROOM, "Комитет", SECRETARY, NOW)
    assert contacts.chat_of(COMMITTEE) == ROOM


def test_a_room_is_one_bodys(contacts: Contacts) -> None:
    linked(contacts)
    with pytest.raises(LinkRefused, match="уже подключена как «ПК»"):
        linked(contacts, ROOM, COLLEGIUM)
    assert contacts.group_of(ROOM) == COMMITTEE


def test_a_body_that_moves_is_written_to_in_its_new_room(contacts: Contacts) -> None:
    linked(contacts)
    linked(contacts, OTHER_ROOM)
    assert (contacts.chat_of(COMMITTEE), contacts.group_of(ROOM)) == (OTHER_ROOM, None)


def test_bodies_of_two_passports_are_told_apart(contacts: Contacts) -> None:
    linked(contacts)
    linked(contacts, OTHER_ROOM, passport="roads")
    assert (contacts.chat_of(COMMITTEE, PASSPORT), contacts.chat_of(COMMITTEE, "roads")) == (ROOM, OTHER_ROOM)
    assert contacts.chat_of(COMMITTEE) is contacts.chat_of(COMMITTEE, "other") is None


def test_one_committee_may_meet_in_one_room_for_two_passports(contacts: Contacts) -> None:
    linked(contacts)
    linked(contacts, passport="roads")
    assert contacts.chat_of(COMMITTEE) == ROOM


def test_a_group_that_telegram_made_greater_is_found_under_its_new_id(contacts: Contacts) -> None:
    linked(contacts)
    contacts.moved(ROOM, OTHER_ROOM)
    assert (contacts.chat_of(COMMITTEE), contacts.group_of(ROOM)) == (OTHER_ROOM, None)


def test_a_group_that_put_the_bot_out_is_written_to_no_more(contacts: Contacts) -> None:
    linked(contacts)
    assert contacts.unlink_group(ROOM, NOW) == COMMITTEE
    assert (contacts.chat_of(COMMITTEE), contacts.unlink_group(ROOM, NOW)) == (None, None)
    with contacts.database.reading() as connection:
        events = [row.event for row in journal.latest(connection, ZONE, 3)]
    assert events == ["unlink", "link", "invite"]


def test_a_title_is_kept_printable_and_short(contacts: Contacts) -> None:
    contacts.link_group(invited(contacts), ROOM, "Ко\x00ми\u202eтет" + "!" * 300, SECRETARY, NOW)
    assert contacts.groups()[0].title == "Комитет" + "!" * 121
