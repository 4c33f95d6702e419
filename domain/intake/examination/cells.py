"""Findings about cells: documents and control levels of plan items, text that is cut in any section."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from difflib import get_close_matches

from domain.intake.examination.view import View, plan_finding, section_finding
from domain.passport import Finding, PlanRow
from domain.vocabulary import Rank, Severity

USUAL = 3
"""A document that stands in this many rows is a usual one: a torn copy of it can be recognized."""

LEAST_LOSS = 4
"""Fewer lost letters are another word form ("Отчет", "Отчеты"), not a torn cell."""

CUT_SHORT = re.compile(r"(?:\s(?:в|и|на|по|с|о|для|от|из|за|к|не)|[,-])$")


def cell_findings(view: View) -> Iterator[Finding]:
    usual, levels = _usual_documents(view), _levels_by_rank(view)
    for each in view.passport.indicators:
        yield from _name("indicators", each.number, "name", each.name)
    for result in view.passport.results:
        yield from _name("results", result.number, "name", result.name)
    for row in view.passport.plan:
        yield from _level(row, view, levels)
        yield from _document(row, view)
        yield from _torn(row, usual)
        yield from _name("plan", row.number, "title", row.title)


def _level(row: PlanRow, view: View, levels: dict[Rank, str]) -> Iterator[Finding]:
    codes = [level.code for level in view.passport.levels]
    if "level" in view.passport.lacking:
        return
    if row.level is None:
        meant = levels.get(row.rank)
        says = f"не указан уровень контроля{_guess(meant, 'у таких пунктов обычно')}"
        yield plan_finding("missing_level", row, "level", None, says, meant)
    elif codes and row.level not in codes:
        close = get_close_matches(row.level, codes, n=1, cutoff=0.6)
        meant = close[0] if close else levels.get(row.rank)
        says = f"уровень контроля «{row.level}» в паспорте не объявлен{_guess(meant, 'вероятно')}"
        yield plan_finding("unknown_level", row, "level", row.level, says, meant)


def _levels_by_rank(view: View) -> dict[Rank, str]:
    """The declared level that most rows of a rank have."""
    codes = {level.code for level in view.passport.levels}
    counted = Counter((row.rank, row.level) for row in view.passport.plan if row.level in codes)
    return {rank: level for (rank, level), _ in reversed(counted.most_common()) if level}


def _document(row: PlanRow, view: View) -> Iterator[Finding]:
    if "document" in view.passport.lacking:
        return
    if not row.document:
        says = "не указан документ, подтверждающий исполнение: впишите его вид"
        yield plan_finding("missing_document", row, "document", None, says)
    elif row.document_kind is None:
        says = f"из слов «{row.document}» не ясен вид документа: отчет, акт, график, заявка, соглашение?"
        unclear = plan_finding("missing_document", row, "document", row.document, says)
        yield replace(unclear, severity=Severity.WARNING)


def _torn(row: PlanRow, usual: list[str]) -> Iterator[Finding]:
    whole = next((other for other in usual if is_torn_from(row.document, other)), None)
    if whole:
        says = f"текст «{row.document}» оборван; вероятно, {whole}"
        yield plan_finding("truncated_cell", row, "document", row.document, says, whole)


def _usual_documents(view: View) -> list[str]:
    counted = Counter(row.document for row in view.passport.plan if row.document)
    return [document for document, count in counted.most_common() if count >= USUAL]


def is_torn_from(text: str, whole: str) -> bool:
    """Whether `text` is `whole` with a piece lost from inside a word."""
    lost = len(whole) - len(text)
    if not text or lost < LEAST_LOSS:
        return False
    begin = _common_beginning(text, whole)
    cuts = range(max(0, len(text) - _common_beginning(text[::-1], whole[::-1])), begin + 1)
    return any(_is_inside_word(whole, cut) or _is_inside_word(whole, cut + lost) for cut in cuts)


def _common_beginning(one: str, other: str) -> int:
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _is_inside_word(text: str, place: int) -> bool:
    return 0 < place < len(text) and text[place - 1].isalpha() and text[place].isalpha()


def _name(section: str, number: str, field: str, name: str) -> Iterator[Finding]:
    if not name:
        yield section_finding("truncated_cell", section, number, field, None, "наименование пропало: впишите его")
    elif CUT_SHORT.search(name):
        says = f"наименование обрывается на «{name[-30:]}»: допишите его"
        yield section_finding("truncated_cell", section, number, field, name, says)


def _guess(meant: str | None, word: str) -> str:
    return f": {word} {meant}" if meant else ": проверьте его"
