"""Dates, counts and titles as letters, boards and the command line say them in Russian."""

import re
from datetime import date, datetime
from functools import lru_cache

from domain import titles
from domain.letters import LetterKind
from domain.vocabulary import DocumentKind, Event
from domain.workdays import Calendar

STATES = titles.STATES

plural, days = titles.plural, titles.days

ROLES = titles.ROLES

EVENTS = {
    Event.START_COMES: "Наступил день начала",
    Event.UNBLOCK: "Предшественник исполнен",
    Event.CASCADE: "Снят вслед за предшественником",
    Event.DEADLINE_PASSES: "Срок истёк",
    Event.CLIMB: "Просрочка вынесена выше",
    Event.TAKE: "Взят в работу",
    Event.NOTE: "Записан ход работы",
    Event.REPORT: "Сообщено об исполнении",
    Event.ACCEPT: "Исполнение принято",
    Event.RETURN: "Возвращён на доработку",
    Event.GRANT: "Заявка одобрена",
    Event.REFUSE: "Заявка отклонена",
    Event.ASK: "Запрошено продление",
    Event.EXTEND: "Срок продлён",
    Event.DENY: "В продлении отказано",
    Event.ACKNOWLEDGE: "Просрочка взята на контроль",
    Event.REASSIGN: "Исполнитель заменён",
    Event.WITHDRAW: "Снят с контроля",
    Event.REOPEN: "Контроль возобновлён",
}
"""What happened, for a journal; `domain.titles.EVENTS` says what somebody wants to do."""

RANKS = {rank: title.capitalize() for rank, title in titles.RANKS.items()}

KINDS = {kind: title.capitalize() for kind, title in titles.KINDS.items()}

EVIDENCE = {
    DocumentKind.APPLICATION: "нужен файл поданной заявки",
    DocumentKind.AGREEMENT: "нужны номер и дата",
    DocumentKind.MONITORING: "нужны файл или ссылка",
    DocumentKind.REPORT: "нужен файл отчёта",
    DocumentKind.ACT: "нужны номер и дата или ссылка",
    DocumentKind.SCHEDULE: "нужны номер и дата или ссылка",
}
"""What an executor attaches when he reports a document of this kind."""

LETTERS = {
    LetterKind.STARTED: "Начало работы",
    LetterKind.REMINDER: "Напоминание о сроке",
    LetterKind.NOT_TAKEN: "Не взят в работу",
    LetterKind.HALF_TERM: "Половина срока",
    LetterKind.PROGRESS_WANTED: "Запрос о ходе исполнения",
    LetterKind.DEADLINE_MISSED: "Срок истёк",
    LetterKind.ESCALATION: "Эскалация",
    LetterKind.CATCH_UP: "Сводка пропущенного",
    LetterKind.REVIEW_WANTED: "Просьба принять",
    LetterKind.REVIEW_WAITING: "Отчёт ждёт приёмки",
    LetterKind.DECISION_WAITING: "Решение не внесено",
    LetterKind.ACCEPTED: "Исполнение принято",
    LetterKind.RETURNED: "Возвращён на доработку",
    LetterKind.GRANTED: "Заявка одобрена",
    LetterKind.REFUSED: "Заявка отклонена",
    LetterKind.CASCADED: "Снят вслед за заявкой",
    LetterKind.EXTENSION_ASKED: "Просьба о продлении",
    LetterKind.HANDOVER_ASKED: "Просьба передать пункт",
    LetterKind.EXTENDED: "Срок продлён",
    LetterKind.DENIED: "В продлении отказано",
    LetterKind.ACKNOWLEDGED: "Просрочка взята на контроль",
    LetterKind.REASSIGNED: "Исполнители сменены",
    LetterKind.WITHDRAWN: "Снят с контроля",
    LetterKind.REOPENED: "Контроль возобновлён",
    LetterKind.AMENDED: "План изменён",
    LetterKind.REPORT_DRAFTED: "Отчёт на подпись",
    LetterKind.REPORT_SIGNED: "Отчёт подписан",
    LetterKind.REPORT_RETURNED: "Отчёт возвращён",
    LetterKind.DIGEST: "Сводка",
}

NEWS = frozenset({LetterKind.ACCEPTED, LetterKind.GRANTED, LetterKind.ACKNOWLEDGED})
"""Only news: nothing is asked, and no right is lost by not reading."""

WEEKDAYS = ("понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье")
WEEKDAYS_SHORT = ("пн", "вт", "ср", "чт", "пт", "сб", "вс")

# fmt: off
MONTHS = (
    "января", "февраля", "марта", "апреля", "мая", "июня",
    "июля", "августа", "сентября", "октября", "ноября", "декабря",
)
# fmt: on

QUOTES = ('"', "«", "»")
STRAIGHT = re.compile(r'"([^"]*)"')

TEENS = range(11, 15)


OTHER_HAPPENINGS = {
    "spoken": "Отправлено напоминание",
    "rescheduled": "Напоминание перенесено",
    "import": "Паспорт поставлен на контроль",
    "absence": "Отмечено отсутствие",
    "invite": "Приглашение в Telegram",
    "revoke": "Приглашение в Telegram отозвано",
    "link": "Telegram подключён",
    "replace": "Telegram подключён вместо прежнего",
    "unlink": "Telegram отключён",
    "stranger": "Обращение с незнакомого аккаунта Telegram",
    "amend": "Внесена новая редакция паспорта",
    "address": "Записан адрес электронной почты",
    "address_removed": "Адрес электронной почты убран",
    "address_spoiled": "Почтовый сервер отказал адресу",
    "secretary": "Назначен секретарь органа",
    "secretary_released": "Секретарь органа освобождён",
    "fact": "Внесены сведения для отчёта",
    "report_drafted": "Составлен отчёт",
    "report_signed": "Отчёт подписан",
    "report_returned": "Отчёт возвращён на доработку",
}
"""What the journal holds beside events of the lifecycle."""


def happening(event: str) -> str:
    """A journal event in words."""
    return OTHER_HAPPENINGS.get(event) or EVENTS[Event(event)]


def date_ru(day: date) -> str:
    """`28.02.2019`."""
    return f"{day:%d.%m.%Y}"


def weekday_ru(day: date) -> str:
    return WEEKDAYS[day.weekday()]


def date_in_words(day: date) -> str:
    """`28 февраля 2019 г.`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year} г."


def day_ru(day: date) -> str:
    """`28.02.2019 (четверг)`: the weekday in brackets needs no case."""
    return f"{date_ru(day)} ({weekday_ru(day)})"


def brief_day(day: date) -> str:
    """`28.02.2019 (чт)`."""
    return f"{date_ru(day)} ({WEEKDAYS_SHORT[day.weekday()]})"


def distance(span: str) -> str:
    """A span of the ladder before the deadline: `30d`, `3wd` or `morning`."""
    if span == "morning":
        return "утром последнего дня"
    count, unit = int(span.rstrip("dw")), span.lstrip("0123456789")
    return f"за {days(count)}" if unit == "d" else f"за {workdays(count)}"


STEPS = {
    "start": "Начало работы",
    "not_taken": "Не взят в работу",
    "half_term": "Половина срока",
    "progress": "Запрос о ходе исполнения",
    "deadline": "Срок истёк",
    "review:acceptor": "Отчёт ждёт приёмки",
    "review:above": "Отчёт ждёт приёмки, извещён уровень выше",
    "decision": "Решение министерства не внесено",
}


def step_words(code: str) -> str:
    """A step of the ladder by its code: `before:30d`, `rung:3`, `rung:4.2`, `deadline`."""
    kind, _, rest = code.partition(":")
    if kind == "before":
        return f"Напоминание о сроке: {distance(rest)}"
    if kind == "rung":
        rung, _, repeat = rest.partition(".")
        return f"Эскалация на ступень {rung}" if not repeat else f"Эскалация повторно ({repeat})"
    return STEPS.get(code) or STEPS[kind]


def workdays(count: int) -> str:
    return plural(count, "рабочий день", "рабочих дня", "рабочих дней")


def plan_items(count: int) -> str:
    return plural(count, "пункт", "пункта", "пунктов")


def workdays_left(due_at: datetime, now: datetime, calendar: Calendar) -> str:
    """How the deadline stands: working days left before it, calendar days after it."""
    due, today = calendar.day_of(due_at), calendar.day_of(now)
    if due < today:
        return f"просрочено на {days((today - due).days)}"
    if due == today:
        return "срок истекает сегодня" if now < due_at else "срок истёк сегодня"
    return _ahead(_between(calendar, today, due))


def answer(by: date, today: date, calendar: Calendar) -> str:
    """By when a decision is expected of whoever accepts the work."""
    if by > today:
        return f"Решение ожидается до {day_ru(by)}: {_ahead(_between(calendar, today, by))}."
    return f"Решение ожидается сегодня, {day_ru(by)}." if by == today else f"Решение ожидалось до {day_ru(by)}."


@lru_cache(maxsize=4096)
def _between(calendar: Calendar, today: date, due: date) -> int:
    return calendar.between(today, due)


def _ahead(count: int) -> str:
    if count == 0:
        return "рабочих дней не осталось"
    return f"{'остался' if count % 10 == 1 and count % 100 not in TEENS else 'осталось'} {workdays(count)}"


def done_words(days_late: int) -> str:
    """`Исполнен в срок` or `Исполнен с опозданием на 3 дня`."""
    return f"Исполнен с опозданием на {days(days_late)}" if days_late else "Исполнен в срок"


def shortened(title: str, width: int) -> str:
    """The title cut at the end of a word, with an ellipsis, to at most `width` characters; «» are closed."""
    if len(title) <= width:
        return title
    head = title[:width].rpartition(" ")[0].rstrip(' ,;:(-–—"«') or title[: width - 1]
    cut = f"{head}…" + "»" * (head.count("«") - head.count("»"))
    return cut if len(cut) <= width else shortened(title, width - 1)


def typeset(title: str) -> str:
    """Pairs of straight quotation marks become «»; a single one stays as it was typed."""
    return STRAIGHT.sub(r"«\1»", title)


def within(title: str) -> str:
    """The title for a place that is itself in «»."""
    return title.replace("«", "„").replace("»", "“")


def quoted(title: str) -> str:
    """The title in Russian quotation marks, once."""
    bare = title[1:-1] if title[:1] in QUOTES and title[-1:] in QUOTES else title
    return f"«{bare}»"


def sentence(text: str) -> str:
    """What a person wrote, as one line that ends like a sentence."""
    line = " ".join(text.split())
    return line if line.endswith((".", "!", "?", "…")) else f"{line}."


def minutes_words(text: str) -> str:
    """`протокол № 5 от 01.03.2019`, whether or not the word was written."""
    bare = text.removeprefix("протокол ").removeprefix("Протокол ")
    return f"протокол {bare}"


def opening(text: str) -> str:
    """The text with a capital letter, for the beginning of a sentence."""
    return text[:1].upper() + text[1:]


def inside(text: str) -> str:
    """The text with a small letter, for the middle of a sentence; an abbreviation keeps its capitals."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
