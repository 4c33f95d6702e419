"""How channels are told: as the service last noted it, and no longer than it lives."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from config.settings import Settings
from config.states import State, note_breakers, noted, states
from domain.letters import Letter
from notifications.channels import ChannelDown, Proof
from notifications.render import Rendered
from tests.scenarios.story import Story, moment, story


class Silent:
    """A mail channel that never answers."""

    name = "mail"

    def send(self, recipient: str, rendered: Rendered, letter: Letter) -> Proof:  # noqa: ARG002  # the port's names
        raise ChannelDown("соединения нет")


@pytest.fixture
def told() -> Story:
    made = story("2")
    made.office.channels = [Silent()]
    return made


def state(told: Story, channel: str) -> State:
    known = Settings(telegram_token="1:a", smtp_url="smtp://127.0.0.1:25?tls=none", mail_from="v@example.ru")
    return next(one for one in states(told.office, known) if one.channel == channel)


def test_a_channel_that_nobody_has_set_up_is_neither_well_nor_ill(told: Story) -> None:
    assert [one.is_well for one in states(told.office, Settings())] == [None, None, None]


def test_a_bot_that_works_is_well_only_while_the_service_says_so(told: Story) -> None:
    assert state(told, "telegram").is_well is False
    noted(told.office, "telegram", "работает")
    assert (state(told, "telegram").words, state(told, "telegram").is_well) == ("работает", True)
    old = {"state": "работает", "at": (datetime.now(UTC) - timedelta(minutes=3)).isoformat()}
    told.office.records.remember("telegram:state", json.dumps(old))
    assert state(told, "telegram").is_well is False
    assert str(state(told, "telegram")).startswith("служба не отвечает, последняя весть (")


def test_a_channel_that_delivery_gives_a_rest_is_ill_until_it_answers(told: Story) -> None:
    office, now = told.office, moment("2018-10-01 09:00")
    for _ in range(3):
        office.breakers.of("mail").fell(now)
    note_breakers(office, now)
    assert state(told, "mail").breaker == "отправка приостановлена после отказов с 01.10.2018 09:00"
    assert state(told, "mail").is_well is False
    office.breakers.of("mail").went()
    note_breakers(office, now)
    assert (state(told, "mail").breaker, state(told, "mail").is_well) == ("", True)


def test_delivery_itself_notes_its_breakers(told: Story) -> None:
    told.until("2018-10-01 09:00")
    for minute in range(5):
        told.clock.present = moment(f"2018-10-01 09:0{minute}")
        told.office.delivered()
    assert state(told, "mail").breaker.startswith("отправка приостановлена")
