"""Which conditional money is void: its application was refused, so no federal money comes for that result and year."""

from collections.abc import Iterable, Mapping, Sequence

from domain.intake.examination.likeness import Likeness
from domain.passport import FundingLine, Passport
from domain.plan import PlanItem
from domain.reporting.past import Past
from domain.vocabulary import DocumentKind, Rank, State

ALIKE = 0.4
Void = frozenset[tuple[str, int]]
"""A funding line's number and a year."""


def void_money(passport: Passport, plan: Sequence[Past]) -> Void:
    """The conditional years of funding lines under the result whose application the ministry has refused."""
    refused = [past.item for past in plan if _is_refused(past)]
    if not refused:
        return frozenset()
    results = {past.item.number: past.item for past in plan if past.item.rank is Rank.RESULT}
    names = _named(passport.funding, results.values())
    served = {(names[item.root], results[item.root].year) for item in refused if names.get(item.root)}
    return frozenset(
        (line.number, year)
        for line in passport.funding
        for head, year in served
        if year in line.conditional and (line.number == head or line.number.startswith(f"{head}."))
    )


def _is_refused(past: Past) -> bool:
    return past.item.document_kind is DocumentKind.APPLICATION and past.state is State.DECLINED


def _named(funding: Sequence[FundingLine], results: Iterable[PlanItem]) -> Mapping[str, str]:
    """The funding line of each result of the plan, by likeness of their names; empty where none is alike."""
    heads = [line for line in funding if is_head(line, funding)]
    items = list(results)
    likeness = Likeness([*(line.source for line in heads), *(item.title for item in items)])
    found = {}
    for item in items:
        alike, number = max(((likeness.between(h.source, item.title), h.number) for h in heads), default=(0.0, ""))
        found[item.number] = number if alike >= ALIKE else ""
    return found


def is_head(line: FundingLine, funding: Sequence[FundingLine]) -> bool:
    """Whether the line is a result's: it has money and sources beneath, and nothing with money above."""
    if not line.number or not line.amounts:
        return False
    above = line.number.rpartition(".")[0]
    has_sources = any(other.number.startswith(f"{line.number}.") for other in funding)
    return has_sources and not any(other.number == above and other.amounts for other in funding)
