"""Runs a statement many times: compiled once a dialect, then handed to the driver as it is.

Building and compiling cost more than the database does when one event is nine statements. Values must be what a
driver takes: numbers, text, None.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Dialect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.base import Executable
from sqlalchemy.sql.compiler import SQLCompiler

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Prepared:
    """Text for the driver; `names` in the order of its question marks, None where it takes names; `fixed` values."""

    sql: str
    names: tuple[str, ...] | None
    fixed: dict[str, Any]

    def given(self, values: Values) -> Any:
        known = {**self.fixed, **values} if self.fixed else values
        return dict(known) if self.names is None else tuple([known[name] for name in self.names])

    def all_given(self, rows: Sequence[Values]) -> list[Any]:
        if self.names is None or self.fixed or len(self.names) == 1:
            return [self.given(row) for row in rows]
        return list(map(itemgetter(*self.names), rows))


def write(connection: Connection, statement: Executable, rows: Sequence[Values]) -> int:
    """Execute once for each row; the rows have the same keys. Returns how many rows were touched."""
    prepared = _prepared(statement, connection.dialect, tuple(rows[0]))
    return _run(connection, prepared, prepared.all_given(rows))


def write_in_order(
    connection: Connection, statement: Executable, names: tuple[str, ...], rows: Sequence[tuple[Any, ...]]
) -> int:
    """The same with tuples: `names` are the statement's values in the order in which its text has them."""
    prepared = _prepared(statement, connection.dialect, tuple(name for name in names if not name.startswith("_")))
    named = prepared.names is None
    return _run(connection, prepared, [dict(zip(names, row, strict=True)) for row in rows] if named else list(rows))


def _run(connection: Connection, prepared: _Prepared, given: list[Any]) -> int:
    with _cursor(connection, prepared.sql) as cursor:
        if len(given) == 1:
            cursor.execute(prepared.sql, given[0])
        else:
            cursor.executemany(prepared.sql, given)
        return int(cursor.rowcount)


def fetch(connection: Connection, statement: Executable, **values: Any) -> list[tuple[Any, ...]]:
    """The rows of a query, plain and unconverted."""
    prepared = _prepared(statement, connection.dialect, None)
    with _cursor(connection, prepared.sql) as cursor:
        cursor.execute(prepared.sql, prepared.given(values))
        return list(cursor.fetchall())


class _cursor:  # noqa: N801  # used as a function
    """The driver's own cursor inside the connection's transaction; its errors become SQLAlchemy's."""

    __slots__ = ("connection", "cursor", "sql")

    def __init__(self, connection: Connection, sql: str) -> None:
        self.connection, self.sql = connection, sql

    def __enter__(self) -> Any:
        self.cursor = self.connection.connection.cursor()
        return self.cursor

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        self.cursor.close()
        driver = self.connection.dialect.loaded_dbapi.Error
        if isinstance(error, driver):
            raise DBAPIError.instance(self.sql, None, error, driver) from error


@lru_cache(maxsize=200)
def _prepared(statement: Executable, dialect: Dialect, columns: tuple[str, ...] | None) -> _Prepared:
    compiled = statement.compile(dialect=dialect, column_keys=columns)  # type: ignore[attr-defined]
    assert isinstance(compiled, SQLCompiler)  # noqa: S101  # every statement here is SQL
    fixed = {name: value for name, value in compiled.params.items() if value is not None}
    names = compiled.positiontup
    return _Prepared(str(compiled), tuple(names) if names is not None else None, fixed)
