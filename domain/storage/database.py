"""Opens the database and its transactions: SQLite in WAL with full durability, or PostgreSQL."""

import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from threading import RLock
from time import monotonic, sleep
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, func, make_url, select
from sqlalchemy.exc import ArgumentError, DatabaseError, IntegrityError, OperationalError
from sqlalchemy.pool import StaticPool
from sqlmodel import SQLModel

from domain.errors import Sentence
from domain.storage import delivery_tables, report_tables, tables, telegram_tables  # noqa: F401  # registers them

MEMORY = "sqlite://"
DRIVERS = frozenset({"sqlite", "postgresql", "postgresql+psycopg"})
PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA busy_timeout=5000",
    "PRAGMA cache_size=-65536",
    "PRAGMA mmap_size=1073741824",
)

PATIENCE, PAUSE = 5.0, 0.01
"""Seconds in which another service is waited for that turns the file to WAL, and between two tries."""
ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(618)"
"""Two services starting together must not both make the tables; SQLite's own lock sees to that there."""


class DatabaseUnusable(Sentence):
    """The database cannot be read or written; says why and what to do."""


class Database:
    """One database; every change happens in `writing()`, which commits at its end or keeps nothing."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.engine = _engine(url)
        self._one_writer: AbstractContextManager[object] = RLock() if url.startswith("sqlite") else nullcontext()
        self._snapshot = {"begin": "BEGIN"} if url.startswith("sqlite") else {"isolation_level": "REPEATABLE READ"}

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """SQLite has one writer; our own threads queue for it, since SQLite itself would wait by sleeping."""
        with self._one_writer, _explained(self.url), self.engine.begin() as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """All that is read here is of one moment, whatever others write meanwhile."""
        with _explained(self.url), self.engine.connect() as connection:
            reader = connection.execution_options(**self._snapshot)
            with reader.begin():
                yield reader

    def migrate(self) -> None:
        """Bring the schema up to date (Alembic); a database in memory is simply made."""
        with _explained(self.url):
            if self.url == MEMORY:
                SQLModel.metadata.create_all(self.engine)
            else:
                _upgrade(self.engine)

    @contextmanager
    def turn(self, what: int) -> Iterator[bool]:
        """Whether this service may do now what only one does at a time; the turn ends with its connection.

        SQLite serves one service, whose turn it always is.
        """
        if self.engine.dialect.name == "sqlite":
            yield True
            return
        with _explained(self.url), self.engine.connect() as connection:
            free = connection.execution_options(isolation_level="AUTOCOMMIT")
            mine = bool(free.execute(select(func.pg_try_advisory_lock(what))).scalar())
            try:
                yield mine
            finally:
                if mine:
                    free.execute(select(func.pg_advisory_unlock(what)))

    def backup(self, file: Path) -> None:
        """Copy a SQLite database whole and consistent while it is in use. Raises DatabaseUnusable."""
        if not self.url.startswith("sqlite"):
            raise DatabaseUnusable("Копию базы PostgreSQL делает pg_dump; эта команда — для SQLite")
        if file.exists():
            raise DatabaseUnusable(f"Файл {file} уже есть; укажите новое имя")
        with _explained(f"sqlite:///{file}"), self.engine.connect() as connection:
            connection.execution_options(begin="").exec_driver_sql("VACUUM INTO ?", (str(file),))

    def close(self) -> None:
        self.engine.dispose()


def _upgrade(engine: Engine) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(ONE_AT_A_TIME)
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _engine(url: str) -> Engine:
    _refuse_unknown(url)
    if not url.startswith("sqlite"):
        return create_engine(url, pool_pre_ping=True)
    options: dict[str, Any] = {"connect_args": {"check_same_thread": False}}
    if url == MEMORY:
        options["poolclass"] = StaticPool
    engine = create_engine(url, **options)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _refuse_unknown(url: str) -> None:
    """The address itself is not shown: it may hold a password."""
    try:
        known = make_url(url).drivername in DRIVERS
    except (ArgumentError, ValueError):
        known = False
    if not known:
        raise DatabaseUnusable("VEKHA_DATABASE_URL: нужен адрес sqlite:///ФАЙЛ или postgresql://ИМЯ:ПАРОЛЬ@УЗЕЛ/БАЗА")


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None
    for pragma in PRAGMAS:
        _set(connection, pragma)


def _set(connection: sqlite3.Connection, pragma: str) -> None:
    """SQLite itself does not wait while another service turns a new file to WAL."""
    until = monotonic() + PATIENCE
    while True:
        try:
            connection.execute(pragma)
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or monotonic() > until:
                raise
            sleep(PAUSE)
        else:
            return


def _begin(connection: Connection) -> None:
    """A writer takes the lock at once: a read that turns into a write could find it taken."""
    if begin := connection.get_execution_options().get("begin", "BEGIN IMMEDIATE"):
        connection.exec_driver_sql(begin)


@contextmanager
def _explained(url: str) -> Iterator[None]:
    try:
        yield
    except OperationalError as error:
        raise DatabaseUnusable(_sentence(url, str(error.orig))) from error
    except IntegrityError as error:
        reason = str(error.orig).strip().splitlines()[0]
        raise DatabaseUnusable(
            f"База данных {_place(url)}: нарушено её правило ({reason}), не сохранено ничего"
        ) from error
    except DatabaseError as error:
        raise DatabaseUnusable(f"База данных {_place(url)}: {error.orig}; восстановите её из копии") from error


def _sentence(url: str, reason: str) -> str:
    for sign, advice in _ADVICE.items():
        if sign in reason:
            return f"База данных {_place(url)} {advice}"
    return f"База данных {_place(url)} недоступна ({reason.strip().splitlines()[0]}); проверьте VEKHA_DATABASE_URL"


_ADVICE = {
    "locked": "занята другой программой; завершите её или повторите позже",
    "readonly": "открыта только для чтения; дайте право записи на файл и его папку",
    "unable to open": "не открывается; проверьте, что папка есть и доступна для записи",
    "disk is full": "не помещается на диск; освободите место",
    "deadlock": "меняли двое сразу, и этого не сохранено; повторите",
    "no such table": "ещё не создана; выполните «vekha passport import ФАЙЛ»",
}


def _place(url: str) -> str:
    return url.rpartition("@")[2].removeprefix("sqlite:///")
