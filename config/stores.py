"""What an office keeps: one window a table or two, each opened when it is first asked for."""

from functools import cached_property
from zoneinfo import ZoneInfo

from domain.storage.contacts import Contacts
from domain.storage.conversations import Conversations
from domain.storage.database import Database
from domain.storage.leases import Leases
from domain.storage.mailboxes import Mailboxes
from domain.storage.messages import Messages
from domain.storage.outbox_store import Outbox
from domain.storage.preferences import Preferences
from domain.storage.proofs import Proofs
from domain.storage.records import Records
from domain.storage.updates import Updates
from notifications.breaker import Breakers


class Stores:
    """Everything over one database."""

    database: Database
    zone: ZoneInfo

    @cached_property
    def records(self) -> Records:
        return Records(self.database, self.zone)

    @cached_property
    def outbox(self) -> Outbox:
        return Outbox(self.database, self.zone)

    @cached_property
    def proofs(self) -> Proofs:
        return Proofs(self.database, self.zone)

    @cached_property
    def breakers(self) -> Breakers:
        """How each channel has been in this process's life."""
        return Breakers()

    @cached_property
    def contacts(self) -> Contacts:
        return Contacts(self.database, self.zone)

    @cached_property
    def mailboxes(self) -> Mailboxes:
        return Mailboxes(self.database, self.zone)

    @cached_property
    def messages(self) -> Messages:
        return Messages(self.database, self.zone)

    @cached_property
    def conversations(self) -> Conversations:
        return Conversations(self.database)

    @cached_property
    def preferences(self) -> Preferences:
        return Preferences(self.database)

    @cached_property
    def leases(self) -> Leases:
        return Leases(self.database)

    @cached_property
    def updates(self) -> Updates:
        return Updates(self.database)
