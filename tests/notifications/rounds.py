"""A real outbox in memory, channels that do as told, and rounds of delivery by hand."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from domain.letters import Letter, LetterKind
from domain.storage.database import MEMORY, Database
from domain.storage.outbox_store import Outbox, StoredLetters
from domain.storage.proofs import Proofs
from notifications.delivery import Breakers, Channel, Delivered, Outgoing, Proof, deliver
from notifications.render import Rendered
from tests.notifications.samples import AGREEMENT, HEAD, ZONE, SampleView, letter, moment

NOON = "2019-02-25 12:00"
MONDAY_MORNING = "2019-02-25 09:00"


@dataclass
class FakeChannel:
    """Takes every letter, or meets each with the trouble that `trouble` or `troubles` names."""

    name: str = "fake"
    trouble: BaseException | None = None
    troubles: list[BaseException | None] = field(default_factory=list)
    taken: list[Letter] = field(default_factory=list)
    rendered: list[Rendered] = field(default_factory=list)
    asked: int = 0

    def send(self, recipient: str, rendered: Rendered, letter: Letter) -> Proof:
        self.asked += 1
        trouble = self.troubles.pop(0) if self.troubles else self.trouble
        if trouble:
            raise trouble
        self.taken.append(letter)
        self.rendered.append(rendered)
        return Proof(self.name, f"{recipient}/{self.asked}")

    @property
    def occasions(self) -> list[str]:
        return [letter.occasion for letter in self.taken]


@dataclass
class BatchFake(FakeChannel):
    """The same, many at once; `batches` are their sizes."""

    batches: list[int] = field(default_factory=list)

    def send_all(self, outgoing: Sequence[Outgoing]) -> list[Proof | Exception]:
        self.batches.append(len(outgoing))
        answers: list[Proof | Exception] = []
        for one in outgoing:
            try:
                answers.append(self.send(one.recipient, one.rendered, one.letter))
            except Exception as trouble:
                answers.append(trouble)
        return answers


class Post:
    """An outbox, and what delivery remembers between rounds."""

    def __init__(self, *letters: Letter) -> None:
        database = Database(MEMORY)
        database.migrate()
        self.outbox = Outbox(database, ZONE)
        self.proofs = Proofs(database, ZONE)
        self.breakers = Breakers()
        self.view = SampleView(moment(NOON))
        self.put(*letters)

    def put(self, *letters: Letter) -> None:
        with self.outbox.database.writing() as connection:
            StoredLetters(connection).put(letters)

    def round(self, *channels: Channel, now: str | datetime = NOON, limit: int = 500) -> Delivered:
        at = moment(now) if isinstance(now, str) else now
        return deliver(self.outbox, channels, replace(self.view, now=at), at, limit, self.breakers)

    def crash(self, channel: str, *ids: int, parcel: str = "") -> None:
        """These letters were handed over, and then the service died."""
        with self.outbox.database.writing() as connection:
            for one in ids:
                connection.exec_driver_sql(
                    "UPDATE outbox SET in_flight = ? || ' ' || CASE ? WHEN '' THEN key ELSE ? END WHERE id = ?",
                    (channel, parcel, parcel, one),
                )

    def outcomes(self, letter_id: int = 1) -> list[tuple[str, str]]:
        """What is proven of a letter: outcomes by channels."""
        found = self.proofs.of_letter(letter_id)
        assert found is not None
        return [(proof.outcome.value, proof.channel) for proof in found.proofs]

    def stands(self, letter_id: int = 1) -> tuple[str, str]:
        """How a letter stands, and why."""
        found = self.proofs.of_letter(letter_id)
        assert found is not None
        return found.standing.value, found.reason


def asking(count: int, at: str = NOON, to: str = HEAD, kind: LetterKind = LetterKind.REVIEW_WANTED) -> list[Letter]:
    """Letters that somebody's deeds have caused."""
    ready = letter(kind, to, [AGREEMENT], {"by": "Чванова Л.В."}, at)
    return [replace(ready, occasion=f"{ready.at:%Y-%m-%dT%H:%M}/{kind}:{n}") for n in range(count)]


def of_clock(*kinds: LetterKind, at: str = MONDAY_MORNING, to: str = HEAD) -> list[Letter]:
    """Letters of the clock's."""
    facts = {"left": "3d", "rung": "2", "level": "ПК"}
    made = (letter(kind, to, [AGREEMENT], facts, at) for kind in kinds)
    return [replace(one, occasion=f"{one.at:%Y-%m-%dT%H:%M}/{one.kind}") for one in made]


def unwritable(at: str = NOON) -> Letter:
    """A letter whose words need a fact that it lacks."""
    return letter(LetterKind.RETURNED, HEAD, [AGREEMENT], {"by": HEAD}, at)
