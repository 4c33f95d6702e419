"""Documents begun for executors: what is known is written already, what is to be filled in is marked."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO

from domain.passport import FundingLine, Indicator, Passport
from domain.plan import PlanItem
from domain.reporting.past import Past
from domain.vocabulary import DocumentKind
from notifications import words
from notifications.drafts.paper import BLANK, Paper
from notifications.reports.cells import figure, text

LETTERS = 60


@dataclass(frozen=True, slots=True)
class Draft:
    """What a draft is made of: the item, its executors with their positions, what stands under and beside it."""

    passport: Passport
    past: Past
    positions: Mapping[str, str]
    under: tuple[Past, ...]
    beside: tuple[Past, ...]

    @property
    def item(self) -> PlanItem:
        return self.past.item


def drafted(draft: Draft) -> bytes:
    """The document's DOCX."""
    paper = Paper()
    _FORMS[draft.item.document_kind](paper, draft)
    written = BytesIO()
    paper.document.save(written)
    return written.getvalue()


def file_name(draft: Draft) -> str:
    """`2.1.2 заявка, заготовка.docx`."""
    return f"{draft.item.number} {words.KINDS[draft.item.document_kind].lower()}, заготовка.docx"


def _report(paper: Paper, draft: Draft) -> None:
    """An information and analysis report; a monitoring is told in the same form."""
    paper.title(_NAMES[draft.item.document_kind], f"о выполнении пункта {draft.item.number} плана мероприятий")
    _about(paper, draft)
    paper.heading("1. Что сделано")
    for line in _done(draft):
        paper.line(line)
    paper.blank("опишите, что сделано, с цифрами")
    paper.heading("2. Достигнутые значения показателей")
    _indicators(paper, draft)
    paper.heading("3. Отклонения и их причины")
    paper.blank("если отклонений нет, так и напишите")
    paper.heading("4. Подтверждающие документы")
    _documents(paper, [*draft.under, draft.past])
    _signed(paper, draft)


def _about(paper: Paper, draft: Draft) -> None:
    item, passport = draft.item, draft.passport
    paper.line(f"Региональный проект: {words.quoted(passport.title)}, {passport.region}, {passport.order}".rstrip(", "))
    paper.line(f"{words.RANKS[item.rank]} {item.number}: {item.title}")
    begins = f"с {item.start:%d.%m.%Y} " if item.start else ""
    paper.line(f"Срок: {begins}по {draft.past.finish:%d.%m.%Y}; уровень контроля: {item.level}")
    paper.line(f"Основание по плану: {item.document}")


def _done(draft: Draft) -> Iterator[str]:
    """What the plan's journal knows of the work."""
    for past in draft.under:
        if past.done_on:
            yield f"Пункт {past.item.number} исполнен {past.done_on:%d.%m.%Y}: {past.item.title}"
    for row in draft.past.history:
        if row.event == "note" and row.details.get("text"):
            yield f"{row.at:%d.%m.%Y}: {row.details['text']}"


def _indicators(paper: Paper, draft: Draft) -> None:
    year = draft.past.finish.year
    rows = [_indicator(one, year) for one in draft.passport.indicators if year in one.targets]
    if rows:
        paper.table(("№", "Показатель", "Ед. изм.", f"План {year}", "Факт"), rows, (1, 8, 2, 2, 2))
    else:
        paper.line(f"Показателей с планом на {year} год в паспорте нет.")


def _indicator(one: Indicator, year: int) -> tuple[str, ...]:
    return one.number, one.name, one.unit, figure(one.targets[year]), BLANK


def _documents(paper: Paper, plan: list[Past]) -> None:
    rows = [
        (str(n), past.item.number, evidence.in_words)
        for n, (past, evidence) in enumerate(((p, p.evidence) for p in plan if p.evidence), start=1)
        if evidence
    ]
    paper.table(("№", "Пункт", "Документ"), [*rows, (str(len(rows) + 1), BLANK, BLANK)], (1, 2, 12))


def _application(paper: Paper, draft: Draft) -> None:
    """The covering letter of an application to a ministry."""
    item, passport = draft.item, draft.passport
    paper.right("Руководителю")
    paper.right("[кому: министерство, должность, фамилия]", is_blank=True)
    paper.title("О представлении заявки", f"по пункту {item.number} плана регионального проекта")
    region = f", {passport.region}," if passport.region else ""
    paper.line(
        f"В рамках регионального проекта {words.quoted(passport.title)}{region} направляем заявку: {item.title}."
    )
    waiting = [past.item for past in draft.beside if past.item.predecessor == item.number]
    for agreement in waiting:
        paper.line(f"По итогам отбора предполагается заключить соглашение до {agreement.finish:%d.%m.%Y}.")
    paper.heading("Средства, предусмотренные паспортом, млн руб.")
    _money(paper, draft)
    paper.heading("Приложения")
    for n, what in enumerate(("Заявка", "Обоснование потребности", "Смета"), start=1):
        paper.line(f"{n}. {what} на {BLANK} л.")
    _signed(paper, draft)


def _money(paper: Paper, draft: Draft) -> None:
    years = sorted({y for line in draft.passport.funding for y in line.amounts if y >= draft.past.finish.year})
    lines = [line for line in draft.passport.funding if any(line.amounts.get(year) for year in years)]
    if not lines:
        paper.line("Средства в паспорте не указаны.")
        return
    rows = [(line.number, line.source, *(_sum(line, year) for year in years)) for line in lines]
    paper.table(("№", "Источник", *map(str, years)), rows, (2, 8, *[2] * len(years)))
    if any(line.conditional for line in lines):
        paper.line("* — в случае выделения средств федерального бюджета.")


def _sum(line: FundingLine, year: int) -> str:
    """A conditional sum has the passport's star."""
    return f"{figure(line.amounts.get(year, Decimal(0)))}{' *' if year in line.conditional else ''}"


def _acts(paper: Paper, draft: Draft) -> None:
    """The list of acts: those that are confirmed under the same result, and the one to be issued."""
    paper.title("Перечень распорядительных актов", f"к пункту {draft.item.number} плана мероприятий")
    _about(paper, draft)
    rows = [(str(n), *_act(past)) for n, past in enumerate(_confirmed(draft), start=1)]
    kind = words.KINDS[draft.item.document_kind]
    own = (str(len(rows) + 1), kind, BLANK, BLANK, draft.item.title)
    paper.table(("№", "Вид документа", "Номер", "Дата", "Наименование"), [*rows, own], (1, 4, 3, 3, 9))
    _signed(paper, draft)


def _confirmed(draft: Draft) -> list[Past]:
    kinds = (DocumentKind.ACT, DocumentKind.SCHEDULE, DocumentKind.AGREEMENT)
    return [p for p in draft.beside if p.done_on and p.item.document_kind in kinds and p.item.id != draft.item.id]


def _act(past: Past) -> tuple[str, str, str, str]:
    evidence = past.evidence
    number = (evidence.number if evidence else None) or BLANK
    dated = text(evidence.dated) if evidence and evidence.dated else BLANK
    return words.KINDS[past.item.document_kind], number, dated, past.item.title


def _signed(paper: Paper, draft: Draft) -> None:
    for name in draft.item.executors:
        position = draft.positions.get(name, "")
        paper.signature(words.shortened(words.opening(position), LETTERS) if position else "Исполнитель", name)


_NAMES = {
    DocumentKind.REPORT: "Информационно-аналитический отчёт",
    DocumentKind.MONITORING: "Отчёт о проведении мониторинга",
}
_FORMS: Mapping[DocumentKind, Callable[[Paper, Draft], None]] = {
    DocumentKind.REPORT: _report,
    DocumentKind.MONITORING: _report,
    DocumentKind.APPLICATION: _application,
    DocumentKind.AGREEMENT: _acts,
    DocumentKind.ACT: _acts,
    DocumentKind.SCHEDULE: _acts,
}
