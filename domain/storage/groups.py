"""Groups inside one transaction: the chats in which bodies meet, linked by their secretaries."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, bindparam, delete, select, update

from domain.linking import Group, LinkRefused
from domain.storage import journal
from domain.storage.messages import forget_chat
from domain.storage.rows import instant
from domain.storage.statements import fetch
from domain.storage.telegram_tables import GroupRow
from domain.storage.upserts import put

GROUP = GroupRow.__table__  # type: ignore[attr-defined]
LONGEST_TITLE = 128
_COLUMNS = (GROUP.c.level, GROUP.c.passport, GROUP.c.chat, GROUP.c.title, GROUP.c.secretary, GROUP.c.since)
_EVERY = select(*_COLUMNS).order_by(GROUP.c.passport, GROUP.c.level)
_LEVEL = select(GROUP.c.level).where(GROUP.c.chat == bindparam("chat"))


def linked(connection: Connection, group: Group) -> None:
    """Put the group in; when the body met elsewhere before, that chat is left. Raises LinkRefused."""
    _refuse_another_body(connection, group)
    mine = (GROUP.c.passport == group.passport) & (GROUP.c.level == group.level)
    before = connection.execute(select(GROUP.c.chat).where(mine)).scalar()
    title, at = _plain(group.title), int(group.since.timestamp())
    put(connection, GROUP, group._asdict() | {"title": title, "since": at})
    moved = before is not None and before != group.chat
    if before is not None and moved:
        forget_chat(connection, before)
    event, details = "replace" if moved else "link", {"level": group.level, "title": title}
    journal.append_event(connection, at, group.passport, event, group.secretary, details)


def parted(connection: Connection, chat: int, now: datetime, by: str) -> str | None:
    """The chat is no body's any more; gives the code of the level that met there."""
    gone = connection.execute(delete(GROUP).where(GROUP.c.chat == chat).returning(GROUP)).all()
    forget_chat(connection, chat)
    for row in gone:
        details = {"level": row.level, "title": row.title}
        journal.append_event(connection, int(now.timestamp()), row.passport, "unlink", by, details)
    return str(gone[0].level) if gone else None


def moved(connection: Connection, old_chat: int, new_chat: int) -> None:
    connection.execute(update(GROUP).where(GROUP.c.chat == old_chat).values(chat=new_chat))
    forget_chat(connection, old_chat)


def level_in(connection: Connection, chat: int) -> str | None:
    return next((row[0] for row in fetch(connection, _LEVEL, chat=chat)), None)


def chat_of(connection: Connection, level: str, passport: str | None) -> int | None:
    mine = GROUP.c.level == level if passport is None else (GROUP.c.level == level) & (GROUP.c.passport == passport)
    chats = connection.execute(select(GROUP.c.chat).where(mine).distinct()).scalars().all()
    return chats[0] if len(chats) == 1 else None


def every(connection: Connection, zone: ZoneInfo) -> Iterator[Group]:
    """By passport and level."""
    for level, passport, chat, title, secretary, at in fetch(connection, _EVERY):
        since = instant(at, zone)
        assert since is not None  # noqa: S101  # the column is not null
        yield Group(level, passport, chat, title, secretary, since)


def _refuse_another_body(connection: Connection, group: Group) -> None:
    other = select(GROUP.c.level).where(GROUP.c.chat == group.chat, GROUP.c.level != group.level)
    if found := connection.execute(other).scalar():
        raise LinkRefused(f"Эта группа уже подключена как «{found}»; для «{group.level}» нужна своя")


def _plain(title: str) -> str:
    """A group's title as it may be kept: printable and not endless."""
    return "".join(filter(str.isprintable, title))[:LONGEST_TITLE]
