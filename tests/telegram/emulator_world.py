"""What exists on Telegram's side: the bot, the accounts, the chats with their messages, the files and the queue."""

import threading
import time
from collections import defaultdict
from dataclasses import dataclass, field

from tests.telegram.emulator_errors import Json, Refusal, bad_request
from tests.telegram.emulator_files import Files
from tests.telegram.emulator_limits import Limits
from tests.telegram.emulator_updates import Updates


@dataclass
class Chat:
    """A chat the bot can see; `closed` is what Telegram answers instead of letting the bot in."""

    id: int
    kind: str
    names: Json
    members: dict[int, str] = field(default_factory=dict)
    messages: dict[int, Json] = field(default_factory=dict)
    closed: Refusal | None = None
    next_message: int = 1

    def as_json(self) -> Json:
        """The Chat object."""
        return {"id": self.id, "type": self.kind} | self.names


@dataclass
class Query:
    """One press of a button; `answer` holds the arguments of answerCallbackQuery once it came."""

    at: float
    answer: Json | None = None


@dataclass
class World:
    """All state, guarded by `changed`, which is notified of every change."""

    bot: Json
    changed: threading.Condition = field(default_factory=threading.Condition)
    users: dict[int, Json] = field(default_factory=dict)
    chats: dict[int, Chat] = field(default_factory=dict)
    queries: dict[str, Query] = field(default_factory=dict)
    sent: dict[int, list[float]] = field(default_factory=lambda: defaultdict(list))
    commands: dict[str, list[Json]] = field(default_factory=dict)
    files: Files = field(default_factory=Files)
    limits: Limits = field(default_factory=Limits)
    query_lifetime: float = 30.0
    updates: Updates = field(init=False)

    def __post_init__(self) -> None:
        self.updates = Updates(self.changed)
        self.users[self.bot["id"]] = self.bot

    def open_chat(self, chat_id: int) -> Chat:
        """The chat, if the bot may act in it now."""
        if chat_id not in self.chats:
            raise bad_request("chat not found" if chat_id else "chat_id is empty")
        chat = self.chats[chat_id]
        if chat.closed:
            raise chat.closed
        return chat

    def write(self, chat: Chat, author: Json, content: Json) -> Json:
        """Put a new message into the chat; the Message object, which is never changed, only replaced."""
        with self.changed:
            number, chat.next_message = chat.next_message, chat.next_message + 1
            head = {"message_id": number, "from": author, "chat": chat.as_json(), "date": int(time.time())}
            return self.replace(chat, head | content)

    def replace(self, chat: Chat, message: Json) -> Json:
        """Let the message be so from now on."""
        with self.changed:
            chat.messages[message["message_id"]] = message
            self.changed.notify_all()
        return message
