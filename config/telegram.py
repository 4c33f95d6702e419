"""Telegram put together: the channel of delivery, the truth on the screens, the groups' mornings and the bot itself."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from config.clerk import OfficeClerk
from config.settings import Settings
from config.states import noted
from config.telegram_screens import JournalLedger, Screens, group_items
from config.wiring import Office
from domain.errors import Sentence
from domain.linking import Group
from domain.plan import PlanItem
from notifications.channels import ChannelDown, RecipientRefused
from notifications.telegram.api import BotApi
from notifications.telegram.channel import TelegramChannel
from notifications.telegram.digest import digest, is_morning
from notifications.telegram.pace import Pace
from notifications.telegram.reports import buttons
from notifications.telegram.truth import Truth

if TYPE_CHECKING:
    from notifications.telegram.app import TelegramBot
    from notifications.telegram.visit import Visit
    from notifications.telegram.webhook import WebhookBot

log = logging.getLogger(__name__)

SOON = 0.3
"""Seconds after which the other screens are told of what somebody has done."""


@dataclass
class Mornings:
    """The digest of each linked group, once a working morning."""

    office: Office
    clerk: OfficeClerk
    channel: TelegramChannel

    def go_round(self, now: datetime) -> None:
        if is_morning(now, self.office.ladder.calendar):
            for group in self.clerk.contacts.groups():
                self._greet(group, now)

    def _greet(self, group: Group, now: datetime) -> None:
        today = self.office.ladder.calendar.day_of(now).isoformat()
        name = f"telegram:digest:{group.passport}:{group.level}"
        if self.office.records.fact(name) == today:
            return
        try:
            self._tell(group, now)
        except ChannelDown:
            return
        except RecipientRefused as refusal:
            log.warning("Сводка не дошла в группу %s: %s", group.level, refusal)
        self.office.records.remember(name, today)

    def _tell(self, group: Group, now: datetime) -> None:
        items = group_items(self.office, group)
        if text := digest(items, group.level, now, self.office.ladder.calendar):
            self.channel.tell(group.level, group.passport, text)


@dataclass
class Telegram:
    """All of Telegram; `go_round` is called in each delivery round, by whoever's turn it is."""

    office: Office
    settings: Settings
    clerk: OfficeClerk
    screens: Screens
    channel: TelegramChannel
    truth: Truth
    mornings: Mornings
    title: str = "Telegram"
    _soon: asyncio.TimerHandle | None = field(default=None, init=False)

    def go_round(self, now: datetime) -> None:
        self._guarded(self.truth.go_round)
        self._guarded(self.mornings.go_round, now)

    def _guarded(self, call: Callable[..., None], *given: datetime) -> None:
        """Whatever happens here must not stop the letters."""
        try:
            call(*given)
        except Sentence as trouble:
            log.warning("Сообщения в Telegram обновятся позже: %s", trouble)
        except Exception:
            log.exception("Сообщения в Telegram не обновлены")

    def window(self) -> "TelegramBot | WebhookBot":
        """The bot of the settings, not started: one that polls, or one that is called."""
        from notifications.telegram.app import TelegramBot
        from notifications.telegram.webhook import WebhookBot

        api, address = self.channel.api, self.settings.telegram_webhook
        made = TelegramBot(
            api.token, api.url, api.proxy,
            clerk=self.clerk, more={"board": self._board}, acted=self._acted, polls=not address,
        )  # fmt: skip
        return WebhookBot(made, api, address, self.settings.web_port) if address else made

    async def _acted(self, _: PlanItem) -> None:
        """Somebody has acted: the other screens need not wait for the next round.

        There is one round for all who act at the same time: they themselves are served first.
        """
        if self._soon is None:
            self._soon = asyncio.get_running_loop().call_later(SOON, self._tell)

    def _tell(self) -> None:
        self._soon = None
        asyncio.get_running_loop().run_in_executor(None, self._guarded, self.truth.go_round)

    async def _board(self, visit: "Visit", _words: str) -> None:
        """A picture; in words where pictures cannot be sent."""
        if not await visit.picture(await visit.ask(self.screens.picture, visit.caller)):
            await visit.say(await visit.ask(self.screens.board, visit.caller))

    def note(self, state: str) -> None:
        """Keep for `vekha status` how Telegram is."""
        noted(self.office, "telegram", state)


def telegram_for(office: Office, settings: Settings) -> Telegram | None:
    """Telegram by the settings, put first among the office's channels; None without a token."""
    token = settings.telegram_token.get_secret_value()
    if not token:
        return None
    clerk, pace = OfficeClerk(office), Pace()
    shown = Screens(office, clerk)
    api = BotApi(token, settings.telegram_api_url, settings.telegram_proxy or None)
    channel = TelegramChannel(api, clerk.contacts, clerk.messages, shown.keyboard, office.clock.now, pace, buttons)
    truth = Truth(api, clerk.messages, JournalLedger(office), shown.redraw, pace)
    made = Telegram(office, settings, clerk, shown, channel, truth, Mornings(office, clerk, channel))
    office.channels = (channel, *office.channels)
    office.screens = made.go_round
    return made
