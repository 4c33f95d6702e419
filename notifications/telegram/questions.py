"""What a conversation says: its questions, its summary, and what became of it."""

from collections.abc import Mapping
from datetime import date
from html import escape

from domain.guards import REQUIRED
from domain.vocabulary import DocumentKind, Event
from notifications import words
from notifications.telegram import conversations as talks
from notifications.telegram.buttons import AWAY, HAND_OVER, RETURN_REPORT
from notifications.telegram.conversations import Talk
from notifications.telegram.screens import fitted, foreign

QUESTIONS = {
    talks.TEXT: "Напишите одним сообщением, как идёт исполнение.",
    talks.FINISH: "Укажите новый срок, например: 31.03.2019",
    talks.REASON: "Укажите причину одним сообщением.",
    talks.MINUTES_STEP: "Решение принимает коллегиальный орган. Укажите номер и дату протокола: № 5 от 20.12.2019",
    talks.OVERRIDE: "Под этим пунктом есть неисполненные. Укажите причину, по которой это не мешает его принять.",
    talks.EXECUTORS: "Кому? Напишите фамилию; если исполнителей несколько — через запятую, ответственный первым.",
    talks.PERIOD: "Укажите первый и последний день отсутствия: с 01.03.2019 по 14.03.2019",
    talks.STAND_IN: "Кто вас замещает? Напишите фамилию участника проекта.",
}

_FILE = "Пришлите файл или фотографию документа одним сообщением; номер и дату можно указать в подписи."
_SIGNED = "Напишите одной строкой, например: № 15 от 20.02.2019. Файл или фотографию можно прислать ещё."
_FILE_OR_LINK = "Пришлите файл, фотографию документа или ссылку."
_SIGNED_OR_LINK = "Напишите, например: № 15 от 20.02.2019 — или пришлите ссылку. Файл можно прислать ещё."

HOW_TO_PROVE = {
    DocumentKind.APPLICATION: _FILE,
    DocumentKind.AGREEMENT: _SIGNED,
    DocumentKind.MONITORING: _FILE_OR_LINK,
    DocumentKind.REPORT: _FILE,
    DocumentKind.ACT: _SIGNED_OR_LINK,
    DocumentKind.SCHEDULE: _SIGNED_OR_LINK,
}

INTENTIONS = {
    Event.REPORT: "Отчёт об исполнении",
    Event.NOTE: "Ход исполнения",
    Event.ASK: "Просьба о продлении",
    HAND_OVER: "Просьба передать пункт",
    AWAY: "Отсутствие",
    Event.ACCEPT: "Приёмка",
    Event.RETURN: "Возврат на доработку",
    Event.REFUSE: "Отказ по заявке",
    Event.EXTEND: "Продление срока",
    Event.DENY: "Отказ в продлении",
    Event.REASSIGN: "Смена исполнителей",
    Event.WITHDRAW: "Снятие с контроля",
    Event.REOPEN: "Возобновление",
    RETURN_REPORT: "Возврат отчёта",
}

FACTS = {
    "file": "Файл",
    "number": "Номер",
    "dated": "Дата",
    "link": "Ссылка",
    "text": "Ход исполнения",
    "finish": "Новый срок",
    "minutes": "Протокол",
    "executors": "Исполнители",
    "period": "Период",
    "stand_in": "Замещает",
    "reason": "Причина",
}


def question(talk: Talk) -> str:
    """What is asked next, under the name of what it is for."""
    return fitted([_about(talk), _asked(talk), "", "Отменить — /cancel"])


def _asked(talk: Talk) -> str:
    if talk.step != talks.EVIDENCE:
        return QUESTIONS[talk.step or talks.TEXT]
    _, wanted = REQUIRED[DocumentKind(talk.kind)]
    head = "Записано, но этого мало. " if _said(talk.facts) else ""
    return f"{head}К отчёту нужно приложить: {wanted}. {HOW_TO_PROVE[DocumentKind(talk.kind)]}"


def summary(talk: Talk) -> str:
    """All that will be sent."""
    said = [f"{FACTS[name]}: {foreign(value, 900)}" for name, value in _said(talk.facts).items()]
    more = ["", "Можно добавить ещё файл, ссылку или номер и дату."] if talk.event == Event.REPORT else []
    return fitted([_about(talk), *said, *more, "", "Отправить?"])


def _said(facts: Mapping[str, str]) -> dict[str, str]:
    return {name: _read(name, facts[name]) for name in FACTS if facts.get(name)}


def _read(name: str, value: str) -> str:
    if name in ("dated", "finish"):
        return words.date_ru(date.fromisoformat(value))
    if name == "period":
        since, until = map(date.fromisoformat, value.split())
        return f"с {words.date_ru(since)} по {words.date_ru(until)}"
    return value


def _about(talk: Talk) -> str:
    what = INTENTIONS[talk.event]
    return f"<b>{what}</b>" if not talk.item else f"<b>{what}</b> · {escape(talk.number)} {foreign(talk.title, 160)}"


def outcome(talk: Talk, told: str) -> str:
    """What the summary becomes once it has been sent."""
    said = [f"{FACTS[name]}: {foreign(value, 900)}" for name, value in _said(talk.facts).items()]
    return fitted([_about(talk), *said, "", f"✅ {escape(told, quote=False)}"])
