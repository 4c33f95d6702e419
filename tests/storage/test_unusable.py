"""A database that cannot be used says so in one sentence, and a copy of one that can is whole."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from domain import use_cases
from domain.storage import database as storage
from domain.storage.database import Database, DatabaseUnusable
from tests.scenarios.story import HEAD, Story, story


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "vekha.db"


@pytest.fixture
def kept(file: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Story]:
    """A plan in a file whose writers do not wait for each other."""
    monkeypatch.setattr(storage, "PRAGMAS", ("PRAGMA journal_mode=WAL", "PRAGMA busy_timeout=50"))
    told = story("2", url=f"sqlite:///{file}")
    yield told
    told.office.close()


def one_sentence(error: pytest.ExceptionInfo[DatabaseUnusable]) -> str:
    said = str(error.value)
    assert "\n" not in said
    return said


def test_a_locked_database_is_busy_and_keeps_what_it_had(kept: Story, file: Path) -> None:
    before, other = kept.items(), sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(DatabaseUnusable) as error:
        kept.do(use_cases.take, "2.1.1", by=HEAD)
    assert one_sentence(error) == f"База данных {file} занята другой программой; завершите её или повторите позже"
    assert kept.items() == before
    other.close()


def test_once_it_is_free_the_same_event_goes_through(kept: Story, file: Path) -> None:
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(DatabaseUnusable):
        kept.do(use_cases.take, "2.1.1", by=HEAD)
    other.close()
    assert kept.do(use_cases.take, "2.1.1", by=HEAD).version == 1


def test_a_locked_database_can_still_be_read(kept: Story, file: Path) -> None:
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert len(kept.items()) == 4
    other.close()


def test_a_read_only_database_is_read_and_refuses_events(kept: Story, file: Path) -> None:
    kept.office.close()
    kept.office.database = Database(f"sqlite:///file:{file}?mode=ro&uri=true")
    with pytest.raises(DatabaseUnusable, match="открыта только для чтения; дайте право записи"):
        kept.do(use_cases.take, "2.1.1", by=HEAD)
    with kept.office.database.reading() as connection:
        assert connection.exec_driver_sql("SELECT max(version) FROM standing").scalar() == 0


@pytest.mark.parametrize("place", ["nowhere/vekha.db", ""])
def test_a_database_that_cannot_be_opened_says_so(place: str, tmp_path: Path) -> None:
    broken = Database(f"sqlite:///{tmp_path}/{place}")
    with pytest.raises(DatabaseUnusable) as error:
        broken.migrate()
    assert "не открывается; проверьте, что папка есть и доступна для записи" in one_sentence(error)
    broken.close()


def test_a_file_that_is_no_database_is_left_as_it_is(file: Path) -> None:
    file.write_bytes(b"hello" * 1000)
    broken = Database(f"sqlite:///{file}")
    with pytest.raises(DatabaseUnusable) as error:
        broken.migrate()
    assert one_sentence(error).startswith(f"База данных {file}: file is not a database")
    assert file.read_bytes() == b"hello" * 1000
    broken.close()


def test_a_database_without_tables_asks_for_an_import(file: Path) -> None:
    empty = Database(f"sqlite:///{file}")
    with pytest.raises(DatabaseUnusable, match="ещё не создана"), empty.reading() as connection:
        connection.exec_driver_sql("SELECT 1 FROM item")
    empty.close()


def test_a_server_that_does_not_answer_is_named_without_its_password() -> None:
    silent = Database("postgresql+psycopg://vekha:secret@localhost:1/vekha")
    with pytest.raises(DatabaseUnusable) as error:
        silent.migrate()
    assert one_sentence(error).startswith("База данных localhost:1/vekha недоступна")
    assert "secret" not in str(error.value)


@pytest.mark.parametrize("url", ["vekha.db", "mysql://u:secret@host/db", "postgresql://u:secret@host:port/db", ""])
def test_an_address_of_no_known_kind_is_refused_without_showing_it(url: str) -> None:
    with pytest.raises(DatabaseUnusable, match="VEKHA_DATABASE_URL: нужен адрес") as error:
        Database(url)
    assert "secret" not in one_sentence(error)


def test_a_backup_is_whole_and_taken_while_the_database_is_in_use(kept: Story, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    with kept.office.database.writing() as connection:
        connection.exec_driver_sql("UPDATE standing SET rung = 9")
        kept.office.database.backup(copy)
    restored = story("2").office
    restored.database = Database(f"sqlite:///{copy}")
    assert {item.rung for item in Story(restored, kept.passport, kept.clock).items()} == {0}
    assert kept["2"].rung == 9
    restored.close()


def test_a_backup_never_overwrites_a_file(kept: Story, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    copy.write_text("важное")
    with pytest.raises(DatabaseUnusable, match="уже есть; укажите новое имя"):
        kept.office.database.backup(copy)
    assert copy.read_text() == "важное"


def test_a_backup_into_no_folder_says_so(kept: Story, tmp_path: Path) -> None:
    with pytest.raises(DatabaseUnusable, match="не открывается"):
        kept.office.database.backup(tmp_path / "nowhere" / "copy.db")


def test_postgresql_is_backed_up_by_its_own_tool(postgres_url: str, tmp_path: Path) -> None:
    database = Database(postgres_url)
    with pytest.raises(DatabaseUnusable, match="pg_dump"):
        database.backup(tmp_path / "copy.db")
    database.close()
