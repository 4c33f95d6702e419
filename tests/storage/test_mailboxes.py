"""Addresses and secretaries: found for people and bodies, each change in the journal once."""

from datetime import timedelta

import pytest

from domain.storage import journal
from domain.storage.contacts import Contacts
from domain.storage.database import Database
from domain.storage.mailboxes import Mailboxes
from tests.scenarios.story import ADMINISTRATOR, COMMITTEE, CURATOR, DEPUTY, HEAD, ZONE, moment

NOW = moment("2019-02-20 09:00")
LATER = NOW + timedelta(days=1)
BOOK, OTHER = "618-р", "700-р"


@pytest.fixture
def mailboxes(database: Database) -> Mailboxes:
    database.migrate()
    return Mailboxes(database, ZONE)


def told(mailboxes: Mailboxes) -> list[str]:
    """What the journal tells, oldest first, its chain whole."""
    with mailboxes.database.reading() as connection:
        journal.verify(connection)
        return [row.event for row in journal.latest(connection, ZONE, 100)][::-1]


def test_an_address_is_found_changed_and_taken_away(mailboxes: Mailboxes) -> None:
    assert mailboxes.put(HEAD, "head@example.ru", NOW)
    assert not mailboxes.put(HEAD, "head@example.ru", LATER)
    assert mailboxes.of(HEAD) == (HEAD, "head@example.ru", NOW, None)
    assert mailboxes.put(HEAD, "new@example.ru", LATER)
    assert mailboxes.all() == [(HEAD, "new@example.ru", LATER, None)]
    assert (mailboxes.remove(HEAD, LATER), mailboxes.remove(HEAD, LATER), mailboxes.of(HEAD)) == (True, False, None)
    assert told(mailboxes) == ["address", "address", "address_removed"]


def test_a_refused_address_is_spoiled_until_it_is_given_anew(mailboxes: Mailboxes) -> None:
    mailboxes.put(HEAD, "head@example.ru", NOW)
    mailboxes.spoiled(HEAD, "550 no such\r\nuser", LATER, "older@example.ru")
    assert mailboxes.book().people[HEAD].spoiled is None
    for _ in range(2):
        mailboxes.spoiled(HEAD, "550 no such\r\nuser", LATER)
    found = mailboxes.of(HEAD)
    assert found is not None
    assert found.spoiled == "550 no such user"
    assert told(mailboxes) == ["address", "address_spoiled"]
    assert mailboxes.put(HEAD, "head@example.ru", LATER)
    assert mailboxes.of(HEAD) == (HEAD, "head@example.ru", LATER, None)


def test_many_are_put_at_once_and_only_those_that_differ_are_counted(mailboxes: Mailboxes) -> None:
    mailboxes.put(HEAD, "head@example.ru", NOW)
    assert mailboxes.put_all({HEAD: "head@example.ru", DEPUTY: "d@example.ru"}, LATER) == 1
    assert [one.person for one in mailboxes.all()] == sorted([HEAD, DEPUTY])


def test_a_bodys_mail_goes_to_its_secretary(mailboxes: Mailboxes) -> None:
    mailboxes.put(DEPUTY, "d@example.ru", NOW)
    assert mailboxes.of(COMMITTEE, BOOK) is None
    assert mailboxes.appoint(COMMITTEE, BOOK, DEPUTY, NOW)
    assert not mailboxes.appoint(COMMITTEE, BOOK, DEPUTY, LATER)
    for of in (mailboxes.of, mailboxes.book().of):
        assert of(COMMITTEE, BOOK) == of(COMMITTEE) == (DEPUTY, "d@example.ru", NOW, None)
        assert of(COMMITTEE, OTHER) is None
    mailboxes.appoint(COMMITTEE, OTHER, HEAD, NOW)
    assert (mailboxes.of(COMMITTEE), mailboxes.of(COMMITTEE, OTHER)) == (None, None)
    assert mailboxes.bodies_of(DEPUTY) == [(BOOK, COMMITTEE)]
    assert mailboxes.release(COMMITTEE, BOOK, LATER) == DEPUTY
    assert (mailboxes.release(COMMITTEE, BOOK, LATER), mailboxes.bodies_of(DEPUTY)) == (None, [])
    assert told(mailboxes) == ["address", "secretary", "secretary", "secretary_released"]


def test_a_groups_secretary_is_the_bodys_until_another_is_appointed(mailboxes: Mailboxes) -> None:
    contacts = Contacts(mailboxes.database, ZONE)
    contacts.link(contacts.invite(ADMINISTRATOR, NOW), 12, 12, NOW)
    contacts.link_group(contacts.invite_group(COMMITTEE, BOOK, ADMINISTRATOR, NOW), -100, "ПК", 12, NOW)
    assert mailboxes.secretary_of(COMMITTEE, BOOK) == ADMINISTRATOR
    mailboxes.appoint(COMMITTEE, BOOK, CURATOR, NOW)
    assert mailboxes.secretary_of(COMMITTEE, BOOK) == CURATOR
    assert mailboxes.bodies_of(ADMINISTRATOR) == mailboxes.bodies_of(CURATOR) == [(BOOK, COMMITTEE)]
