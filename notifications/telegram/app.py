"""The bot's life: one bot at one address, polling while it is this service's turn, whatever the network does."""

import asyncio
import contextlib
import logging
import os
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from telegram import BotCommand, Update
from telegram.error import InvalidToken, RetryAfter, TelegramError
from telegram.request import HTTPXRequest

from domain.errors import Sentence
from notifications.telegram import screens
from notifications.telegram.dispatch import Command, Dispatch
from notifications.telegram.limiter import PressLimiter
from notifications.telegram.mouth import Mouth
from notifications.telegram.ports import Clerk
from notifications.telegram.reading import ReadingBot, following, read
from notifications.telegram.visit import Acted, nobody_else

log = logging.getLogger(__name__)

OFFICIAL = "https://api.telegram.org"
POOL = 12
"""Connections: the library looks through all of them at each call, so that many are slow."""
POLL = 10
"""Seconds that Telegram holds a poll open; the polling lease lasts longer."""
ANOTHER_POLLS = 5.0
LEAST_PAUSE, LONGEST_PAUSE = 0.5, 30.0
BATCH_WITHIN = 2.0
"""Seconds that one slow update, a large file say, may hold up the next poll."""
MOST_AT_ONCE = 30
"""Updates of one account under way; more than anybody can type is left unanswered."""
TELL_THE_TOKEN = ("httpx", "httpcore", "telegram")
"""Libraries that log addresses, which hold the token, below WARNING."""
HEARD = ["message", "callback_query", "my_chat_member"]


class TelegramBot:
    """Talks to people; `trouble` says in one sentence why it cannot, for the operator."""

    def __init__(
        self,
        token: str,
        api_url: str = "",
        proxy: str | None = None,
        *,
        clerk: Clerk,
        more: Mapping[str, Command] | None = None,
        acted: Acted = nobody_else,
        polls: bool = True,
    ) -> None:
        self.clerk = clerk
        self.trouble: str | None = None
        self._polls = polls
        self._more, self._acted = dict(more or {}), acted
        self._bot = _bot(token, (api_url or OFFICIAL).rstrip("/"), proxy)
        self._dispatch = Dispatch(Mouth(self._bot), clerk)
        self._turns: dict[int, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._waiting: dict[int, int] = defaultdict(int)
        self._under_way: dict[int, asyncio.Task[None]] = {}
        self._unmarked: set[int] = set()
        self._life: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Begin in the background: a network that is gone or a wrong token does not hold the service up."""
        for talkative in TELL_THE_TOKEN:
            logging.getLogger(talkative).setLevel(logging.WARNING)
        self._life = asyncio.create_task(self._live())

    async def stop(self) -> None:
        """No further poll; what is under way ends first."""
        if self._life:
            self._life.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._life
        if self._under_way:
            await asyncio.wait(self._under_way.values(), timeout=5)
        with contextlib.suppress(Sentence):
            await self._mark()
        if self._polls:
            await asyncio.to_thread(self.clerk.give_up_polling)
        with contextlib.suppress(TelegramError, RuntimeError):
            await self._bot.shutdown()

    async def take(self, payload: Mapping[str, Any]) -> None:
        """One update as a webhook brings it."""
        update = read(payload, self._bot)
        for fresh in await self._fresh([update] if update else []):
            await self._handled(fresh)
            await self._mark()

    async def _live(self) -> None:
        await self._patiently(self._introduced)
        if self._polls:
            offset: list[int] = [0]
            while True:
                await self._patiently(lambda: self._round(offset))

    async def _patiently(self, step: Any) -> None:
        """Do the step until it succeeds, waiting longer after each failure and as long as Telegram asks."""
        pause = LEAST_PAUSE
        while True:
            try:
                await step()
            except Exception as failure:
                self._note(failure)
                await asyncio.sleep(max(pause, _asked(failure)))
                pause = min(pause * 2, LONGEST_PAUSE)
            else:
                self._recovered()
                return

    def _note(self, failure: Exception) -> None:
        """Said once, not every few seconds."""
        told = _explained(failure)
        if told != self.trouble:
            log.error("Telegram: %s", told)
        self.trouble = told

    def _recovered(self) -> None:
        if self.trouble:
            log.warning("Telegram: снова на связи")
        self.trouble = None

    async def _introduced(self) -> None:
        await self._bot.initialize()
        self._dispatch = Dispatch(Mouth(self._bot), self.clerk, self._bot.username or "", self._more, self._acted)
        if self._polls:
            await self._optionally("deleteWebhook", self._bot.delete_webhook())
        menu = [BotCommand(name, told) for name, told in screens.COMMANDS.items()]
        await self._optionally("setMyCommands", self._bot.set_my_commands(menu))

    async def _optionally(self, what: str, call: Any) -> None:
        """A server that lacks the method is a server all the same."""
        try:
            await call
        except TelegramError as refusal:
            log.info("%s is not there: %s", what, refusal)

    async def _round(self, offset: list[int]) -> None:
        """One poll. The next one confirms these updates, so they are handled first, or at least begun."""
        if not await asyncio.to_thread(self.clerk.may_poll):
            await asyncio.sleep(ANOTHER_POLLS)
            return
        raws = await self._bot.raw_updates(offset[0], POLL, HEARD)
        for update in await self._fresh([update for raw in raws if (update := read(raw, self._bot))]):
            self._begin(update)
        if self._under_way:
            await asyncio.wait(self._under_way.values(), timeout=BATCH_WITHIN)
        await self._mark()
        offset[0] = following(raws, offset[0])

    async def _fresh(self, updates: Sequence[Update]) -> list[Update]:
        """Without those that have been handled, here or before a crash."""
        if not updates:
            return []
        done = await asyncio.to_thread(self.clerk.seen_of, [update.update_id for update in updates])
        return [update for update in updates if update.update_id not in done | self._unmarked]

    def _begin(self, update: Update) -> None:
        if update.update_id in self._under_way:
            return
        task = asyncio.create_task(self._handled(update))
        self._under_way[update.update_id] = task
        task.add_done_callback(lambda _: self._under_way.pop(update.update_id, None))

    async def _handled(self, update: Update) -> None:
        """Each account's updates one after another, in their order; nothing twice; a flood is cut off."""
        who = update.effective_user.id if update.effective_user else 0
        if self._waiting[who] >= MOST_AT_ONCE:
            log.warning("account %s floods, an update is dropped", who)
            return
        self._waiting[who] += 1
        try:
            async with self._turns[who]:
                await self._once(update)
        finally:
            self._waiting[who] -= 1
            self._forget(who)

    def _forget(self, who: int) -> None:
        if not self._waiting[who]:
            self._waiting.pop(who, None)
            self._turns.pop(who, None)

    async def _once(self, update: Update) -> None:
        """Marked after it is done: a crash in the middle repeats it, and the rules refuse a deed done twice."""
        try:
            await self._dispatch.hear(update)
            self._unmarked.add(update.update_id)
        except Exception:
            log.exception("update %s failed", update.update_id)

    async def _mark(self) -> None:
        """All that are done are marked together: a transaction for each would hold presses up."""
        done = frozenset(self._unmarked)
        if done:
            await asyncio.to_thread(self.clerk.handled, done)
            self._unmarked -= done


def _bot(token: str, url: str, proxy: str | None) -> ReadingBot:
    os.environ.setdefault("PTB_TIMEDELTA", "true")  # else the library warns of its own future at every 429

    def request() -> HTTPXRequest:
        return HTTPXRequest(connection_pool_size=POOL, proxy=proxy or None, pool_timeout=10, read_timeout=15)

    limiter: Any = PressLimiter(max_retries=3)  # typed for a richer way of passing arguments than ours
    return ReadingBot(
        token, f"{url}/bot", f"{url}/file/bot", request=request(), get_updates_request=request(), rate_limiter=limiter
    )


def _asked(failure: Exception) -> float:
    """How long Telegram itself asks to wait."""
    if not isinstance(failure, RetryAfter):
        return 0.0
    wait = failure.retry_after
    return float(wait if isinstance(wait, int | float) else wait.total_seconds())


def _explained(failure: Exception) -> str:
    if isinstance(failure, InvalidToken):
        return "токен не подходит; проверьте VEKHA_TELEGRAM_TOKEN"
    if isinstance(failure, RetryAfter):
        return "просит писать реже"
    return f"недоступен ({type(failure).__name__}); проверьте сеть, VEKHA_TELEGRAM_API_URL и VEKHA_TELEGRAM_PROXY"
