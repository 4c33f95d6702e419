"""Section 4 of the report: results, control points and activities, each with its dates, its light and a comment."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from domain.authority import SYSTEM
from domain.reporting.facts import Forecast, KnownFacts
from domain.reporting.form import PlanLine
from domain.reporting.lights import of_item
from domain.reporting.past import Past
from domain.reporting.thresholds import Thresholds
from domain.vocabulary import Event, State

LONGEST = 400
"""Letters of a comment's part: what people wrote is cut there."""


def plan_lines(plan: Sequence[Past], known: KnownFacts, day: date, limits: Thresholds) -> tuple[PlanLine, ...]:
    """In the document's order, as it stood at the end of `day`."""
    forecasts = {fact.number: fact for fact in known.of_kind(Forecast)}
    return tuple(_line(past, forecasts, day, limits) for past in plan)


def _line(past: Past, forecasts: Mapping[str, Forecast], day: date, limits: Thresholds) -> PlanLine:
    item, forecast = past.item, None if past.done_on else forecasts.get(past.item.number)
    expected = forecast.finish if forecast else None
    reported = past.reported
    actual = past.done_on or (reported.at.date() if reported and past.state is not State.DECLINED else None)
    return PlanLine(
        number=item.number,
        rank=item.rank,
        title=item.title,
        level=item.level,
        state=past.state,
        light=of_item(past, expected, day, limits),
        planned=past.finish,
        actual=actual or expected,
        is_forecast=actual is None and expected is not None,
        executor=item.lead,
        comment=". ".join(_comment(past, forecast)) + ".",
    )


def _comment(past: Past, forecast: Forecast | None) -> Iterator[str]:
    """What the journal and the evidence say, in sentences without their full stops; never empty."""
    said = [*_proof(past), *_decision(past), *_moved(past), *_going(past), *_expectation(forecast)]
    yield from said or (_QUIET[past.state],)


_QUIET = {
    State.PLANNED: "Работа не начата",
    State.BLOCKED: "Ожидается решение по заявке",
    State.IN_PROGRESS: "В работе",
    State.OVERDUE: "Об исполнении не сообщено",
    State.UNDER_REVIEW: "Отчёт на приёмке",
    State.AWAITING_DECISION: "Ожидается решение министерства",
    State.DONE: "Исполнение принято",
    State.DECLINED: "Заявка отклонена",
    State.WITHDRAWN: "Снят с контроля",
}


def _proof(past: Past) -> Iterator[str]:
    evidence = past.evidence
    if evidence and evidence.in_words:
        yield f"{'Подтверждено' if past.state is State.DONE else 'Представлено'}: {cut(evidence.in_words)}"
    if past.state is State.AWAITING_DECISION:
        yield _QUIET[past.state]


def _decision(past: Past) -> Iterator[str]:
    """Who has accepted, refused or withdrawn, and why."""
    row = past.last(*_DECISIVE.get(past.state, ()))
    if row is None:
        return
    by = "" if row.actor == SYSTEM else f" ({row.actor}, {row.at:%d.%m.%Y})"
    minutes = f", протокол {row.details['minutes']}" if row.details.get("minutes") else ""
    yield f"{_DECIDED[row.event]}{by}{minutes}"
    if reason := row.details.get("reason"):
        yield f"Причина: {cut(str(reason))}"


_DECISIVE: dict[State, tuple[Event, ...]] = {
    State.DONE: (Event.ACCEPT, Event.GRANT),
    State.DECLINED: (Event.REFUSE,),
    State.WITHDRAWN: (Event.WITHDRAW, Event.CASCADE),
}
_DECIDED: dict[str, str] = {
    Event.ACCEPT: "Принято",
    Event.GRANT: "Заявка одобрена",
    Event.REFUSE: "Заявка отклонена",
    Event.WITHDRAW: "Снят с контроля",
    Event.CASCADE: "Снят вслед за заявкой",
}


def _moved(past: Past) -> Iterator[str]:
    if past.finish != past.item.original_finish:
        row = past.last(Event.EXTEND)
        reason = f", причина: {cut(str(row.details['reason']))}" if row and row.details.get("reason") else ""
        yield f"Срок перенесён с {past.item.original_finish:%d.%m.%Y} на {past.finish:%d.%m.%Y}{reason}"


def _going(past: Past) -> Iterator[str]:
    """While it is at work: why it came back, how it goes."""
    if past.state not in (State.IN_PROGRESS, State.OVERDUE):
        return
    if (back := past.last(Event.RETURN, Event.REPORT)) and back.event == Event.RETURN:
        yield f"Возвращён на доработку {back.at:%d.%m.%Y}: {cut(str(back.details.get('reason', '')))}"
    if note := past.last(Event.NOTE):
        yield f"Ход исполнения на {note.at:%d.%m.%Y}: {cut(str(note.details.get('text', '')))}"


def _expectation(forecast: Forecast | None) -> Iterator[str]:
    if forecast:
        yield f"Прогноз: {forecast.finish:%d.%m.%Y}" + (f", {cut(forecast.reason)}" if forecast.reason else "")


def cut(text: str) -> str:
    """One line without a full stop at its end, not longer than a cell can bear."""
    line = " ".join(text.split()).rstrip(".")
    return line if len(line) <= LONGEST else f"{line[:LONGEST].rstrip()}…"
