"""The port of a channel: what delivery hands over, what comes back, and what a channel may say no with."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from domain.letters import Letter
from notifications.render import Rendered


class RecipientRefused(Exception):
    """This channel will never reach this recipient: no address, blocked, no such chat."""


class RecipientDelayed(Exception):
    """This recipient cannot be reached at the moment, others can: a mailbox that is full or busy (4xx)."""


class ChannelDown(Exception):
    """The channel does not work at the moment, whoever is written to."""


class Busy(ChannelDown):
    """The channel will take this letter a little later: it keeps its place and has not failed."""


class Unsure(ChannelDown):
    """The channel fell silent while it had the message: nobody knows whether it went, so the next one will say that."""


@dataclass(frozen=True, slots=True)
class Proof:
    """That a channel took a letter; `reference` is the channel's own number of the message.

    `known` where the channel had sent this very letter before and sent nothing now.
    """

    channel: str
    reference: str = ""
    known: bool = False


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message for a channel; `repeat` where it may have gone before: its words say so (`rendered.note`)."""

    recipient: str
    rendered: Rendered
    letter: Letter
    repeat: bool = False


class Channel(Protocol):
    """A way to people: console, Telegram, e-mail. `send` returns a proof or raises one of the errors above."""

    @property
    def name(self) -> str: ...

    def send(self, recipient: str, rendered: Rendered, letter: Letter) -> Proof: ...


@runtime_checkable
class BatchChannel(Channel, Protocol):
    """A channel that takes many messages at once, and is fast only so."""

    def send_all(self, outgoing: Sequence[Outgoing]) -> list[Proof | Exception]:
        """What became of each message, in their order; it raises nothing itself."""


@runtime_checkable
class PacedChannel(Channel, Protocol):
    """A channel that has limits: it may be asked before a letter is written for it."""

    def gathers(self, letter: Letter) -> bool:
        """Whether letters like this one go to their recipient as one."""

    def is_busy(self, letter: Letter) -> bool:
        """Whether it reaches the recipient, and only later: `send` would raise Busy."""


@runtime_checkable
class LastResort(Channel, Protocol):
    """Reaches the operator: good for whom no other channel knows, no substitute for one that is down."""

    @property
    def is_operators(self) -> bool: ...
