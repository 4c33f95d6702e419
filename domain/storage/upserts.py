"""Puts a row in whatever stands there already, on SQLite and PostgreSQL alike."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite

from domain.storage.statements import write


def put(connection: Connection, table: Table, row: Mapping[str, Any]) -> None:
    """Insert the row, or bring the one with its primary key to these values."""
    write(connection, _put(connection.dialect.name, table, tuple(row)), [row])


def put_new(connection: Connection, table: Table, row: Mapping[str, Any]) -> bool:
    """Insert the row unless a rule of the table's forbids it; whether it was inserted."""
    return write(connection, _put_new(connection.dialect.name, table), [row]) > 0


@cache
def _put(dialect: str, table: Table, names: tuple[str, ...]) -> Any:
    statement = _insert(dialect, table)
    keys = [column.name for column in table.primary_key]
    changed = {name: statement.excluded[name] for name in names if name not in keys}
    return statement.on_conflict_do_update(index_elements=keys, set_=changed)


@cache
def _put_new(dialect: str, table: Table) -> Any:
    return _insert(dialect, table).on_conflict_do_nothing()


def _insert(dialect: str, table: Table) -> Any:
    return (postgresql if dialect == "postgresql" else sqlite).insert(table)
