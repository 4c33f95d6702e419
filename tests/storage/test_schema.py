"""Migrations end where the tables begin, and doing them again changes nothing."""

from threading import Thread
from typing import Any

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect
from sqlmodel import SQLModel

from domain.storage.database import Database
from tests.scenarios.story import Story


def differences(database: Database) -> Any:
    with database.writing() as connection:
        return compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), SQLModel.metadata)


def revision(database: Database) -> str | None:
    with database.reading() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def test_migrations_make_the_schema_that_the_tables_describe(database: Database) -> None:
    database.migrate()
    assert differences(database) == []


def test_an_empty_database_is_told_from_a_migrated_one(database: Database) -> None:
    assert differences(database) != []


def test_migrating_again_changes_nothing(told: Story) -> None:
    database, before = told.office.database, told.items()
    first = revision(database)
    database.migrate()
    assert revision(database) == first is not None
    assert told.items() == before


def test_a_database_in_memory_has_the_same_tables_as_a_migrated_one(database: Database) -> None:
    database.migrate()
    memory = Database("sqlite://")
    memory.migrate()
    assert set(inspect(memory.engine).get_table_names()) == set(inspect(database.engine).get_table_names()) - {
        "alembic_version"
    }
    memory.close()


def test_two_services_may_start_on_an_empty_database_at_once(url: str) -> None:
    failures = list[Exception]()
    databases = [Database(url) for _ in range(3)]
    threads = [Thread(target=migrated, args=(database, failures)) for database in databases]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert differences(databases[0]) == []
    for database in databases:
        database.close()


def migrated(database: Database, failures: list[Exception]) -> None:
    try:
        database.migrate()
    except Exception as error:
        failures.append(error)
