"""What a person sees: messages as they are at one moment, with their buttons in words."""

from dataclasses import dataclass, field

from tests.telegram.emulator_errors import Json


@dataclass(frozen=True)
class Seen:
    """A message as it was when looked at; `raw` is Telegram's Message object, to be read only."""

    chat: int
    id: int
    text: str
    raw: Json = field(repr=False, compare=False)

    @property
    def rows(self) -> list[list[Json]]:
        """The inline buttons by rows, as Telegram's objects."""
        rows: list[list[Json]] = self.raw.get("reply_markup", {}).get("inline_keyboard", [])
        return rows

    @property
    def buttons(self) -> list[str]:
        """The words on the inline buttons, from left to right and top to bottom."""
        return [button["text"] for row in self.rows for button in row]

    def button(self, words: str) -> Json | None:
        """The button with exactly these words, else the only one that contains them, else None."""
        every = [button for row in self.rows for button in row]
        exact = [button for button in every if button["text"] == words]
        near = [button for button in every if words in button["text"]]
        return exact[0] if exact else near[0] if len(near) == 1 else None

    def data(self, words: str) -> str:
        """The callback data behind the button."""
        button = self.button(words)
        assert button is not None, f"no button «{words}» among {self.buttons}"
        return str(button.get("callback_data", ""))

    @property
    def edited(self) -> bool:
        """Whether it has been edited since it was sent."""
        return "edit_date" in self.raw

    @property
    def file_id(self) -> str:
        """The id of its document or largest photo, empty when there is none."""
        shown = self.raw.get("document") or (self.raw.get("photo") or [{}])[-1]
        return str(shown.get("file_id", ""))

    @property
    def file_name(self) -> str:
        """The document's name."""
        return str(self.raw.get("document", {}).get("file_name", ""))


class Screen(tuple[Seen, ...]):
    """The bot's messages of a chat, oldest first, as they are at one moment."""

    __slots__ = ()

    @property
    def words(self) -> str:
        """All their texts."""
        return "\n\n".join(message.text for message in self)

    @property
    def buttons(self) -> list[str]:
        """The words on all their buttons."""
        return [words for message in self for words in message.buttons]

    @property
    def last(self) -> Seen:
        """The newest message."""
        assert self, "the screen is empty"
        return self[-1]

    def saying(self, words: str) -> Seen:
        """The newest message that contains the words."""
        found = [message for message in self if words in message.text]
        assert found, f"nothing says «{words}» on the screen:\n{self.shown()}"
        return found[-1]

    def shown(self) -> str:
        """The whole screen in plain text, for a failed test."""
        return "\n".join(f"[{m.id}] {m.text} {m.buttons or ''}" for m in self) or "(empty)"


def seen(message: Json) -> Seen:
    """A message as it is now."""
    text = message.get("text") or message.get("caption") or ""
    return Seen(message["chat"]["id"], message["message_id"], text, message)
