"""A tick is seen whole by delivery, and nobody waits for a message that is being sent."""

from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

from domain.letters import Letter
from notifications.delivery import Delivered, Proof
from notifications.render import Rendered
from tests.scenarios.story import Story, story


@dataclass
class Slow:
    """A channel whose message is on its way until somebody lets it arrive."""

    sending: Event
    arrived: Event
    name: str = "slow"

    def send(self, recipient: str, rendered: Rendered, letter: Letter) -> Proof:  # noqa: ARG002
        self.sending.set()
        assert self.arrived.wait(10)
        return Proof(self.name)


def working_day() -> Story:
    return story("3", begins="2019-02-25 13:00")


def test_a_round_looks_at_nothing_while_a_tick_is_under_way() -> None:
    told = working_day()
    told.office.tick()
    done: list[Delivered] = []
    told.office.channels = []
    round_ = Thread(target=lambda: done.append(told.office.delivered()))
    with told.office.ticking:
        round_.start()
        round_.join(0.2)
        assert done == []
    round_.join(10)
    assert done[0].failed > 0


def test_a_tick_waits_for_no_message_and_a_second_round_does_nothing_meanwhile(tmp_path: Path) -> None:
    told = story("3", begins="2019-02-25 13:00", url=f"sqlite:///{tmp_path / 'vekha.db'}")
    told.office.tick()
    channel = Slow(Event(), Event())
    told.office.channels = [channel]
    done: list[Delivered] = []
    round_ = Thread(target=lambda: done.append(told.office.delivered()))
    round_.start()
    assert channel.sending.wait(10)
    assert told.office.tick() == 0
    assert told.office.delivered() == Delivered()
    channel.arrived.set()
    round_.join(10)
    assert done[0].sent > 0
    told.office.close()
