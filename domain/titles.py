"""The Russian titles of states, events, ranks and document kinds: one file, as an official would say them."""

from domain.vocabulary import DocumentKind, Event, Rank, Role, State

STATES = {
    State.PLANNED: "Запланирован",
    State.BLOCKED: "Ждёт предшественника",
    State.IN_PROGRESS: "В работе",
    State.OVERDUE: "Просрочен",
    State.UNDER_REVIEW: "На контроле",
    State.AWAITING_DECISION: "Ждёт решения",
    State.DONE: "Исполнен",
    State.DECLINED: "Отклонён",
    State.WITHDRAWN: "Снят с контроля",
}

EVENTS = {
    Event.START_COMES: "наступил срок начала",
    Event.UNBLOCK: "заявка одобрена, препятствие снято",
    Event.CASCADE: "снят вслед за заявкой",
    Event.DEADLINE_PASSES: "срок истёк",
    Event.CLIMB: "поднят на уровень выше",
    Event.TAKE: "взять в работу",
    Event.NOTE: "сообщить о ходе исполнения",
    Event.REPORT: "представить отчёт об исполнении",
    Event.ACCEPT: "принять исполнение",
    Event.RETURN: "вернуть на доработку",
    Event.GRANT: "отметить одобрение заявки",
    Event.REFUSE: "отметить отказ по заявке",
    Event.ASK: "просить о продлении срока",
    Event.EXTEND: "продлить срок",
    Event.DENY: "отказать в продлении срока",
    Event.ACKNOWLEDGE: "взять просрочку на контроль",
    Event.REASSIGN: "сменить исполнителей",
    Event.WITHDRAW: "снять с контроля",
    Event.REOPEN: "возобновить исполнение",
}

RANKS = {Rank.RESULT: "результат", Rank.CONTROL_POINT: "контрольная точка", Rank.ACTIVITY: "мероприятие"}

KINDS = {
    DocumentKind.APPLICATION: "заявка",
    DocumentKind.AGREEMENT: "соглашение",
    DocumentKind.MONITORING: "мониторинг",
    DocumentKind.REPORT: "информационно-аналитический отчёт",
    DocumentKind.ACT: "распорядительный акт",
    DocumentKind.SCHEDULE: "график",
}

ROLES = {
    Role.SYSTEM: "система",
    Role.EXECUTOR: "исполнитель",
    Role.SUPERVISOR: "непосредственный руководитель исполнителя",
    Role.CONTROLLER: "контролирующий",
    Role.HIGHER: "вышестоящий уровень контроля",
    Role.STRANGER: "не участник пункта",
}

TEENS = range(11, 15)
FEW = range(2, 5)


def plural(count: int, one: str, few: str, many: str) -> str:
    """The number with the form it takes: `21 рабочий день`, `2 рабочих дня`, `11 рабочих дней`."""
    return f"{count} {_form(abs(count), one, few, many)}"


def _form(count: int, one: str, few: str, many: str) -> str:
    if count % 100 in TEENS:
        return many
    if count % 10 == 1:
        return one
    return few if count % 10 in FEW else many


def waits_for(application: str | None) -> str:
    """Why an agreement cannot begin; `application` is its number."""
    return f"ждёт решения по заявке {application}"


def days(count: int) -> str:
    return plural(count, "день", "дня", "дней")
