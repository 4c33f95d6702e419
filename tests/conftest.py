"""How the tests share two processes: what is costly to start is started once, in one of them."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from xdist.remote import Producer  # type: ignore[import-untyped]
from xdist.scheduler.loadscope import LoadScopeScheduling  # type: ignore[import-untyped]  # it has none

from domain.intake.yaml.format import parse, write
from domain.passport import Passport

FEW = 20
"""Editions kept parsed: properties make hundreds of passports, tests of the office the same few."""

# fmt: off
TOGETHER = {
    # folder or file of tests/           what its tests share
    "flows":                             "one Prefect server",
    "storage":                           "one PostgreSQL",
    "scenarios/test_killed.py":          "two lives, one of them with two hundred deaths",
    "web/chromium":                      "one browser",
    "telegram/test_service_with_bot.py": "nothing, but they take a minute: a group begins before single tests",
}
# fmt: on

settings.register_profile("busy", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy")  # on a machine shared with others an example may take any time


class Together(LoadScopeScheduling):  # type: ignore[misc]
    """Each test by itself, but those that share something in one process (xdist's own groups need pytest < 9.2)."""

    def _split_scope(self, nodeid: str) -> str:
        file = Path(nodeid.partition("::")[0])
        return next((place for place in TOGETHER if file.is_relative_to(Path("tests", place))), nodeid)


@pytest.hookimpl(optionalhook=True)  # the tests run without xdist, too
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadScopeScheduling:
    return Together(config, log)


@pytest.fixture(scope="session", autouse=True)
def _sample_is_written_and_parsed_once() -> Iterator[None]:
    """Hundreds of tests put the same passport into a database of their own; how it is written is tested in intake."""
    from domain.storage import editions, records

    texts: dict[str, str] = {}

    def written(passport: Passport) -> str:
        """A passport cannot be a key itself: it holds a dictionary."""
        return texts.get(key := repr(passport)) or texts.setdefault(key, write(passport))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(editions, "write", written)
        patch.setattr(records, "parse", lru_cache(FEW)(parse))
        yield
