"""What an attacker may send: updates of every kind, whole, broken and huge, and a second project that is not his."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from domain.passport import Passport
from notifications.telegram.buttons import TITLES
from tests.scenarios.story import sample

MARKUP = "<b>жирно</b> & *курсив* [ссылка](tg://user?id=1) </i> `код`"
WORDS = (
    "/my", "/item 3.1.1", "/item " + "9" * 4000, "/accept", "/overdue", "/start x", "/link", "/stop", "/cancel", "/💥",
    "№ 1 от 01.01.2019", "31.03.2020", "Пфетцер", "<b>", "&amp;", "\u202e\u0000\u0007", "\ud83d", "я" * 100_000,
)  # fmt: skip
ACTIONS = (*TITLES, "card", "proof", "send", "cancel", "set", "page_my", "climb", "deadline_passes", "x" * 20)
KINDS = ("message", "message", "callback_query", "callback_query", "my_chat_member", "edited_message", "poll", "?", "")
JUNK: tuple[Any, ...] = (None, True, -1, 0, 10**30, 1e308, "", "x" * 10_000, [], [[]], {}, {"id": {}}, "\ud83d")


def renamed(name: str) -> str:
    """`Чванова Л.В.` of the other project is `Новочванова Л.В.`."""
    return f"Ново{name[0].lower()}{name[1:]}" if name else name


def another_project() -> Passport:
    """Result 3 of the sample, under another code, with other people, and markup wherever people write words."""
    book = sample("3")
    rows = tuple(
        replace(row, title=f"{row.number} {MARKUP}", executors=tuple(map(renamed, row.executors))) for row in book.plan
    )
    people = tuple(
        replace(p, name=renamed(p.name), supervisor=renamed(p.supervisor), position=MARKUP) for p in book.participants
    )
    levels = tuple(replace(level, holder=renamed(level.holder or "") or None) for level in book.levels)
    head, curator, administrator = (renamed(name or "") for name in (book.head, book.curator, book.administrator))
    theirs = replace(book, head=head, curator=curator, administrator=administrator, participants=people, levels=levels)
    positions = {renamed(name): MARKUP for name in book.positions}
    return replace(theirs, code="another", title=MARKUP, plan=rows, positions=positions)


@dataclass
class Siege:
    """Random updates, the same for the same seed: `accounts` send them, buttons name `items`."""

    accounts: tuple[int, ...]
    items: tuple[int, ...]
    dice: random.Random

    def updates(self, count: int) -> Iterator[dict[str, Any]]:
        for number in range(1, count + 1):
            update = {"update_id": number} | self._said()
            yield self._broken(update) if self.dice.random() < 0.5 else update

    def _said(self) -> dict[str, Any]:
        kind, who = self.dice.choice(KINDS), self.dice.choice(self.accounts)
        user = {"id": who, "is_bot": False, "first_name": MARKUP}
        message = {"message_id": self.dice.randrange(50), "date": 1, "chat": {"id": who, "type": "private"}}
        if kind == "callback_query":
            pressed = {"id": str(self.dice.randrange(10**9)), "chat_instance": "1", "data": self._data()}
            return {kind: {**pressed, "from": user, "message": message}}
        return {kind: {**message, "from": user, **self._content()}}

    def _content(self) -> dict[str, Any]:
        if self.dice.random() < 0.8:
            return {"text": self.dice.choice(WORDS)}
        file = {"file_id": "nothing", "file_unique_id": "1", "file_size": self.dice.choice([1, 10**12])}
        return {"document": {**file, "file_name": self.dice.choice(["../../x.pdf", "a\x00b.exe", "\u202efdp.pdf"])}}

    def _data(self) -> str:
        if self.dice.random() < 0.2:
            return self.dice.randbytes(self.dice.randrange(80)).decode("latin-1")
        action, item = self.dice.choice(ACTIONS), self.dice.choice((*self.items, 0, 10**17))
        return f"{action}:{item}:{self.dice.randrange(12)}"

    def _broken(self, value: Any) -> Any:
        """With one field, at any depth, taken away or made rubbish."""
        if not isinstance(value, dict) or not value:
            return self.dice.choice(JUNK)
        name = self.dice.choice(list(value))
        if (chance := self.dice.random()) < 0.3:
            return {key: kept for key, kept in value.items() if key != name}
        return {**value, name: self.dice.choice(JUNK) if chance < 0.5 else self._broken(value[name])}
