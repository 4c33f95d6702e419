"""What is asked before something is done, step by step: a value that is kept after every answer."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from domain.errors import Sentence
from domain.guards import MINUTES, REQUIRED
from domain.history import evidence_of
from domain.vocabulary import DocumentKind, Event
from notifications.counter import Dossier
from notifications.telegram.buttons import AWAY, HAND_OVER

EVIDENCE, TEXT, FINISH, REASON, MINUTES_STEP = "evidence", "text", "finish", "reason", "minutes"
OVERRIDE, EXECUTORS, PERIOD, STAND_IN = "override", "executors", "period", "stand_in"

STEPS: dict[str, tuple[str, ...]] = {
    Event.REPORT: (EVIDENCE,),
    Event.NOTE: (TEXT,),
    Event.ASK: (FINISH, REASON),
    HAND_OVER: (EXECUTORS, REASON),
    AWAY: (PERIOD, STAND_IN),
    Event.RETURN: (REASON,),
    Event.REFUSE: (REASON,),
    Event.EXTEND: (FINISH, REASON),
    Event.DENY: (REASON,),
    Event.REASSIGN: (EXECUTORS, REASON),
    Event.WITHDRAW: (REASON,),
    Event.REOPEN: (REASON,),
}

LONGEST = 1000
LINK = re.compile(r"https?://[^\s<>\"]{3,500}", re.IGNORECASE)
DATE = re.compile(r"\b(\d{1,2})\.(\d{1,2})\.(\d{4})\b")
SIGNED = re.compile(r"(?:№|N|номер)?\s*(?P<number>\S.{0,80}?)\s+от\s+(?P<dated>\d{1,2}\.\d{1,2}\.\d{4})\s*г?\.?", re.I)
NUMBERED = re.compile(r"(?:№|N|номер)\s*(?P<number>\S.{0,80})", re.IGNORECASE)


class NotUnderstood(Sentence):
    """An answer that does not fit the question, with an example of one that would."""


@dataclass(frozen=True, slots=True)
class Talk:
    """One conversation: what for, about which item at which version, the steps left, the answers so far.

    `kind` is the item's document kind; answers are strings, dates in ISO, several names joined by `, `.
    """

    event: str
    item: int = 0
    version: int = 0
    kind: str = ""
    number: str = ""
    title: str = ""
    steps: tuple[str, ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict)

    @property
    def step(self) -> str | None:
        return self.steps[0] if self.steps else None

    @property
    def is_complete(self) -> bool:
        return not self.steps


def begun(event: str, dossier: Dossier) -> Talk:
    """The conversation that `event` needs; one without steps needs no words at all."""
    item = dossier.item
    facts, steps = _known(event, dossier), _asked(event, dossier)
    left = tuple(step for step in steps if step not in facts)
    return Talk(event, item.id, item.version, item.document_kind, item.number, item.title, left, facts)


def _asked(event: str, dossier: Dossier) -> tuple[str, ...]:
    if event != Event.ACCEPT:
        return STEPS.get(event, ())
    wanted = {MINUTES_STEP: dossier.minuted, OVERRIDE: bool(dossier.open_below)}
    return tuple(step for step, is_wanted in wanted.items() if is_wanted)


def _known(event: str, dossier: Dossier) -> dict[str, str]:
    if event == Event.EXTEND and dossier.item.asked_finish:
        return {FINISH: dossier.item.asked_finish.isoformat()}
    return {}


def kept(talk: Talk) -> dict[str, Any]:
    """As JSON keeps it."""
    names = ("event", "item", "version", "kind", "number", "title")
    plain = {name: getattr(talk, name) for name in names}
    return plain | {"event": str(talk.event), "steps": list(talk.steps), "facts": dict(talk.facts)}


def restored(state: Mapping[str, Any]) -> Talk:
    return Talk(**{**state, "steps": tuple(state["steps"]), "facts": dict(state["facts"])})


def answered(talk: Talk, text: str) -> Talk:
    """The conversation after an answer in words. Raises NotUnderstood."""
    if talk.event == Event.REPORT:
        return proved(talk, _evidence(text, talk))
    step = talk.step
    if step is None:
        raise NotUnderstood("Всё уже записано: нажмите «Отправить» или «Отмена»")
    return replace(talk, steps=talk.steps[1:], facts={**talk.facts, **READERS[step](text)})


def named(talk: Talk, names: tuple[str, ...]) -> Talk:
    """The conversation after participants have been found for its step."""
    fact = {talk.steps[0]: ", ".join(names)}
    return replace(talk, steps=talk.steps[1:], facts={**talk.facts, **fact})


def proved(talk: Talk, facts: Mapping[str, str]) -> Talk:
    """The report with more evidence; it is complete once what its document kind requires is there."""
    more = {**talk.facts, **facts}
    met, _ = REQUIRED[DocumentKind(talk.kind)]
    return replace(talk, facts=more, steps=() if met(evidence_of(more)) else (EVIDENCE,))


def captioned(talk: Talk, caption: str) -> Talk:
    """The caption of a file may hold its number and date; when it does not, it is only a caption."""
    try:
        return proved(talk, _evidence(caption, talk)) if caption else talk
    except NotUnderstood:
        return talk


def _evidence(text: str, talk: Talk) -> dict[str, str]:
    """A link, `№ 15 от 20.02.2019`, a number or a date, whichever of them the answer is."""
    line = _line(text)
    if link := LINK.search(line):
        return _linked(link[0], talk)
    if signed := SIGNED.fullmatch(line):
        return {"number": signed["number"], "dated": _day(signed["dated"]).isoformat()}
    if numbered := NUMBERED.fullmatch(line):
        return {"number": numbered["number"]}
    if DATE.fullmatch(line):
        return {"dated": _day(line).isoformat()}
    _, wanted = REQUIRED[DocumentKind(talk.kind)]
    raise NotUnderstood(f"Не удалось разобрать. Нужно: {wanted}; номер и дату пишите так: № 15 от 20.02.2019")


def _linked(link: str, talk: Talk) -> dict[str, str]:
    """Where this Telegram server gives no files, a link stands for the file."""
    return {"link": link} | ({"file": "документ по ссылке"} if talk.facts.get("no_files") else {})


def _words(name: str) -> Callable[[str], dict[str, str]]:
    def read(text: str) -> dict[str, str]:
        line = _line(text)
        if not any(map(str.isalpha, line)):
            raise NotUnderstood("Напишите словами, одним сообщением")
        if len(line) > LONGEST:
            raise NotUnderstood(f"Слишком длинно: {len(line)} знаков, а помещается {LONGEST}; сократите")
        return {name: line}

    return read


def _finish(text: str) -> dict[str, str]:
    return {FINISH: _day(text).isoformat()}


def _minutes(text: str) -> dict[str, str]:
    line = _line(text)
    if not MINUTES.match(line):
        raise NotUnderstood("Нужны номер и дата протокола, например: № 5 от 20.12.2019")
    return {"minutes": line}


def _period(text: str) -> dict[str, str]:
    days = [_day(found[0]) for found in DATE.finditer(text)]
    if len(days) != 2:  # noqa: PLR2004  # the first day and the last
        raise NotUnderstood("Нужны первый и последний день, например: с 01.03.2019 по 14.03.2019")
    if days[1] < days[0]:
        raise NotUnderstood("Последний день раньше первого; поменяйте даты местами")
    return {PERIOD: " ".join(map(date.isoformat, days))}


READERS: dict[str, Callable[[str], dict[str, str]]] = {
    TEXT: _words("text"),
    REASON: _words("reason"),
    OVERRIDE: _words("reason"),
    FINISH: _finish,
    MINUTES_STEP: _minutes,
    PERIOD: _period,
}


def _day(text: str) -> date:
    try:
        return datetime.strptime(text.strip(), "%d.%m.%Y").date()  # noqa: DTZ007  # a date has no zone
    except ValueError:
        raise NotUnderstood("Такой даты не бывает; напишите её, например, так: 28.02.2019") from None


def _line(text: str) -> str:
    return "".join(filter(str.isprintable, " ".join(text.split())))
