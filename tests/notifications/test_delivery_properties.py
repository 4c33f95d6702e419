"""Whatever the channels answer, every letter comes to its end, and no repeat is silent."""

from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.letters import Letter, LetterKind
from domain.storage.proofs import Standing
from notifications.delivery import Busy, ChannelDown, Proof, RecipientDelayed, RecipientRefused, Unsure
from notifications.errands import REPEAT
from notifications.render import Rendered
from tests.notifications.rounds import NOON, BatchFake, FakeChannel, Post, asking, of_clock
from tests.notifications.samples import DEPUTY, HEAD, moment

LOST = (Unsure, RuntimeError, KeyboardInterrupt)
"""After these nobody knows whether the message has gone: here it has."""
ANSWERS: tuple[type[BaseException] | None, ...] = (
    None, None, None, RecipientRefused, RecipientDelayed, ChannelDown, Busy, *LOST,
)  # fmt: skip
answers = st.lists(st.sampled_from(ANSWERS), max_size=40)
pauses = st.lists(st.sampled_from([1, 31, 120, 700, 4000, 40_000, 300_000]), min_size=1, max_size=25)
KINDS = (LetterKind.STARTED, LetterKind.REMINDER, LetterKind.ESCALATION)


@dataclass
class Witness(FakeChannel):
    """Notes each letter that comes to its reader, and whether the message said that it may be a repeat."""

    post: Post | None = None
    came: list[tuple[str, bool]] = field(default_factory=list)

    def send(self, recipient: str, rendered: Rendered, letter: Letter) -> Proof:
        try:
            proof = super().send(recipient, rendered, letter)
        except LOST:
            self.note(rendered, letter)
            raise
        self.note(rendered, letter)
        return proof

    def note(self, rendered: Rendered, letter: Letter) -> None:
        assert self.post is not None
        with self.post.outbox.database.reading() as connection:
            query = "SELECT key FROM outbox WHERE in_flight = ?"
            carried = connection.exec_driver_sql(query, (f"{self.name} {letter.key}",)).scalars().all()
        assert carried, "nothing is handed to a channel that is not marked"
        self.came += [(key, rendered.text.startswith(REPEAT)) for key in carried]


@dataclass
class BatchWitness(Witness, BatchFake):
    """The same, many at once."""


def full() -> Post:
    """Some people's letters, of the clock's and of other people's making."""
    return Post(*(one for to in (HEAD, DEPUTY) for one in (*asking(4, to=to), *of_clock(*KINDS, to=to))))


def made(answers: list[type[BaseException] | None]) -> list[BaseException | None]:
    return [None if kind is None else kind("беда") for kind in answers]


def rounds(pauses: list[int]) -> Iterator[datetime]:
    """Some as it happens, then three a day for as long as any trouble lasts."""
    now = moment(NOON)
    yield now
    for pause in pauses:
        now += timedelta(seconds=pause)
        yield now
    for day in range(1, 15):
        for at in (time(9), time(12), time(18, 5)):
            yield datetime.combine(now.date() + timedelta(days=day), at, now.tzinfo)


@settings(max_examples=60, deadline=None)
@given(first=answers, second=answers, pauses=pauses)
def test_no_letter_is_lost_or_repeated_in_silence(
    first: list[type[BaseException] | None], second: list[type[BaseException] | None], pauses: list[int]
) -> None:
    post = full()
    channels = (
        Witness("telegram", troubles=made(first), post=post),
        BatchWitness("mail", troubles=made(second), post=post),
    )
    for now in rounds(pauses):
        with suppress(KeyboardInterrupt):
            post.round(*channels, now=now)
        if not post.outbox.counts()["waiting"]:
            break
    came = [one for channel in channels for one in channel.came]
    first_times = Counter(key for key, is_repeat in came if not is_repeat)
    assert set(first_times.values()) <= {1}
    everything = post.proofs.newest(100)
    assert {one.standing for one in everything} <= {Standing.DELIVERED, Standing.SENT, Standing.FAILED}
    assert {one.letter.key for one in everything if one.standing is not Standing.FAILED} <= {key for key, _ in came}
