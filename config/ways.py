"""All ways to people and from them, by the settings: Telegram, e-mail, the web desk."""

from dataclasses import dataclass

from config.links import links_for
from config.mail import Mail, mail_for
from config.metrics import Metrics, metrics_for
from config.settings import Settings
from config.telegram import Telegram, telegram_for
from config.web import Desk, desk_for
from config.wiring import Office


@dataclass(frozen=True)
class Ways:
    """None for what is not set up."""

    telegram: Telegram | None
    mail: Mail | None
    desk: Desk | None
    metrics: Metrics | None = None

    @property
    def premises(self) -> list[Telegram | Desk | Metrics]:
        """Where people, and monitoring, come in by themselves."""
        return [way for way in (self.telegram, self.desk, self.metrics) if way]

    def close(self) -> None:
        if self.mail:
            self.mail.close()


def ways_for(office: Office, settings: Settings) -> Ways:
    """Put together and set among the office's channels. Raises BadSetting."""
    telegram = telegram_for(office, settings)
    mail = mail_for(office, settings, links_for(office, settings))
    desk = desk_for(office, settings, mail.send_fresh) if mail else desk_for(office, settings)
    return Ways(telegram, mail, desk, metrics_for(office, settings))
