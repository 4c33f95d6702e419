"""What may be done with an item at the desk: the buttons of its card and the fields of each one's form."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from domain.guards import REQUIRED
from domain.vocabulary import DocumentKind, Event
from notifications import words
from notifications.counter import Dossier

HAND_OVER = "hand_over"
LONGEST = 1000
MOST_EXECUTORS = 4

# fmt: off
TITLES: dict[str, str] = {
    Event.TAKE:        "Взять в работу",
    Event.REPORT:      "Сообщить об исполнении",
    Event.NOTE:        "Записать ход исполнения",
    Event.ASK:         "Попросить продлить срок",
    HAND_OVER:         "Попросить передать пункт",
    Event.ACCEPT:      "Принять исполнение",
    Event.RETURN:      "Вернуть на доработку",
    Event.GRANT:       "Отметить: заявка одобрена",
    Event.REFUSE:      "Отметить: заявка отклонена",
    Event.EXTEND:      "Продлить срок",
    Event.DENY:        "Отказать в продлении",
    Event.ACKNOWLEDGE: "Взять просрочку на контроль",
    Event.REASSIGN:    "Сменить исполнителей",
    Event.WITHDRAW:    "Снять с контроля",
    Event.REOPEN:      "Возобновить исполнение",
}
"""In the order in which they stand on a card."""

DONE: dict[str, str] = {
    Event.TAKE:        "взят в работу",
    Event.REPORT:      "отчёт отправлен на приёмку",
    Event.NOTE:        "ход исполнения записан",
    Event.ASK:         "просьба о продлении отправлена",
    HAND_OVER:         "просьба передать пункт отправлена",
    Event.ACCEPT:      "исполнение принято",
    Event.RETURN:      "возвращён на доработку",
    Event.GRANT:       "одобрение заявки отмечено",
    Event.REFUSE:      "отказ по заявке отмечен",
    Event.EXTEND:      "срок продлён",
    Event.DENY:        "в продлении отказано",
    Event.ACKNOWLEDGE: "просрочка взята на контроль",
    Event.REASSIGN:    "исполнители сменены",
    Event.WITHDRAW:    "снят с контроля",
    Event.REOPEN:      "исполнение возобновлено",
}
# fmt: on
AT_ONCE = frozenset({Event.TAKE, Event.ACKNOWLEDGE})
"""Done by the card's own button: nothing is asked, and nothing is lost by a slip of the finger."""
FIRST = frozenset({Event.TAKE, Event.REPORT, Event.ACCEPT, Event.GRANT, Event.ACKNOWLEDGE})
"""What the card offers before all else."""


class Kind(StrEnum):
    """How a field is filled in."""

    LINE = "line"
    WORDS = "words"
    DAY = "day"
    FILE = "file"
    LINK = "link"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form; `hint` says what is expected, `value` is there from the start."""

    name: str
    label: str
    kind: Kind
    is_required: bool = True
    hint: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Action:
    """One button: its code, its words, whether it acts at once, whether it comes first."""

    code: str
    title: str
    at_once: bool
    is_first: bool


FORMATS = "PDF, Word, Excel, снимок, подпись или ZIP; не больше 20 МБ"
REASON = Field("reason", "Причина", Kind.WORDS)
FILE = Field("file", "Файл документа", Kind.FILE, hint=FORMATS)
NUMBER = Field("number", "Номер документа", Kind.LINE, hint="Например: 073-09-2019-215")
DATED = Field("dated", "Дата документа", Kind.DAY)
LINK = Field("link", "Ссылка на документ", Kind.LINK, hint="Например: https://disk.example.ru/otchet.pdf")
FINISH = Field("finish", "Новый срок", Kind.DAY, hint="Позже нынешнего срока")
MINUTES = Field(
    "minutes", "Номер и дата протокола", Kind.LINE, hint="Решение принимает коллегиальный орган: № 5 от 20.12.2019"
)


def _free(field: Field, hint: str = "") -> Field:
    return Field(field.name, field.label, field.kind, False, hint or field.hint, field.value)


PROOFS: dict[DocumentKind, tuple[Field, ...]] = {
    DocumentKind.APPLICATION: (FILE, _free(NUMBER), _free(DATED)),
    DocumentKind.AGREEMENT: (NUMBER, DATED, _free(FILE)),
    DocumentKind.MONITORING: (_free(FILE), _free(LINK), _free(NUMBER), _free(DATED)),
    DocumentKind.REPORT: (FILE, _free(NUMBER), _free(DATED)),
    DocumentKind.ACT: (_free(NUMBER), _free(DATED), _free(LINK), _free(FILE)),
    DocumentKind.SCHEDULE: (_free(NUMBER), _free(DATED), _free(LINK), _free(FILE)),
}


def actions(dossier: Dossier) -> list[Action]:
    """What the caller may do now; what could not succeed is left out."""
    return [Action(c, title_of(c, dossier), c in AT_ONCE, c in FIRST) for c in TITLES if is_offered(c, dossier)]


def is_offered(code: str, dossier: Dossier) -> bool:
    item = dossier.item
    if code == HAND_OVER:
        return Event.ASK in dossier.events
    is_vain = (
        (code == Event.DENY and not item.asked_finish)
        or (code == Event.TAKE and item.taken_at)
        or (code == Event.ACKNOWLEDGE and item.paused_until)
    )
    return code in dossier.events and not is_vain


def title_of(code: str, dossier: Dossier) -> str:
    asked = dossier.item.asked_finish
    return f"Продлить срок до {words.date_ru(asked)}" if code == Event.EXTEND and asked else TITLES[code]


def event_of(code: str) -> Event:
    """A request to hand over is a note that names executors."""
    return Event.NOTE if code == HAND_OVER else Event(code)


def fields(code: str, dossier: Dossier) -> tuple[Field, ...]:
    """What the form asks."""
    if code == Event.REPORT:
        return PROOFS[dossier.item.document_kind]
    if code == Event.ACCEPT:
        return tuple(_of_acceptance(dossier))
    if code == Event.EXTEND and dossier.item.asked_finish:
        asked = dossier.item.asked_finish.isoformat()
        return (Field("finish", FINISH.label, Kind.DAY, value=asked), REASON)
    return FIELDS.get(code, ())


def _of_acceptance(dossier: Dossier) -> Iterator[Field]:
    if dossier.minuted:
        yield MINUTES
    if dossier.open_below:
        below = ", ".join(dossier.open_below[:20])
        yield Field("reason", "Почему это не мешает принять пункт", Kind.WORDS, hint=f"Под ним не исполнено: {below}")


NAME = "Начните с фамилии и выберите из списка"
EXECUTORS = (
    Field("executor_1", "Ответственный исполнитель", Kind.PERSON, hint=NAME),
    *(Field(f"executor_{n}", f"Соисполнитель {n - 1}", Kind.PERSON, False) for n in range(2, MOST_EXECUTORS + 1)),
)
FIELDS: dict[str, tuple[Field, ...]] = {
    Event.NOTE: (Field("text", "Как идёт исполнение", Kind.WORDS),),
    Event.ASK: (FINISH, REASON),
    HAND_OVER: (*EXECUTORS, REASON),
    Event.RETURN: (Field("reason", "Что нужно доработать", Kind.WORDS),),
    Event.REFUSE: (REASON,),
    Event.EXTEND: (FINISH, REASON),
    Event.DENY: (REASON,),
    Event.REASSIGN: (*EXECUTORS, REASON),
    Event.WITHDRAW: (REASON,),
    Event.REOPEN: (REASON,),
}
ABSENCE = (
    Field("since", "Первый день отсутствия", Kind.DAY),
    Field("until", "Последний день отсутствия", Kind.DAY),
    Field("stand_in", "Кто замещает", Kind.PERSON, hint=NAME),
)

_ALL = (*PROOFS.values(), *FIELDS.values(), (MINUTES,))
NAMES = tuple(dict.fromkeys(field.name for fields in _ALL for field in fields))
"""Every field of every action."""


def wanted(dossier: Dossier) -> str:
    """What must be with the report, in words."""
    return REQUIRED[dossier.item.document_kind][1]
