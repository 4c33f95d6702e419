"""Facts and reports as JSON text and back, without any loss: decimals stay decimals, dates stay dates."""

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from types import NoneType, UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

Value = TypeVar("Value")


def spelled(value: object) -> str:
    """The JSON text of a dataclass of dataclasses, tuples, enums, dates, decimals and plain values."""
    return json.dumps(_plain(value), ensure_ascii=False)


def read(kind: type[Value], text: str) -> Value:
    """What `spelled` has written of a value of that kind."""
    found: Value = _made(kind, json.loads(text))
    return found


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    if isinstance(value, Decimal):
        return str(value)
    return value.isoformat() if isinstance(value, date) else value


def _made(kind: Any, data: Any) -> Any:
    if data is None:
        return None
    if get_origin(kind) is UnionType:
        return _made(next(part for part in get_args(kind) if part is not NoneType), data)
    if get_origin(kind) is tuple:
        return _tuple(get_args(kind), data)
    if hasattr(kind, "__dataclass_fields__"):
        hints = _hints(kind)
        return kind(**{name: _made(hints[name], part) for name, part in data.items() if name in hints})
    return _READ[kind](data) if kind in _READ else kind(data) if issubclass(kind, StrEnum) else data


def _tuple(kinds: tuple[Any, ...], data: list[Any]) -> tuple[Any, ...]:
    repeated = len(kinds) == 2 and kinds[1] is Ellipsis  # noqa: PLR2004  # `tuple[x, ...]`
    of = [kinds[0]] * len(data) if repeated else kinds
    return tuple(_made(kind, part) for kind, part in zip(of, data, strict=True))


_READ: Mapping[Any, Any] = {Decimal: Decimal, datetime: datetime.fromisoformat, date: date.fromisoformat}


@lru_cache(maxsize=64)
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)
