"""Killed two hundred times in the middle of ticking and acting, a plan comes to what it would have come to anyway."""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from config.replay import StoryClock
from config.wiring import Office
from domain.storage.database import Database
from tests.scenarios.killed_worker import ENDS
from tests.scenarios.story import ladder

KILLS, SEED = 200, 618
Open = Callable[[str], Office]


@dataclass
class Lives:
    """Two files: one life undisturbed, the other with `deaths` deaths at `places` different places of its journal."""

    folder: Path
    deaths: int
    places: int


@pytest.fixture(scope="module")
def lives(tmp_path_factory: pytest.TempPathFactory) -> Lives:
    folder = tmp_path_factory.mktemp("lives")
    command = [sys.executable, "-m", "tests.scenarios.killed_worker", str(folder), str(KILLS), str(SEED)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=200, check=False)
    assert done.returncode == 0, done.stderr
    return Lives(folder, **json.loads(done.stdout))


@pytest.fixture
def whole(lives: Lives) -> Iterator[Office]:
    yield from opened(lives.folder / "whole.db")


@pytest.fixture
def often(lives: Lives) -> Iterator[Office]:
    """The office that was killed often."""
    yield from opened(lives.folder / "often.db")


def opened(file: Path) -> Iterator[Office]:
    office = Office(Database(f"sqlite:///{file}"), ladder(), StoryClock(ENDS), file.parent)
    yield office
    office.close()


def rows(office: Office, query: str) -> list[Any]:
    with office.database.reading() as connection:
        return list(connection.execute(text(query)).all())


def test_it_was_really_killed_and_mostly_in_the_middle_of_work(lives: Lives) -> None:
    assert lives.deaths == KILLS
    assert lives.places > KILLS // 2


def test_the_journal_verifies(often: Office) -> None:
    assert often.verify_journal() > 2000


def test_each_state_change_stands_once(often: Office) -> None:
    changes = rows(often, "SELECT item_id, version FROM journal WHERE item_id IS NOT NULL AND event <> 'spoken'")
    assert [change for change, times in Counter(map(tuple, changes)).items() if times != 1] == []


def test_versions_of_an_item_follow_each_other_without_a_gap(often: Office) -> None:
    query = "SELECT item_id, version FROM journal WHERE item_id IS NOT NULL AND event <> 'spoken' ORDER BY seq"
    for item in often.records.items():
        versions = [version for item_id, version in rows(often, query) if item_id == item.id]
        assert versions == list(range(1, item.version + 1))


def test_every_letter_that_was_due_is_in_the_outbox_exactly_once(often: Office, whole: Office) -> None:
    keys = [letter.key for letter in often.outbox.all()]
    assert len(keys) == len(set(keys)) > 2000
    assert set(keys) == {letter.key for letter in whole.outbox.all()}


def test_every_timer_and_every_wake_is_there_once(often: Office, whole: Office) -> None:
    for query in ("SELECT * FROM timer ORDER BY wake_at, item_id", "SELECT * FROM wake ORDER BY item_id"):
        assert rows(often, query) == rows(whole, query)


def test_it_came_to_the_very_same_end(often: Office, whole: Office) -> None:
    assert often.records.items() == whole.records.items()
    assert often.outbox.all() == whole.outbox.all()
    chain = "SELECT seq, hash FROM journal ORDER BY seq"
    assert rows(often, chain) == rows(whole, chain)
