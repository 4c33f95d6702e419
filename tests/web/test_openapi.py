"""Whatever fits the desk's description, and much that does not, is answered without a fault and with all headers."""

import logging
from collections import Counter
from contextlib import suppress
from datetime import UTC, datetime
from itertools import count
from random import Random
from secrets import token_urlsafe
from typing import Any

import pytest
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis import Case
from schemathesis.core.result import Ok
from schemathesis.generation import GenerationMode

from domain.plan import PlanItem
from domain.ports import UnknownItem
from notifications.counter import Caller
from notifications.web.actions import actions
from notifications.web.guard import HEADERS
from notifications.web.limits import Limits, Rate
from notifications.web.seals import Pass, Scope
from tests.scenarios.story import CURATOR, DEPUTY, HEAD
from tests.web.house import House

EXAMPLES = 15
FREE = Rate(1e9, 1e9)
SENSIBLE = {
    "reason": "Так решено на совещании",
    "text": "Перечень согласован",
    "finish": "2020-03-31",
    "number": "15-р",
    "dated": "2019-06-05",
    "executor_1": DEPUTY,
    "stand_in": HEAD,
    "since": "2019-06-11",
    "until": "2019-06-12",
}
Seen = Counter[tuple[str, str, int]]


@pytest.fixture
def place(house: House) -> House:
    house.openapi, house.limits = True, Limits(FREE, FREE, FREE)
    house.reported("2.1.1", by=HEAD)
    return house


def test_nothing_that_is_sent_makes_a_page_fail(place: House, caplog: pytest.LogCaptureFixture) -> None:
    app = place.app()
    schema = schemathesis.openapi.from_dict(app.openapi())
    operations = [found.ok() for found in schema.get_all_operations() if isinstance(found, Ok)]
    seen: Seen = Counter()
    with caplog.at_level(logging.ERROR):
        for operation in operations:
            _tried(operation, place, app, seen)
    assert not {key: times for key, times in seen.items() if key[2] >= 500}
    assert [record.getMessage() for record in caplog.records] == []
    assert len({key[:2] for key in seen}) == len(operations) >= 22
    assert _done(seen) >= {"/item/{item_id}/{code}", "/absence", "/settings", "/leave", "/revoke", "/u/{token}"}


def _done(seen: Seen) -> set[str]:
    """The paths on which something has been done."""
    return {path for method, path, status in seen if method == "POST" and status in (200, 303)}


def _tried(operation: Any, place: House, app: FastAPI, seen: Seen) -> None:
    turns = count()
    modes = st.sampled_from([GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
    cases = modes.flatmap(lambda mode: operation.as_strategy(generation_mode=mode))

    @seed(5)
    @settings(
        max_examples=EXAMPLES * (5 if "code" in operation.path else 1), deadline=None, database=None,
        phases=[Phase.generate], suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(case=cases)
    def tries(case: Case[Any]) -> None:
        chance = Random(next(turns))  # not hypothesis' own: what is chosen from changes as deeds are done
        name = chance.choice([DEPUTY, HEAD, CURATOR, "Посторонний П.П."])
        cookie, item = _session(place, name), chance.choice(place.story.items())
        _aim(case, place, cookie, item, chance)
        if "code" in (case.path_parameters or {}) and (offered := _offered(place, name, item)):
            case.path_parameters["code"] = chance.choice(offered)
        answer = case.call(place.site, cookies={"vekha": cookie}, app=app, allow_redirects=False)
        missing = set(HEADERS) - {name.lower() for name in answer.headers}
        assert not missing, (operation.path, answer.status_code, missing)
        seen[operation.method.upper(), operation.path, answer.status_code] += 1

    tries()


def _session(place: House, name: str) -> str:
    made = Pass(name, Scope.SESSION, place.links.access.generation(name), datetime.now(UTC))
    return place.links.seals.sealed(made)


def _offered(place: House, name: str, item: PlanItem) -> list[str]:
    """What the item's card offers the person now; nothing to who takes no part."""
    with suppress(UnknownItem):
        return [one.code for one in actions(place.premises.counter.dossier(item.id, Caller(0, 0, name)))]
    return []


def _aim(case: Case[Any], place: House, cookie: str, item: PlanItem, chance: Random) -> None:
    """Most of what is sent gets past the guard and hits an item; the rest stays as odd as it was made."""
    if isinstance(case.body, dict) and chance.random() < 0.9:
        case.body |= {"csrf": place.links.seals.form(cookie), "nonce": token_urlsafe(18), "version": str(item.version)}
        case.body |= {name: value for name, value in SENSIBLE.items() if chance.random() < 0.7}
    for name in list(case.path_parameters or {}):
        if name != "code" and chance.random() < 0.9:
            case.path_parameters[name] = chance.choice(_known(name, place, item))


def _known(name: str, place: House, item: PlanItem) -> list[Any]:
    links = place.links
    addresses = [links.desk(HEAD), links.item(DEPUTY, item.id), links.unsubscribe(HEAD), links.calendar(HEAD)]
    tokens = [address.rpartition("/")[2].removesuffix(".ics") for address in addresses]
    return [item.id] if name in ("item", "item_id") else tokens
