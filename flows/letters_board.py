"""The artifact of letters that operators look at: by channel and state, the dead ones, whom nothing reaches."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.actions import ArtifactCreate, ArtifactUpdate

from config.states import TITLES
from flows.board import as_table
from flows.office import Office
from notifications.fates import OUTCOMES, because, channel, numbered
from notifications.words import LETTERS, date_ru, opening

if TYPE_CHECKING:
    from config.health import Health

KEY = "vekha-letters"
DESCRIPTION = "Письма: что ушло, что ждёт, что не доставлено, кому некуда писать"
COUNTED = ("sent", "read", "repeated", "muted", "delayed", "down", "refused")
"""Outcomes in the order of the table's rows."""


async def show_letters(client: PrefectClient, office: Office, drawn: dict[str, object]) -> bool:
    """Bring the one artifact to how it is now; whether it had changed. `drawn` remembers the last one by key."""
    text = letters(office.health())
    if drawn.get(KEY) == text:
        return False
    found = await _found(client)
    if found is None:
        created = ArtifactCreate(key=KEY, type="markdown", description=DESCRIPTION, data=text)
        await client.request("POST", "/artifacts/", json=created.model_dump(mode="json", exclude_unset=True))
    else:
        await client.update_artifact(found, ArtifactUpdate(data=text, description=DESCRIPTION))
    drawn[KEY] = text
    return True


async def _found(client: PrefectClient) -> UUID | None:
    """The artifact of the last round, of this service or of one before it."""
    latest = await client.request("POST", "/artifacts/latest/filter", json={"artifacts": {"key": {"any_": [KEY]}}})
    return next((UUID(row["latest_id"]) for row in latest.json()), None)


def letters(health: "Health") -> str:
    """The artifact as markdown, in Russian."""
    queue, troubles = health.queue, health.troubles
    state = "Всё в порядке." if not troubles else f"**Требует внимания:** {'; '.join(troubles)}."
    waits = f", самое старое ждёт с {health.queue.oldest:%d.%m.%Y %H:%M}" if health.queue.oldest else ""
    parts = (
        f"# Письма на {date_ru(health.now)}",
        state,
        f"Ждут отправки: {queue.due}{waits}. Придержано: {queue.held}. Не доставлено: {queue.dead}.",
        _channels(health),
        _counts("Сегодня", health.today),
        _counts("За 7 дней", health.week),
        _dead(health),
        _unreachable(health.unreachable),
    )
    return "\n\n".join(filter(None, parts)) + "\n"


def _channels(health: "Health") -> str:
    rows = ((TITLES[one.channel], one.words, one.breaker or "нет") for one in health.channels)
    return f"## Каналы\n\n{_table(('Канал', 'Состояние', 'Пауза после отказов'), rows)}"


def _counts(title: str, counts: Mapping[str, Mapping[str, int]]) -> str:
    names = sorted(counts, key=lambda name: (name == "", name))
    if not names:
        return f"## {title}\n\nПисем не было."
    head = ("Что стало", *(channel(name) or "без отправки" for name in names))
    rows = [(opening(OUTCOMES[one]), *(str(counts[name].get(one, 0)) for name in names)) for one in COUNTED]
    return f"## {title}\n\n{_table(head, (row for row in rows if any(cell != '0' for cell in row[1:])))}"


def _dead(health: "Health") -> str:
    if not health.dead:
        return ""
    rows = ((str(one.id), LETTERS[one.letter.kind], one.letter.recipient, because(one.reason)) for one in health.dead)
    more = f"\n\nИ ещё {health.queue.dead - len(health.dead)}." if health.queue.dead > len(health.dead) else ""
    return f"## Не доставлены\n\n{_table(('Письмо', 'О чём', 'Кому', 'Причина'), rows)}{more}"


def _unreachable(people: Mapping[str, Sequence[str]]) -> str:
    if not people:
        return ""
    rows = ((name, numbered(numbers)) for name, numbers in people.items())
    return f"## Некуда писать\n\n{_table(('Кому', 'Открытые пункты'), rows)}"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    return as_table(head, [dict(zip(head, row, strict=True)) for row in rows])
