"""The journal notices whatever is changed, removed or put in, wherever it is done."""

from collections.abc import Callable

import pytest
from sqlalchemy import Connection, text

from domain import use_cases
from domain.storage.journal import BrokenJournal
from tests.scenarios.story import HEAD, Story, story

LIFE = "2018-11-15 12:00"


def tampered(told: Story, *statements: str) -> None:
    with told.office.database.writing() as connection:
        for statement in statements:
            connection.execute(text(statement))


def test_an_untouched_journal_verifies_to_its_last_row(told: Story) -> None:
    told.until(LIFE)
    with told.office.database.reading() as connection:
        rows = connection.execute(text("SELECT count(*) FROM journal")).scalar()
    assert told.office.verify_journal() == rows
    assert rows == 17


@pytest.mark.parametrize(
    "change",
    [
        "actor = 'Иванов И.И.'", "at = at + 1", "event = 'accept'", "number = '3'", "passport = 'другой'",
        "item_id = item_id + 1", "before = 'done'", "after = 'done'", "rung = rung + 1", "version = version + 1",
        "details = '{}'", "hash = 'abc'", "item_id = NULL",
    ],
)  # fmt: skip
def test_a_changed_row_is_named(change: str, told: Story) -> None:
    told.until(LIFE)
    tampered(told, f"UPDATE journal SET {change} WHERE seq = 5")
    with pytest.raises(BrokenJournal, match="Журнал нарушен в записи 5 "):
        told.office.verify_journal()


def test_a_removed_row_is_named(told: Story) -> None:
    told.until(LIFE)
    tampered(told, "DELETE FROM journal WHERE seq = 5")
    with pytest.raises(BrokenJournal, match="Журнал нарушен в записи 5 "):
        told.office.verify_journal()


def test_a_removed_row_is_noticed_when_the_rest_is_renumbered(told: Story) -> None:
    told.until(LIFE)
    tampered(told, "DELETE FROM journal WHERE seq = 5", "UPDATE journal SET seq = -seq + 1 WHERE seq > 5")
    tampered(told, "UPDATE journal SET seq = -seq WHERE seq < 0")
    with pytest.raises(BrokenJournal, match="Журнал нарушен в записи 5 "):
        told.office.verify_journal()


@pytest.mark.parametrize("left", [1, 10])
def test_a_journal_cut_at_its_end_is_noticed(left: int, told: Story) -> None:
    told.until(LIFE)
    tampered(told, f"DELETE FROM journal WHERE seq > {left}")
    with pytest.raises(BrokenJournal, match=f"Журнал обрывается на записи {left}: последние записи убраны"):
        told.office.verify_journal()


def test_a_journal_removed_whole_is_noticed(told: Story) -> None:
    tampered(told, "DELETE FROM journal")
    with pytest.raises(BrokenJournal, match="Журнал обрывается на записи 0"):
        told.office.verify_journal()


def test_a_row_put_in_at_the_end_is_noticed(told: Story) -> None:
    told.until(LIFE)
    last = told.office.verify_journal()
    columns = "at, item_id, passport, number, event, actor, before, after, rung, version, details, hash"
    tampered(told, f"INSERT INTO journal (seq, {columns}) SELECT {last + 1}, {columns} FROM journal WHERE seq = {last}")
    with pytest.raises(BrokenJournal, match=f"в записи {last + 1} "):
        told.office.verify_journal()


def test_a_row_put_in_the_middle_is_noticed(told: Story) -> None:
    told.until(LIFE)
    columns = "at, item_id, passport, number, event, actor, before, after, rung, version, details, hash"
    tampered(told, "UPDATE journal SET seq = -seq - 1 WHERE seq >= 5", "UPDATE journal SET seq = -seq WHERE seq < 0")
    tampered(told, f"INSERT INTO journal (seq, {columns}) SELECT 5, {columns} FROM journal WHERE seq = 4")
    with pytest.raises(BrokenJournal, match="в записи 5 "):
        told.office.verify_journal()


def test_an_empty_database_has_an_empty_journal_that_verifies() -> None:
    told = story("2")
    tampered(told, "DELETE FROM journal", "DELETE FROM meta")
    assert told.office.verify_journal() == 0


def test_checking_writes_nothing(told: Story) -> None:
    def rows(connection: Connection) -> object:
        return connection.execute(text("SELECT name, value FROM meta ORDER BY name")).all()

    before = seen(told, rows)
    told.office.verify_journal()
    assert seen(told, rows) == before


def seen(told: Story, look: Callable[[Connection], object]) -> object:
    with told.office.database.reading() as connection:
        return look(connection)


def test_a_row_tells_who_did_what_and_when(told: Story) -> None:
    told.until("2018-10-02 10:00").do(use_cases.take, "2.1.1", by=HEAD)
    started, taken = told.history("2.1.1")
    assert (started.event, started.actor, f"{started.at:%d.%m.%Y %H:%M}") == ("start_comes", "Веха", "01.10.2018 09:00")
    assert (taken.event, taken.actor, f"{taken.at:%d.%m.%Y %H:%M}") == ("take", HEAD, "02.10.2018 10:00")
    assert (started.version, taken.version) == (1, 2)
