"""A Bot API of our own: a real HTTP server on a free port, its people, its faults and a record of every call."""

import copy
from collections.abc import Callable, Iterable
from threading import Thread
from types import TracebackType
from typing import Self

from tests.telegram.emulator_errors import Json, Refusal, forbidden, usual
from tests.telegram.emulator_faults import Fault
from tests.telegram.emulator_http import Server
from tests.telegram.emulator_limits import Limits
from tests.telegram.emulator_methods import MINIMAL, Exchange
from tests.telegram.emulator_screen import Seen
from tests.telegram.emulator_webhook import Courier
from tests.telegram.emulator_wire import Call
from tests.telegram.emulator_world import Chat, World
from tests.telegram.people import PATIENCE, Group, Person

TOKEN = "7000000001:AAEmulatedTokenOfVekhaForTestsOnly00"
USERNAME = "vekha_test_bot"


class Emulator:
    """Telegram, as far as one bot can tell. Use it `with`: leaving stops the server and fails on its own mistakes.

    `limits=False` switches the sending limits off; `.limits` holds them (`on`, `speed`, `burst`, ...).
    """

    def __init__(self, token: str = TOKEN, limits: bool = True) -> None:
        bot = {"id": int(token.partition(":")[0]), "is_bot": True, "first_name": "Веха", "username": USERNAME}
        self.world = World(bot)
        self.world.limits.on = limits
        self.token = token
        self.exchange = Exchange(self.world, token)
        self._server = Server(self.exchange)
        self._courier = Courier(self.world)
        self._thread = Thread(target=self._server.serve_forever, args=(0.05,), name="emulator", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        self._courier.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._server.close()
        self._thread.join(5)
        self._courier.stop()
        assert error or not self.exchange.troubles, "\n".join(self.exchange.troubles)

    @property
    def url(self) -> str:
        """The address before `/bot<token>/`."""
        return f"http://127.0.0.1:{self._server.server_port}"

    @property
    def calls(self) -> list[Call]:
        """Every call so far, refused ones too."""
        return list(self.exchange.calls)

    @property
    def limits(self) -> Limits:
        """The sending limits."""
        return self.world.limits

    def calls_of(self, method: str) -> list[Call]:
        """The calls of one method."""
        return [call for call in self.exchange.calls if call.method == method]

    def sent(self, chat: int) -> int:
        """How many messages the chat got from the bot, edits not counted."""
        return len(self.world.sent[chat])

    def sent_at(self, chat: int | None = None) -> list[float]:
        """When messages went out, in monotonic seconds: to the chat, or to all."""
        wanted = list(self.world.sent.values()) if chat is None else [self.world.sent[chat]]
        return sorted(moment for moments in wanted for moment in moments)

    def person(self, user_id: int, name: str, started: bool = True) -> Person:
        """Somebody with Telegram; not `started`: the bot may not write first."""
        user = {"id": user_id, "is_bot": False, "first_name": name, "language_code": "ru"}
        chat = Chat(user_id, "private", {"first_name": name}, {user_id: "member", self.world.bot["id"]: "member"})
        chat.closed = None if started else forbidden("bot can't initiate conversation with a user")
        with self.world.changed:
            self.world.users[user_id], self.world.chats[user_id] = user, chat
        return Person(self.world, chat, user)

    def group(
        self, chat_id: int, title: str, members: Iterable[Person], admins: Iterable[Person] = (), rules: bool = False
    ) -> Group:
        """A group (an id below -1000000000000 makes a supergroup) with the bot in it; `rules`: as administrator."""
        kind = "supergroup" if chat_id < -1_000_000_000_000 else "group"
        chat = Chat(chat_id, kind, {"title": title}, {person.id: "member" for person in members})
        chat.members |= {person.id: "administrator" for person in admins}
        chat.members[self.world.bot["id"]] = "administrator" if rules else "member"
        with self.world.changed:
            self.world.chats[chat_id] = chat
        return Group(self.world, chat)

    def fail(
        self, method: str, code: int = 429, retry_after: int = 3, times: int = 1, description: str = "", chat: int = 0
    ) -> None:
        """Refuse the next calls of the method ("*": any), in one chat if it is named; nothing takes effect."""
        refusal = Refusal(code, description) if description else usual(code, retry_after)
        self._plan(Fault(method, "fail", times, chat, refusal))

    def cut(self, method: str, times: int = 1, done: bool = False, chat: int = 0) -> None:
        """Cut the connection instead of answering; `done`: after the call has taken effect."""
        self._plan(Fault(method, "cut", times, chat, done=done))

    def hang(self, method: str, seconds: float, times: int = 1, done: bool = False, chat: int = 0) -> None:
        """Answer late; a call whose client has gone by then takes effect only if `done`."""
        self._plan(Fault(method, "hang", times, chat, seconds=seconds, done=done))

    def heal(self) -> None:
        """Forget all planned faults."""
        self.exchange.faults.planned.clear()

    def _plan(self, fault: Fault) -> None:
        self.exchange.faults.planned.append(fault)

    def block(self, person: Person | int) -> None:
        """The person blocks the bot."""
        user = person if isinstance(person, int) else person.id
        Person(self.world, self.world.chats[user], self.world.users[user]).blocks_bot()

    def minimal(self) -> None:
        """Support only what the poorest emulator does; 404 for the rest."""
        self.exchange.methods = MINIMAL

    def revoke(self) -> None:
        """The token is no longer valid: 401 from now on."""
        self.exchange.token = ""

    def push(self, kind: str, content: Json) -> int:
        """Queue any update; returns its update_id."""
        return self.world.updates.put(kind, copy.deepcopy(content))

    def contents(self, message: Seen) -> bytes:
        """The bytes of the message's document or photo."""
        return self.world.files.called(message.file_id).content

    def until(self, condition: Callable[[], object], seconds: float = PATIENCE) -> None:
        """Wait till something is so on Telegram's side, the update queue included."""
        with self.world.changed:
            self.world.changed.wait_for(condition, seconds)
        assert condition(), f"not in {seconds} s; calls: {[call.method for call in self.calls]}"

    def is_idle(self) -> bool:
        """Whether the bot has taken and confirmed every update."""
        return not self.world.updates.pending
