"""A parcel on its way through the channels, and its words."""

from dataclasses import dataclass, field, replace

from domain.letters import Letter
from notifications.channels import Channel, ChannelDown, LastResort, Outgoing, RecipientRefused
from notifications.digest import render_digest
from notifications.gathering import Parcel
from notifications.render import Rendered, Unrenderable, View, render

REPEAT = "Повтор: возможно, вы уже получили это письмо."


@dataclass(slots=True)
class Errand:
    """A parcel on its way through the channels that are left for it, and what the others have said."""

    parcel: Parcel
    order: list[Channel]
    rendered: Rendered | None = None
    troubles: list[tuple[str, Exception]] = field(default_factory=list)

    @property
    def letter(self) -> Letter:
        return self.parcel.letter

    @property
    def is_held_up(self) -> bool:
        """Whether a channel that did not take it may yet do so."""
        return any(not isinstance(trouble, RecipientRefused) for _, trouble in self.troubles)

    def passes_on(self, trouble: Exception) -> None:
        """The channel is out, the next one's turn has come."""
        self.troubles.append((self.order.pop(0).name, trouble))

    @property
    def reaches_others(self) -> bool:
        return any(not isinstance(channel, LastResort) for channel in self.order[1:])

    @property
    def down(self) -> str:
        """The first channel that is down."""
        return next(name for name, trouble in self.troubles if isinstance(trouble, ChannelDown))

    @property
    def reason(self) -> str:
        """The weightiest trouble's name and what each channel said; RecipientDelayed is known again by it."""
        said = "; ".join(f"{name}: {trouble}" for name, trouble in self.troubles)
        return f"{type(self.heaviest).__name__}: {said}" if said else "RecipientRefused: no channel is set up"

    @property
    def heaviest(self) -> Exception:
        found = [trouble for _, trouble in self.troubles]
        down = [trouble for trouble in found if isinstance(trouble, ChannelDown)]
        others = [trouble for trouble in found if not isinstance(trouble, RecipientRefused)]
        return [*down, *others, RecipientRefused()][0]

    def outgoing(self) -> Outgoing:
        """As its channel gets it."""
        assert self.rendered is not None  # noqa: S101  # whoever chooses the channel has it written
        return Outgoing(self.letter.recipient, self.rendered, self.letter, self.parcel.repeat)


def written(parcel: Parcel, view: View) -> Rendered:
    """The parcel in words; raises Unrenderable."""
    if parcel.is_digest:
        made = render_digest([one.letter for one in parcel.letters], view, parcel.kind_of_digest)
    else:
        made = render(parcel.letter, view)
    if not parcel.repeat:
        return made
    return replace(made, note=f"{REPEAT} {made.note}".strip(), text=f"{REPEAT}\n\n{made.text}")


def divided(parcel: Parcel, view: View) -> list[Parcel]:
    """A parcel that cannot be written: what can be goes together, and each bad letter alone to its end."""
    good = tuple(one for one in parcel.letters if _is_written(one.letter, view))
    if len(good) in {0, len(parcel.letters)}:
        return list(parcel.apart())
    bad = [one for one in parcel.letters if one not in good]
    return [replace(parcel, letters=good), *(replace(parcel, letters=(one,)) for one in bad)]


def _is_written(letter: Letter, view: View) -> bool:
    try:
        return bool(render(letter, view))
    except Unrenderable:
        return False
