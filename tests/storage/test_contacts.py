"""People are linked by one-time invitations; nobody else is, and each change is in the journal."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from sqlalchemy import select

from domain.linking import ConfirmationNeeded, LinkRefused
from domain.storage import journal
from domain.storage.contacts import Contacts
from domain.storage.database import Database
from domain.storage.invitations import INVITATION
from tests.scenarios.story import CURATOR, DEPUTY, HEAD, ZONE, moment

NOW = moment("2019-02-20 09:00")
WEEK = timedelta(days=7)
SECOND = timedelta(seconds=1)


@pytest.fixture
def contacts(database: Database) -> Contacts:
    database.migrate()
    return Contacts(database, ZONE)


@pytest.fixture
def linked(contacts: Contacts) -> Contacts:
    """The head's account is 11."""
    contacts.link(contacts.invite(HEAD, NOW), 11, 11, NOW)
    return contacts


def told(contacts: Contacts) -> list[str]:
    """What the journal tells, oldest first, its chain whole."""
    with contacts.database.reading() as connection:
        journal.verify(connection)
        return [row.event for row in journal.latest(connection, ZONE, 100)][::-1]


def test_an_invited_person_is_linked_and_found_both_ways(contacts: Contacts) -> None:
    token = contacts.invite(HEAD, NOW)
    assert contacts.invited(token, NOW) == HEAD
    assert contacts.link(token, 11, 11, NOW) == HEAD
    assert (contacts.chat_of(HEAD), contacts.person_of(11)) == (11, HEAD)
    assert contacts.people() == [(HEAD, 11, 11, NOW)]
    assert told(contacts) == ["invite", "link"]


def test_the_database_holds_no_token(contacts: Contacts) -> None:
    token = contacts.invite(HEAD, NOW)
    with contacts.database.reading() as connection:
        rows = connection.execute(select(INVITATION)).all()
        story = [dict(row.details) for row in journal.latest(connection, ZONE, 100)]
    assert len(token) >= 32
    assert token not in f"{rows}{story}"


def test_a_token_is_good_until_the_end_of_seven_days(contacts: Contacts) -> None:
    token = contacts.invite(HEAD, NOW)
    assert contacts.invited(token, NOW + WEEK) is None
    with pytest.raises(LinkRefused, match="старше 7 дней"):
        contacts.link(token, 11, 11, NOW + WEEK)
    assert contacts.link(token, 11, 11, NOW + WEEK - SECOND) == HEAD


def test_a_token_is_good_once(contacts: Contacts) -> None:
    token = contacts.invite(HEAD, NOW)
    contacts.link(token, 11, 11, NOW)
    assert contacts.invited(token, NOW) is None
    with pytest.raises(LinkRefused, match="Приглашение недействительно"):
        contacts.link(token, 12, 12, NOW, confirmed_by_old=True)
    assert contacts.person_of(12) is None


@pytest.mark.parametrize("token", ["", "x" * 32, "' OR 1=1 --", "\ud800", "я" * 5000, "\x00"])
def test_a_guessed_token_opens_nothing(token: str, contacts: Contacts) -> None:
    contacts.invite(HEAD, NOW)
    assert contacts.invited(token, NOW) is None
    with pytest.raises(LinkRefused):
        contacts.link(token, 11, 11, NOW)
    assert contacts.people() == []


def test_a_newer_invitation_revokes_the_older(contacts: Contacts) -> None:
    older, newer = contacts.invite(HEAD, NOW), contacts.invite(HEAD, NOW)
    assert (contacts.invited(older, NOW), contacts.invited(newer, NOW)) == (None, HEAD)


def test_an_invitation_of_one_leaves_that_of_another(contacts: Contacts) -> None:
    token = contacts.invite(DEPUTY, NOW)
    contacts.invite(HEAD, NOW)
    assert contacts.invited(token, NOW) == DEPUTY


def test_a_revoked_invitation_is_no_good(contacts: Contacts) -> None:
    token = contacts.invite(HEAD, NOW)
    assert contacts.revoke(HEAD, NOW)
    assert contacts.invited(token, NOW) is None
    assert not contacts.revoke(HEAD, NOW)
    assert told(contacts) == ["invite", "revoke"]


def test_an_expired_invitation_needs_no_revoking(contacts: Contacts) -> None:
    contacts.invite(HEAD, NOW)
    assert not contacts.revoke(HEAD, NOW + WEEK)


def test_a_new_phone_waits_for_the_old_one(linked: Contacts) -> None:
    token = linked.invite(HEAD, NOW)
    with pytest.raises(ConfirmationNeeded) as needed:
        linked.link(token, 12, 12, NOW)
    assert (needed.value.person, needed.value.old_chat, linked.person_of(12)) == (HEAD, 11, None)
    assert linked.link(token, 12, 12, NOW, confirmed_by_old=True) == HEAD
    assert (linked.chat_of(HEAD), linked.person_of(11)) == (12, None)
    assert told(linked)[-1] == "replace"


def test_the_administrator_may_replace_a_lost_phone(linked: Contacts) -> None:
    assert linked.link(linked.invite(HEAD, NOW, replaces=True), 12, 12, NOW) == HEAD
    assert (linked.person_of(11), linked.person_of(12)) == (None, HEAD)


def test_the_same_phone_may_be_linked_again_without_asking(linked: Contacts) -> None:
    assert linked.link(linked.invite(HEAD, NOW), 11, 11, NOW) == HEAD
    assert told(linked)[-1] == "link"


def test_an_account_is_one_persons(linked: Contacts) -> None:
    token = linked.invite(DEPUTY, NOW)
    with pytest.raises(LinkRefused, match="уже подключён к другому участнику"):
        linked.link(token, 11, 11, NOW)
    assert (linked.person_of(11), linked.chat_of(DEPUTY)) == (HEAD, None)
    assert linked.invited(token, NOW) == DEPUTY


def test_a_personal_invitation_is_not_for_a_group(contacts: Contacts) -> None:
    token = contacts.invite(HEAD, NOW)
    with pytest.raises(LinkRefused, match="в личном чате с ботом, а не в группе"):
        contacts.link(token, 11, -100, NOW)
    assert contacts.invited(token, NOW) == HEAD


def test_whoever_leaves_is_reached_no_more(linked: Contacts) -> None:
    assert linked.unlink(11, NOW) == HEAD
    assert (linked.chat_of(HEAD), linked.person_of(11), linked.unlink(11, NOW)) == (None, None, None)
    assert told(linked) == ["invite", "link", "unlink"]


def test_the_administrator_may_take_a_link_away(linked: Contacts) -> None:
    assert (linked.dismiss(HEAD, NOW), linked.dismiss(HEAD, NOW)) == (True, False)
    assert linked.people() == []


def test_a_stranger_is_answered_and_journaled_once_an_hour(contacts: Contacts) -> None:
    hour = timedelta(hours=1)
    times = [NOW, NOW + SECOND, NOW + hour - SECOND, NOW + hour, NOW + hour + SECOND]
    assert [contacts.stranger(666, at) for at in times] == [True, False, False, True, False]
    with contacts.database.reading() as connection:
        rows = list(journal.latest(connection, ZONE, 100))
    assert [row.details for row in rows] == [{"account": 666, "ignored": 2}, {"account": 666, "ignored": 0}]


def test_strangers_do_not_silence_each_other(contacts: Contacts) -> None:
    assert [contacts.stranger(user, NOW) for user in (1, 2, 2**52)] == [True, True, True]


def test_of_two_who_come_with_one_token_one_is_linked(contacts: Contacts) -> None:
    token, start, ends = contacts.invite(CURATOR, NOW), Barrier(2), list[str]()

    def come(user: int) -> None:
        start.wait()
        try:
            ends.append(contacts.link(token, user, user, NOW))
        except (LinkRefused, ConfirmationNeeded) as refusal:
            ends.append(type(refusal).__name__)

    both = [Thread(target=come, args=(user,)) for user in (21, 22)]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()
    assert sorted(ends) == ["LinkRefused", CURATOR]
    assert len(contacts.people()) == 1
