"""What people write into the fields of a form, read into the facts of a deed; a wrong one is told with its field."""

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime

from domain.errors import Sentence
from domain.guards import MINUTES as MINUTES_WORDS
from domain.guards import REQUIRED
from domain.history import evidence_of
from domain.vocabulary import Event
from notifications import words
from notifications.counter import Caller, Counter, Dossier
from notifications.web import actions
from notifications.web.actions import LONGEST, Field, Kind
from notifications.web.forms import Sent

ADDRESS = re.compile(r"https?://[^\s<>\"]{3,500}", re.IGNORECASE)
FIRST_YEAR, LAST_YEAR = 2000, 2099
LONGEST_NUMBER, LONGEST_NAME = 80, 100
LISTED = 5


class NotUnderstood(Sentence):
    """An answer that does not fit the question; `field` is the name of its field."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


def read(fields: Sequence[Field], form: Sent, caller: Caller, counter: Counter) -> dict[str, str]:
    """The answers by field, those left empty left out; dates in ISO. Raises NotUnderstood."""
    found = {field.name: _answer(field, form, caller, counter) for field in fields}
    return {name: value for name, value in found.items() if value}


def facts(code: str, answers: dict[str, str], dossier: Dossier) -> dict[str, str]:
    """The answers as the deed takes them. Raises NotUnderstood."""
    names = [answers.pop(name) for name in sorted(answers) if name.startswith("executor_")]
    if names:
        return answers | {"executors": ", ".join(dict.fromkeys(names))}
    if code == Event.REPORT:
        met, wanted = REQUIRED[dossier.item.document_kind]
        if not met(evidence_of(answers)):
            raise NotUnderstood(actions.fields(code, dossier)[0].name, f"Исполнение нечем подтвердить; нужно: {wanted}")
    return answers


def _answer(field: Field, form: Sent, caller: Caller, counter: Counter) -> str:
    value = line(form.file_name if field.kind is Kind.FILE else form[field.name])
    if not value and field.is_required:
        raise NotUnderstood(field.name, f"Заполните поле «{field.label}»")
    if not value:
        return ""
    return _name(field, value, caller, counter) if field.kind is Kind.PERSON else READERS[field.kind](field, value)


def line(text: str) -> str:
    return "".join(filter(str.isprintable, " ".join(text.split())))


def _words(field: Field, value: str) -> str:
    if not any(map(str.isalpha, value)):
        raise NotUnderstood(field.name, f"Поле «{field.label}» заполните словами")
    return _short(field, value, LONGEST)


def _line(field: Field, value: str) -> str:
    if field.name == "minutes" and not MINUTES_WORDS.match(value):
        raise NotUnderstood(field.name, "Нужны номер и дата протокола, например: № 5 от 20.12.2019")
    return _short(field, value, LONGEST_NUMBER)


def _short(field: Field, value: str, longest: int) -> str:
    if len(value) > longest:
        raise NotUnderstood(
            field.name,
            f"Поле «{field.label}»: слишком длинно, {len(value)} знаков, а помещается {longest}; сократите",
        )
    return value


def _day(field: Field, value: str) -> str:
    """As a browser sends it, or as people write it where the browser has no calendar of its own."""
    try:
        day = date.fromisoformat(value) if "-" in value else _spelled(value)
    except ValueError:
        raise NotUnderstood(field.name, f"Поле «{field.label}»: такой даты не бывает; например, 28.02.2019") from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise NotUnderstood(field.name, f"Поле «{field.label}»: год {day.year} не подходит")
    return day.isoformat()


def _spelled(value: str) -> date:
    return datetime.strptime(value, "%d.%m.%Y").date()  # noqa: DTZ007  # a date has no zone


def _link(field: Field, value: str) -> str:
    if not ADDRESS.fullmatch(value):
        raise NotUnderstood(field.name, "Ссылка начинается с https:// или http:// и пишется без пробелов")
    return value


def _file(_field: Field, value: str) -> str:
    return value


READERS: dict[Kind, Callable[[Field, str], str]] = {
    Kind.WORDS: _words,
    Kind.LINE: _line,
    Kind.DAY: _day,
    Kind.LINK: _link,
    Kind.FILE: _file,
}


def _name(field: Field, value: str, caller: Caller, counter: Counter) -> str:
    """A participant by his whole name or, where only one fits, by its beginning."""
    said = words.shortened(value, LONGEST_NAME)
    found = counter.people(caller, value[:LONGEST_NAME])
    exact = [name for name in found if name.casefold() == value.casefold()]
    if len(exact or found) == 1:
        return (exact or found)[0]
    if not found:
        raise NotUnderstood(field.name, f"Участника «{said}» в ваших паспортах нет; начните с фамилии")
    raise NotUnderstood(field.name, f"«{said}» — это {', '.join(found[:LISTED])}? Напишите имя целиком")
