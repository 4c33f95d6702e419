"""A change as a Russian sentence that can stand in a letter."""

import re
from collections.abc import Callable, Mapping
from datetime import date

from domain.intake.editions.difference import Change, ChangeKind

MONEY = " млн руб."
DECIMAL = re.compile(r"-?\d+\.\d+")


def sentence(change: Change) -> str:
    """`Пункт 2.1.1: срок окончания перенесён с 28.02.2019 на 31.03.2019`, without a full stop."""
    return f"{_place(change)}{said(change)}"


def said(change: Change) -> str:
    """The same without its place, for where the item has been named already."""
    return (_WORDS.get(change.kind) or _other)(change)


def _place(change: Change) -> str:
    if change.section == "main":
        return ""
    names = {"plan": "Пункт", "indicators": "Показатель", "results": "Результат", "funding": "Финансирование, строка"}
    if change.section == "participants":
        return f"Участник {change.name}: "
    number = f" {change.number}" if change.number else ""
    name = "" if change.section == "plan" or change.field == "row" else f" «{change.name}»"
    return f"{names[change.section]}{number}{name}: "


def _added(change: Change) -> str:
    return f"добавлен — «{change.now}»"


def _removed(change: Change) -> str:
    return f"исключён — «{change.was}»"


def _renumbered(change: Change) -> str:
    return f"прежний номер {change.was}"


def _renamed(change: Change) -> str:
    return f"наименование изменено с «{change.was}» на «{change.now}»"


def _moved(change: Change) -> str:
    what = "срок начала" if change.field == "start" else "срок окончания"
    if not change.was:
        return f"{what} установлен: {day(change.now)}"
    return f"{what} перенесён с {day(change.was)} на {day(change.now)}" if change.now else f"{what} исключён"


def _reassigned(change: Change) -> str:
    return f"исполнители заменены: вместо {change.was or '—'} — {change.now or '—'}"


def _level(change: Change) -> str:
    return f"уровень контроля изменён с {change.was or '—'} на {change.now or '—'}"


def _document(change: Change) -> str:
    if change.field == "document_kind":
        return "вид подтверждающего документа определён заново"
    return f"подтверждающий документ изменён с «{change.was}» на «{change.now}»"


def _other(change: Change) -> str:
    """A cell of another section: what it is called, what it was, what it is."""
    if change.field == "row":
        return _row(change)
    what, unit = _called(change)
    was, now = (f"{_figure(day(value))}{unit}" if value else "" for value in (change.was, change.now))
    if not was:
        return f"{what} — установлено {now}"
    return f"{what} — было {was}, стало {now}" if now else f"{what} — исключено (было {was})"


def _row(change: Change) -> str:
    if change.section == "participants":
        return "добавлен" if change.now else "исключён"
    return f"добавлено — «{change.now}»" if change.now else f"исключено — «{change.was}»"


def _called(change: Change) -> tuple[str, str]:
    field, _, year = change.field.partition(".")
    name = FIELDS.get((change.section, field)) or FIELDS["", field]
    unit = MONEY if field in ("amounts", "total") else ""
    return (f"{name} на {year} год" if year else name), unit


def _figure(value: str) -> str:
    """A number with a decimal comma; anything else as it is."""
    return value.replace(".", ",") if DECIMAL.fullmatch(value) else value


def day(value: str) -> str:
    """An ISO date as people write it; anything else as it is."""
    try:
        return f"{date.fromisoformat(value):%d.%m.%Y}"
    except ValueError:
        return value


_WORDS: dict[ChangeKind, Callable[[Change], str]] = {
    ChangeKind.ADDED: _added,
    ChangeKind.REMOVED: _removed,
    ChangeKind.RENUMBERED: _renumbered,
    ChangeKind.RENAMED: _renamed,
    ChangeKind.MOVED: _moved,
    ChangeKind.REASSIGNED: _reassigned,
    ChangeKind.LEVEL: _level,
    ChangeKind.DOCUMENT: _document,
}

FIELDS = {
    ("main", "title"): "Наименование проекта",
    ("main", "region"): "Субъект Российской Федерации",
    ("main", "order"): "Основание",
    ("main", "starts"): "Начало проекта",
    ("main", "ends"): "Окончание проекта",
    ("main", "head"): "Руководитель проекта",
    ("main", "curator"): "Куратор проекта",
    ("main", "administrator"): "Администратор проекта",
    ("main", "goal"): "Цель проекта",
    ("main", "federal"): "Федеральный проект",
    ("main", "programmes"): "Связь с государственными программами",
    ("main", "levels"): "Уровни контроля",
    ("indicators", "kind"): "тип показателя",
    ("indicators", "unit"): "единица измерения",
    ("indicators", "base_value"): "базовое значение",
    ("indicators", "base_date"): "дата базового значения",
    ("indicators", "targets"): "значение",
    ("results", "due"): "срок",
    ("results", "characteristic"): "характеристика",
    ("results", "task"): "задача",
    ("funding", "source"): "источник",
    ("funding", "amounts"): "объём",
    ("funding", "total"): "всего",
    ("funding", "conditional"): "годы с условным финансированием",
    ("participants", "position"): "должность",
    ("participants", "supervisor"): "непосредственный руководитель",
    ("participants", "employment"): "занятость, процентов",
    ("", "number"): "номер",
    ("", "name"): "наименование",
}
"""By section and field, as a sentence has them."""

KINDS = {
    ChangeKind.ADDED: "добавлено пунктов",
    ChangeKind.REMOVED: "исключено пунктов",
    ChangeKind.MOVED: "перенесено сроков",
    ChangeKind.RENAMED: "изменено наименований",
    ChangeKind.RENUMBERED: "изменено номеров",
    ChangeKind.REASSIGNED: "заменены исполнители",
    ChangeKind.LEVEL: "изменён уровень контроля",
    ChangeKind.DOCUMENT: "изменён подтверждающий документ",
    ChangeKind.MONEY: "изменений финансирования",
    ChangeKind.TARGET: "изменений показателей",
    ChangeKind.RESULT: "изменений результатов",
    ChangeKind.PARTICIPANT: "изменений состава участников",
    ChangeKind.PROVISION: "изменений основных положений",
}
"""Before a count: `перенесено сроков — 4`."""


def summary(counts: Mapping[str, int]) -> str:
    """`добавлено пунктов — 1, перенесено сроков — 4`."""
    return ", ".join(f"{KINDS[ChangeKind(kind)]} — {count}" for kind, count in counts.items())
