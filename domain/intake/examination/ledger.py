"""Funding rows as a tree: results, their sources under them, and the totals of the whole project."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, groupby

from domain.intake.examination.sources import INNER, Source, plain, source_of
from domain.passport import FundingLine

PROJECT = re.compile(r"(?:всего|итого)\b.*(?:проект|паспорт|программ)")


@dataclass(eq=False)
class Node:
    """A funding row and those that add up to it. `place` is its place in the document, -1 for a row that is not there.

    `source` is None for a result.
    """

    line: FundingLine
    place: int
    name: str
    source: Source | None
    children: list["Node"] = field(default_factory=list)

    @property
    def has_money(self) -> bool:
        return bool(self.line.amounts) or self.line.total is not None

    @property
    def key(self) -> object:
        """What rows of one source have in common across results."""
        return self.source or plain(self.name)

    def walk(self) -> Iterator["Node"]:
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True)
class Ledger:
    """Results at the top of the tree, and the total of the project with its sources, if the document has one."""

    tops: Sequence[Node]
    total: Node | None


def ledger(lines: Sequence[FundingLine]) -> Ledger:
    """Part the rows into those of results and the totals of the project, and hang each under what it adds up to."""
    nodes = [Node(line, place, line.source or line.result, _source(line)) for place, line in enumerate(lines)]
    totals = _totals(nodes)
    chosen = {node.place for node in totals}
    tops = _added(_tree([node for node in nodes if node.place not in chosen]))
    if totals:
        totals[0].children = totals[1:]
    for node in [*tops, *totals[:1]]:
        _settle(node)
    return Ledger(tops, totals[0] if totals else None)


def _source(line: FundingLine) -> Source | None:
    return source_of(line.source) if line.source else source_of(line.result)


def _totals(nodes: Sequence[Node]) -> list[Node]:
    """The total of the project and its sources: what it is called, or where it stands, tells it from a result's."""
    named = (at for at, node in enumerate(nodes) if _is_named_total(node))
    bare = (at for at, node in enumerate(nodes) if _is_bare(node) and _is_of_no_result(at, nodes))
    first = next(chain(named, bare), None)
    if first is None:
        return []
    after = range(first + 1, len(nodes))
    end = next((at for at in after if not _is_of_totals(nodes[at], nodes[first])), len(nodes))
    return list(nodes[first:end])


def _is_named_total(node: Node) -> bool:
    texts = (node.line.result, node.line.source)
    return source_of(node.line.result) is Source.WHOLE or any(PROJECT.match(plain(text)) for text in texts)


def _is_bare(node: Node) -> bool:
    return node.source is Source.WHOLE and not node.line.number and not node.line.result


def _is_of_no_result(at: int, nodes: Sequence[Node]) -> bool:
    """Whether a bare "Всего" opens the table, or ends it when the result above has its sum already."""
    holder = next((before for before in range(at - 1, -1, -1) if nodes[before].source is None), None)
    if holder is None:
        return at in (0, len(nodes) - 1)
    has_sum = nodes[holder].has_money or any(node.source is Source.WHOLE for node in nodes[holder + 1 : at])
    return has_sum and not any(node.line.number or node.source is None for node in nodes[at + 1 :])


def _is_of_totals(node: Node, first: Node) -> bool:
    """Sources that follow the total, numbered under it or not at all."""
    if node.line.result:
        return node.line.result == first.line.result
    is_under = node.line.number.startswith(f"{first.line.number}.") if first.line.number else not node.line.number
    return node.source is not None and (is_under or not node.line.number)


def _tree(nodes: Sequence[Node]) -> list[Node]:
    """Rows that name their result in a column of its own hang under it; then everything goes by its number."""
    rows: list[Node] = []
    for result, group in groupby(_with_results(nodes), key=lambda named: named[0]):
        members = [node for _, node in group]
        rows.extend([_of_result(result, members)] if result else members)
    return _by_number(rows)


def _with_results(nodes: Sequence[Node]) -> Iterator[tuple[str, Node]]:
    """Rows and the results that they name; a source that names none belongs to the last one."""
    result = ""
    for node in nodes:
        result = node.line.result or (result if node.source else "")
        yield result, node


def _of_result(result: str, group: list[Node]) -> Node:
    """A result with its sources: the row of its whole money stands for it."""
    whole = next((node for node in group if node.source in (None, Source.WHOLE)), None)
    others = [node for node in group if node is not whole]
    line, place = (whole.line, whole.place) if whole else (FundingLine(group[0].line.number, result), -1)
    return Node(line, place, result, None, others)


def _by_number(nodes: Sequence[Node]) -> list[Node]:
    """A number hangs under the row before it whose number it goes on; a source without one, under the last result."""
    tops: list[Node] = []
    path: list[Node] = []
    holder: Node | None = None
    for node in nodes:
        if holder and node.source and node.line.number in ("", holder.line.number):
            holder.children.append(node)
            continue
        path = [above for above in path if node.line.number.startswith(f"{above.line.number}.")]
        (path[-1].children if path else tops).append(node)
        path = [*path, node] if node.line.number else path
        holder = holder if node.source else node
    return tops


def _settle(node: Node) -> None:
    """Put the parts of a consolidated budget under it, and leave out what is a mere part of the row above."""
    node.children = _with_whole_on_top(node, _added(node.children))
    for child in node.children:
        _settle(child)


def _added(nodes: Sequence[Node]) -> list[Node]:
    """The rows that are addends: not what is a mere part of the row above."""
    return list(_nested([node for node in nodes if node.source is not Source.PART]))


def _nested(children: Sequence[Node]) -> Iterator[Node]:
    """Parts that stand beside their consolidated budget come under it, if it has none by their numbers."""
    above: Node | None = None
    for child in children:
        if above and child.source in INNER:
            above.children.append(child)
        else:
            above = child if child.source is Source.CONSOLIDATED and not child.children else None
            yield child


def _with_whole_on_top(node: Node, children: list[Node]) -> list[Node]:
    """A row "Всего" among the sources of a result without money of its own is that result's money."""
    whole = next((child for child in children if child.source is Source.WHOLE), None)
    if whole is None:
        return children
    if not node.has_money:
        node.line, node.place = whole.line, whole.place
    return [*whole.children, *(child for child in children if child is not whole)]
