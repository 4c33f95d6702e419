"""Of several services one polls, and another when that one is gone."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest

from domain.storage.database import Database
from domain.storage.leases import Leases
from tests.scenarios.story import moment

NOW = moment("2019-02-20 09:00")
SECOND = timedelta(seconds=1)


@pytest.fixture
def leases(database: Database) -> Leases:
    database.migrate()
    return Leases(database)


def test_the_first_takes_the_lease_and_may_renew_it(leases: Leases) -> None:
    assert leases.take("poll", "a", NOW)
    assert not leases.take("poll", "b", NOW + 29 * SECOND)
    assert leases.take("poll", "a", NOW + 29 * SECOND)
    assert not leases.take("poll", "b", NOW + 58 * SECOND)


def test_a_lease_that_is_not_renewed_is_anothers_when_it_ends(leases: Leases) -> None:
    leases.take("poll", "a", NOW)
    assert leases.take("poll", "b", NOW + 30 * SECOND)
    assert not leases.take("poll", "a", NOW + 31 * SECOND)


def test_a_lease_lasts_as_long_as_is_asked(leases: Leases) -> None:
    leases.take("poll", "a", NOW, seconds=5)
    assert not leases.take("poll", "b", NOW + 4 * SECOND)
    assert leases.take("poll", "b", NOW + 5 * SECOND)


def test_leases_of_other_names_are_apart(leases: Leases) -> None:
    assert leases.take("poll", "a", NOW)
    assert leases.take("digest", "b", NOW)


def test_whoever_stops_cleanly_leaves_the_lease_at_once_but_only_its_own(leases: Leases) -> None:
    leases.take("poll", "a", NOW)
    leases.give_up("poll", "b")
    assert not leases.take("poll", "b", NOW)
    leases.give_up("poll", "a")
    assert leases.take("poll", "b", NOW)


@pytest.mark.parametrize("old", [None, "gone"])
def test_of_many_who_ask_at_once_one_gets_it(old: str | None, leases: Leases) -> None:
    if old:
        leases.take("poll", old, NOW - 60 * SECOND)
    start, got = Barrier(4), list[bool]()

    def ask(holder: str) -> None:
        start.wait()
        got.append(leases.take("poll", holder, NOW))

    all_ = [Thread(target=ask, args=(holder,)) for holder in "abcd"]
    for thread in all_:
        thread.start()
    for thread in all_:
        thread.join()
    assert sorted(got) == [False, False, False, True]
