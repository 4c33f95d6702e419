"""The conditions of the lifecycle table: each says nothing when met, or why not, as a person reads it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from domain.plan import Evidence, PlanItem
from domain.vocabulary import DocumentKind, State

MINUTES = re.compile(r"^(протокол )?(№ ?|N ?)?\S+ от \d{2}\.\d{2}\.\d{4}$", re.IGNORECASE)
"""Number and date of a body's minutes: `№ 5 от 20.12.2019`."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What an event brings with it, and what its guard must know of the rest of the plan.

    `open_below` are numbers of items under this one that are not closed; `predecessor` is the state of the item
    that blocks this one; `body` says that the acceptor decides at meetings; `top` is the last rung for the new
    executors.
    """

    reason: str | None = None
    evidence: Evidence | None = None
    minutes: str | None = None
    finish: date | None = None
    due_at: datetime | None = None
    until: date | None = None
    executors: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    open_below: tuple[str, ...] = ()
    predecessor: State | None = None
    body: bool = False
    top: int = 2
    text: str | None = None


NOTHING = Facts()
Guard = Callable[[PlanItem, Facts, datetime], str | None]


def always(_item: PlanItem, _facts: Facts, _now: datetime) -> str | None:
    return None


def start_has_come(item: PlanItem, _facts: Facts, now: datetime) -> str | None:
    return None if now.date() >= item.opens_on else "срок начала ещё не наступил"


def past_due(item: PlanItem, _facts: Facts, now: datetime) -> str | None:
    return None if now >= item.due_at else "срок исполнения ещё не истёк"


def predecessor_granted(_item: PlanItem, facts: Facts, _now: datetime) -> str | None:
    return None if facts.predecessor is State.DONE else "заявка, которой он ждёт, ещё не одобрена"


def predecessor_fell(_item: PlanItem, facts: Facts, _now: datetime) -> str | None:
    fell = facts.predecessor in {State.DECLINED, State.WITHDRAWN}
    return None if fell else "заявка, которой он ждёт, не отклонена"


def not_taken(item: PlanItem, _facts: Facts, _now: datetime) -> str | None:
    return "он уже взят в работу" if item.taken_at else None


def note_given(_item: PlanItem, facts: Facts, _now: datetime) -> str | None:
    return None if facts.text and facts.text.strip() else "напишите, как идёт исполнение"


def reason_given(_item: PlanItem, facts: Facts, _now: datetime) -> str | None:
    return None if facts.reason and facts.reason.strip() else "укажите причину"


def later_date(item: PlanItem, facts: Facts, now: datetime) -> str | None:
    if facts.finish is None or facts.due_at is None:
        return "укажите новый срок"
    if facts.finish <= item.finish:
        return f"новый срок должен быть позже нынешнего ({item.finish:%d.%m.%Y})"
    return None if facts.due_at > now else "новый срок уже прошёл"


def later_date_and_reason(item: PlanItem, facts: Facts, now: datetime) -> str | None:
    return later_date(item, facts, now) or reason_given(item, facts, now)


def answer_is_due(item: PlanItem, facts: Facts, now: datetime) -> str | None:
    if item.asked_finish is None:
        return "о продлении срока никто не просил"
    return reason_given(item, facts, now)


def acknowledgement_ends(item: PlanItem, facts: Facts, _now: datetime) -> str | None:
    if item.paused_until:
        return f"просрочка уже взята на контроль, подъём приостановлен до {item.paused_until:%d.%m.%Y}"
    return None if facts.until else "не указано, до какого дня просрочка на контроле"


def executors_named(item: PlanItem, facts: Facts, now: datetime) -> str | None:
    if not facts.executors:
        return "назовите новых исполнителей"
    if facts.unknown:
        return f"в паспорте нет участника {', '.join(facts.unknown)}"
    if facts.executors == item.executors:
        return "эти исполнители уже назначены"
    return reason_given(item, facts, now)


def may_be_accepted(item: PlanItem, facts: Facts, now: datetime) -> str | None:
    if facts.open_below and reason_given(item, facts, now):
        numbers = ", ".join(facts.open_below)
        return f"под ним не исполнено: {numbers}; примите их раньше или укажите причину, по которой это не мешает"
    if facts.body and not (facts.minutes and MINUTES.match(facts.minutes)):
        return "решение принимает коллегиальный орган: укажите номер и дату протокола, например «№ 5 от 20.12.2019»"
    return None


def may_reopen(item: PlanItem, facts: Facts, now: datetime) -> str | None:
    if item.predecessor and facts.predecessor is not State.DONE:
        return f"сначала должна быть одобрена заявка {item.predecessor}"
    return reason_given(item, facts, now)


def has_required_evidence(item: PlanItem, facts: Facts, _now: datetime) -> str | None:
    evidence = facts.evidence or Evidence()
    met, wanted = REQUIRED[item.document_kind]
    return None if met(evidence) else f"к отчёту нужны {wanted}"


def _file(evidence: Evidence) -> bool:
    return bool(evidence.file)


def _signed(evidence: Evidence) -> bool:
    return bool(evidence.number) and evidence.dated is not None


def _signed_or_linked(evidence: Evidence) -> bool:
    return _signed(evidence) or bool(evidence.link)


def _file_or_linked(evidence: Evidence) -> bool:
    return _file(evidence) or bool(evidence.link)


REQUIRED: dict[DocumentKind, tuple[Callable[[Evidence], bool], str]] = {
    DocumentKind.APPLICATION: (_file, "файл поданной заявки"),
    DocumentKind.AGREEMENT: (_signed, "номер и дата соглашения"),
    DocumentKind.MONITORING: (_file_or_linked, "файл или ссылка на итоги мониторинга"),
    DocumentKind.REPORT: (_file, "файл отчёта"),
    DocumentKind.ACT: (_signed_or_linked, "номер и дата акта или ссылка на него"),
    DocumentKind.SCHEDULE: (_signed_or_linked, "номер и дата графика или ссылка на него"),
}
