"""A channel with limits is asked before it is written for, and what must wait for it keeps its place."""

from dataclasses import dataclass
from io import StringIO

from domain.letters import Letter
from domain.sending import Waiting
from notifications.console import ConsoleChannel
from notifications.delivery import Busy, ChannelDown, Delivered
from notifications.gathering import LARGEST, parcels
from tests.notifications.rounds import FakeChannel, Post, asking


@dataclass
class PacedFake(FakeChannel):
    """Gathers everything, or is busy for everybody; keeps what it was given."""

    name: str = "paced"
    gathering: bool = False
    busy: bool = False

    def gathers(self, letter: Letter) -> bool:
        return self.gathering and bool(letter.items)

    def is_busy(self, letter: Letter) -> bool:
        return self.busy and bool(letter.items)


def numbered(letters: list[Letter]) -> list[Waiting]:
    return [Waiting(number, letter) for number, letter in enumerate(letters)]


def test_a_busy_channel_is_not_asked_and_its_letters_have_not_failed() -> None:
    post, channel = Post(*asking(3)), PacedFake(busy=True)
    assert post.round(channel) == Delivered(postponed=3)
    assert (post.stands(), channel.asked) == (("queued", ""), 0)


def test_a_letter_that_turns_out_to_wait_goes_to_no_other_channel() -> None:
    post, other = Post(*asking(1)), FakeChannel()
    assert post.round(PacedFake(trouble=Busy("429")), other) == Delivered(postponed=1)
    assert (post.stands(), other.asked) == (("queued", ""), 0)


def test_gathered_letters_are_sent_once_and_all_marked() -> None:
    post, channel = Post(*asking(4)), PacedFake(gathering=True)
    assert post.round(channel) == Delivered(sent=4)
    assert (len(channel.taken), post.outbox.counts()["sent"]) == (1, 4)


def test_a_parcel_is_never_larger_than_one_message() -> None:
    made = parcels(numbered(asking(LARGEST + 1)), lambda _: True)
    assert [len(parcel.letters) for parcel in made] == [LARGEST, 1]


def test_letters_of_other_kinds_are_not_put_together() -> None:
    first, second = asking(1, kind=asking(1)[0].kind.STARTED), asking(1)
    assert len(parcels(numbered([*first, *second]), lambda _: True)) == 2


def test_the_console_is_no_substitute_for_a_channel_that_is_down() -> None:
    post, paper = Post(*asking(2)), StringIO()
    down = PacedFake(trouble=ChannelDown("нет сети"))
    assert post.round(down, ConsoleChannel(paper), now="2019-02-25 18:00").sent == 0
    assert not paper.getvalue()
