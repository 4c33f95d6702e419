"""A channel with limits is asked before it is written for, and what must wait for it keeps its place."""

from dataclasses import dataclass, field
from io import StringIO

from domain.letters import Letter, LetterKind
from notifications.console import ConsoleChannel
from notifications.delivery import Busy, Channel, ChannelDown, Delivered, Proof, deliver
from notifications.gathering import LARGEST, parcels
from notifications.render import Rendered
from tests.notifications.samples import HEAD, SampleView, moment
from tests.notifications.test_delivery import NOON, FakeChannel, FakeOutbox, started


@dataclass
class PacedFake:
    """Gathers everything, or is busy for everybody; keeps what it was given."""

    name: str = "paced"
    gathering: bool = False
    busy: bool = False
    trouble: Exception | None = None
    taken: list[tuple[str, str, tuple[int, ...]]] = field(default_factory=list)
    asked: int = 0

    def gathers(self, letter: Letter) -> bool:
        return self.gathering and bool(letter.items)

    def is_busy(self, letter: Letter) -> bool:
        return self.busy and bool(letter.items)

    def send(self, recipient: str, rendered: Rendered, letter: Letter) -> Proof:
        self.asked += 1
        if self.trouble:
            raise self.trouble
        self.taken.append((recipient, rendered.subject, letter.items))
        return Proof(self.name)


def delivered(outbox: FakeOutbox, *channels: Channel, now: str = NOON) -> Delivered:
    return deliver(outbox, channels, SampleView(moment(now)), moment(now))


def test_a_busy_channel_is_not_asked_and_its_letters_have_not_failed() -> None:
    outbox, channel = started(3), PacedFake(busy=True)
    assert delivered(outbox, channel) == Delivered(postponed=3)
    assert (outbox.failures, channel.asked) == ([], 0)


def test_a_letter_that_turns_out_to_wait_goes_to_no_other_channel() -> None:
    outbox, other = started(1), FakeChannel()
    assert delivered(outbox, PacedFake(trouble=Busy("429")), other) == Delivered(postponed=1)
    assert (outbox.failures, other.asked) == ([], 0)


def test_gathered_letters_are_sent_once_and_all_marked() -> None:
    outbox, channel = started(3), PacedFake(gathering=True)
    assert delivered(outbox, channel) == Delivered(sent=3)
    assert (len(channel.taken), outbox.marks) == (1, [((0, 1, 2), "paced")])


def test_a_parcel_is_never_larger_than_one_message() -> None:
    letters = list(started(LARGEST + 1).letters.items())
    assert [len(parcel.letters) for parcel in parcels(letters, lambda _: True)] == [LARGEST, 1]


def test_letters_of_other_kinds_are_not_put_together() -> None:
    first, second = (
        Letter(kind, HEAD, "kemerovo", (1,), "", moment(NOON)) for kind in (LetterKind.STARTED, LetterKind.ESCALATION)
    )
    assert len(parcels([(1, first), (2, second)], lambda _: True)) == 2


def test_the_console_is_no_substitute_for_a_channel_that_is_down() -> None:
    outbox, paper = started(2), StringIO()
    down = PacedFake(trouble=ChannelDown("нет сети"))
    assert delivered(outbox, down, ConsoleChannel(paper), now="2019-02-25 18:00").sent == 0
    assert not paper.getvalue()
