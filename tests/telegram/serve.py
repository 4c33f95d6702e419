"""The emulator as a process of its own: `python -m tests.telegram.serve` takes orders, lines of JSON, on stdin."""

import json
import sys
import time
from collections.abc import Callable
from typing import Any

from tests.telegram.emulator import Emulator
from tests.telegram.people import Person

Given = dict[str, Any]


def people(emulator: Emulator, given: Given) -> None:
    """Accounts named by their ids."""
    for user in given["ids"]:
        emulator.person(user, str(user))


def group(emulator: Emulator, given: Given) -> None:
    """A group of accounts that exist already."""
    members = [_person(emulator, user) for user in given["ids"]]
    emulator.group(given["chat"], given["title"], members)


def say(emulator: Emulator, given: Given) -> None:
    """Each `[user, text]` is said in the user's own chat."""
    for user, text in given["said"]:
        _person(emulator, user).says(text)


def press(emulator: Emulator, given: Given) -> dict[int, float]:
    """Each user presses the button of his newest message; the instants, in monotonic seconds of this machine."""
    pressed = {}
    for user in given["ids"]:
        person = _person(emulator, user)
        last = person.last
        pressed[user] = time.monotonic()
        person.presses(last, given["words"])
    return pressed


def calls(emulator: Emulator, given: Given) -> list[tuple[str, int, float]]:
    """The accepted calls of the method: its name, the chat, the instant."""
    return [(call.method, call.chat, call.at) for call in emulator.calls_of(given["method"]) if call.status == 200]


def screens(emulator: Emulator, given: Given) -> dict[int, str]:
    """What each user's newest message says."""
    shown = {user: _person(emulator, user).screen for user in given["ids"]}
    return {user: screen.last.text if screen else "" for user, screen in shown.items()}


def refused(emulator: Emulator, _given: Given) -> int:
    """How many messages the limits have refused."""
    return emulator.limits.refused


ORDERS: dict[str, Callable[[Emulator, Given], Any]] = {
    order.__name__: order for order in (people, group, say, press, calls, screens, refused)
}


def _person(emulator: Emulator, user: int) -> Person:
    return Person(emulator.world, emulator.world.chats[user], emulator.world.users[user])


def _answer(told: Any) -> None:
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()


def main() -> None:
    """Say the address and the token, then answer each order with a line of JSON until stdin ends."""
    with Emulator(limits="limits" in sys.argv[1:]) as emulator:
        _answer({"url": emulator.url, "token": emulator.token})
        for line in sys.stdin:
            given = json.loads(line)
            _answer(ORDERS[given["do"]](emulator, given))


if __name__ == "__main__":
    main()
