"""People and groups of the tests: what they do reaches the bot as Telegram would tell it, and they see what it did."""

import asyncio
import re
import time
from collections.abc import Callable
from dataclasses import dataclass

from tests.telegram.emulator_asking import member
from tests.telegram.emulator_errors import Json, Refusal, forbidden
from tests.telegram.emulator_html import utf16
from tests.telegram.emulator_screen import Screen, Seen, seen
from tests.telegram.emulator_world import Chat, Query, World

_MARKED = re.compile(
    r"(?<!\S)(?:(?P<bot_command>/\w{1,64}(?:@\w+)?)|(?P<mention>@\w{4,})|(?P<url>https?://\S+))", re.ASCII
)
PATIENCE = 20
"""Seconds, many times what is needed: other tests run beside."""
_CARRIED = ("text", "entities", "caption", "caption_entities", "document", "photo")


@dataclass(frozen=True)
class Answer:
    """What a press was answered: words at the top of the screen, or in a window when `alert`."""

    text: str
    alert: bool


@dataclass(frozen=True)
class Press:
    """One press of a button."""

    world: World
    id: str

    @property
    def answered(self) -> Answer | None:
        """The answer, None while the button still spins."""
        given = self.world.queries[self.id].answer
        return None if given is None else Answer(given["text"], given["alert"])

    def answer(self, seconds: float = PATIENCE) -> Answer:
        """Wait for the answer."""
        with self.world.changed:
            self.world.changed.wait_for(lambda: self.answered, seconds)
        assert self.answered is not None, f"the press was not answered in {seconds} s"
        return self.answered


@dataclass(eq=False)
class Place:
    """A chat as people see it."""

    world: World
    chat: Chat

    @property
    def id(self) -> int:
        """The chat's id; of a person, the user's id too."""
        return self.chat.id

    @property
    def screen(self) -> Screen:
        """The bot's messages as they are now."""
        bot = self.world.bot["id"]
        return Screen(message for message in self.talk if message.raw["from"]["id"] == bot)

    @property
    def talk(self) -> Screen:
        """Every message of the chat as it is now, people's too."""
        with self.world.changed:
            return Screen(seen(message) for message in self.chat.messages.values())

    @property
    def last(self) -> Seen:
        """The bot's newest message."""
        return self.screen.last

    def until(self, condition: Callable[[Screen], object], seconds: float = PATIENCE) -> Screen:
        """Wait till the screen is so; AssertionError shows the screen that was not."""
        with self.world.changed:
            self.world.changed.wait_for(lambda: condition(self.screen), seconds)
            screen = self.screen
        assert condition(screen), f"not in {seconds} s; the screen:\n{screen.shown()}"
        return screen

    async def sees(self, condition: Callable[[Screen], object], seconds: float = PATIENCE) -> Screen:
        """`until` for a test whose event loop also runs the bot."""
        return await asyncio.to_thread(self.until, condition, seconds)

    def waits_for(self, words: str, seconds: float = PATIENCE) -> Seen:
        """Wait for a message that contains the words."""
        return self.until(lambda screen: words in screen.words, seconds).saying(words)


class Group(Place):
    """A group with the bot in it."""

    @property
    def title(self) -> str:
        """Its title."""
        return str(self.chat.names["title"])

    def kicks_bot(self, by: "Person") -> None:
        """Put the bot out: it is refused from now on."""
        _moves(self.world, self.chat, by.user, "member", "kicked")
        self.chat.closed = forbidden(f"bot was kicked from the {self.chat.kind} chat")

    def takes_bot(self, by: "Person") -> None:
        """Put the bot into the group, again or for the first time."""
        self.chat.closed = None
        _moves(self.world, self.chat, by.user, "left", "member")

    def becomes_supergroup(self, new_id: int) -> "Group":
        """The group gets another id, as when its history is opened; calls to the old one name the new one."""
        upgraded = "Bad Request: group chat was upgraded to a supergroup chat"
        chat = Chat(new_id, "supergroup", self.chat.names, dict(self.chat.members))
        with self.world.changed:
            self.world.chats[new_id] = chat
            self.chat.closed = Refusal(400, upgraded, migrate_to_chat_id=new_id)
            for place, moved in (
                (self.chat, {"migrate_to_chat_id": new_id}),
                (chat, {"migrate_from_chat_id": self.id}),
            ):
                author = self.world.users[next(iter(self.chat.members))]
                self.world.updates.put("message", self.world.write(place, author, moved))
        return Group(self.world, chat)


@dataclass(eq=False)
class Person(Place):
    """A person; his screen is his private chat with the bot."""

    user: Json

    def says(self, text: str, to: Place | None = None, reply_to: Seen | None = None) -> Seen:
        """Write to the bot or, `to` a group, there."""
        return self._writes(to, _marked(text), reply_to)

    def sends_file(
        self, name: str, content: bytes, caption: str = "", to: Place | None = None, mime: str = "", size: int = 0
    ) -> Seen:
        """Send a document; `size` claims more bytes than the content has."""
        document = self.world.files.document(name, content, mime, size)
        return self._writes(to, {"document": document} | _captioned(caption))

    def sends_photo(self, content: bytes, caption: str = "", to: Place | None = None) -> Seen:
        """Send a picture, as a camera would."""
        return self._writes(to, {"photo": self.world.files.photo(content)} | _captioned(caption))

    def forwards(self, message: Seen, to: Place | None = None, buttons: bool = True) -> Seen:
        """Forward a message; Telegram drops its buttons, an old or altered client keeps them."""
        origin = {"type": "user", "sender_user": message.raw["from"], "date": message.raw["date"]}
        names = (*_CARRIED, "reply_markup") if buttons else _CARRIED
        carried = {name: message.raw[name] for name in names if name in message.raw}
        return self._writes(to, carried | {"forward_origin": origin})

    def edits(self, message: Seen, text: str) -> None:
        """Edit an own message."""
        with self.world.changed:
            chat = self.world.chats[message.chat]
            kept = {name: value for name, value in chat.messages[message.id].items() if name != "entities"}
            edited = self.world.replace(chat, kept | _marked(text) | {"edit_date": int(time.time())})
            self.world.updates.put("edited_message", edited)

    def presses(self, message: Seen, words: str, late: bool = False) -> Press:
        """Press the button of the message as it is now; `late` or when it has gone, as it was when looked at."""
        now = self.world.chats[message.chat].messages.get(message.id)
        button = None if late or now is None else seen(now).button(words)
        data = (button or {}).get("callback_data") or message.data(words)
        assert data, f"«{words}» opens an address and tells the bot nothing"
        return self.forges(message, data)

    def double_presses(self, message: Seen, words: str, times: int = 2) -> list[Press]:
        """Press again before anything could happen."""
        with self.world.changed:
            return [self.presses(message, words) for _ in range(times)]

    def forges(self, message: Seen, data: str) -> Press:
        """Press with any data, as an altered client can."""
        chat = self.world.chats[message.chat]
        assert self.id in chat.members, f"{self.user['first_name']} is not in the chat {chat.id}"
        gone = {"chat": chat.as_json(), "message_id": message.id, "date": 0}
        with self.world.changed:
            query = str(5_000_000_000_000 + len(self.world.queries))
            self.world.queries[query] = Query(time.monotonic())
            shown = chat.messages.get(message.id, gone)
            told = {"id": query, "from": self.user, "message": shown, "chat_instance": str(chat.id), "data": data}
            self.world.updates.put("callback_query", told)
        return Press(self.world, query)

    def blocks_bot(self) -> None:
        """Block the bot: it gets 403 from now on."""
        self.chat.closed = forbidden("bot was blocked by the user")
        _moves(self.world, self.chat, self.user, "member", "kicked")

    def unblocks_bot(self) -> None:
        """Let the bot write again; writing to it does the same."""
        if self.chat.closed:
            self.chat.closed = None
            _moves(self.world, self.chat, self.user, "kicked", "member")

    def _writes(self, to: Place | None, content: Json, reply_to: Seen | None = None) -> Seen:
        place = to or self
        assert self.id in place.chat.members, f"{self.user['first_name']} is not in the chat {place.id}"
        if place is self:
            self.unblocks_bot()
        answered = {"reply_to_message": reply_to.raw} if reply_to else {}
        with self.world.changed:
            message = self.world.write(place.chat, self.user, content | answered)
            if _is_heard(self.world, place.chat, message):
                self.world.updates.put("message", message)
            return seen(message)


def _marked(text: str) -> Json:
    found = [
        {"type": mark.lastgroup, "offset": utf16(text[: mark.start()]), "length": utf16(mark[0])}
        for mark in _MARKED.finditer(text)
    ]
    return {"text": text} | ({"entities": found} if found else {})


def _captioned(caption: str) -> Json:
    return {"caption": caption} if caption else {}


def _is_heard(world: World, chat: Chat, message: Json) -> bool:
    """Privacy mode: a bot hears commands, replies and mentions in a group, everything where it is administrator."""
    if chat.closed:
        return False
    if chat.kind == "private" or chat.members.get(world.bot["id"]) == "administrator":
        return True
    if "forward_origin" in message:
        return False
    text, me = message.get("text", "") + message.get("caption", ""), "@" + world.bot["username"]
    command = text.split()[0] if text.startswith("/") else "/@"
    to_me = message.get("reply_to_message", {}).get("from", {}).get("id") == world.bot["id"]
    return to_me or me in text or "@" not in command


def _moves(world: World, chat: Chat, by: Json, old: str, new: str) -> None:
    bot = world.bot["id"]
    chat.members[bot] = new
    told = {"chat": chat.as_json(), "from": by, "date": int(time.time())}
    changed = {"old_chat_member": member(world, bot, old), "new_chat_member": member(world, bot, new)}
    world.updates.put("my_chat_member", told | changed)
