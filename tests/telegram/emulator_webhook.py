"""Delivers updates to the webhook that the bot has set, again and again until it says 2xx."""

import json
import threading
import time
from dataclasses import dataclass, field
from http.client import HTTPException
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from tests.telegram.emulator_errors import Json
from tests.telegram.emulator_world import World


@dataclass
class Courier:
    """One update at a time, in order; pauses of 0.2 to 2 seconds between tries."""

    world: World
    thread: threading.Thread = field(init=False)

    def start(self) -> None:
        """Begin to deliver."""
        self.thread = threading.Thread(target=self._run, name="webhook", daemon=True)
        self.thread.start()

    def stop(self) -> None:
        """Wait for the last try; the world's updates are closed by then."""
        self.thread.join(10)

    def _run(self) -> None:
        tries = 0
        while not self.world.updates.closed:
            update = self.world.updates.first(0.5)
            if update is not None:
                tries = 0 if self._is_taken(update) else tries + 1
                self._pause(tries)

    def _pause(self, tries: int) -> None:
        with self.world.changed:
            if tries:
                self.world.changed.wait_for(lambda: self.world.updates.closed, min(0.2 * tries, 2))

    def _is_taken(self, update: Json) -> bool:
        hook = dict(self.world.updates.webhook)
        headers = {"Content-Type": "application/json"}
        if hook.get("secret"):
            headers["X-Telegram-Bot-Api-Secret-Token"] = hook["secret"]
        try:
            with urlopen(Request(hook["url"], json.dumps(update).encode(), headers), timeout=5) as answer:
                answer.read()
        except (OSError, HTTPException, KeyError) as error:
            return self._failed(error)
        self.world.updates.delivered(update)
        return True

    def _failed(self, error: Exception) -> bool:
        wrong = f"Wrong response from the webhook: {error.code}" if isinstance(error, HTTPError) else str(error)
        if isinstance(error, HTTPError):
            error.close()
        if self.world.updates.webhook:
            self.world.updates.webhook |= {"last_error_date": int(time.time()), "last_error_message": wrong}
        return False
