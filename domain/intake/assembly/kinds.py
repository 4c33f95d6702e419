"""What kind of proof an item asks for, by the words of its document or of its title."""

import re

from domain.vocabulary import DocumentKind

# fmt: off
KINDS: tuple[tuple[re.Pattern[str], DocumentKind], ...] = (
    (re.compile(r"заявк", re.I),                                              DocumentKind.APPLICATION),
    (re.compile(r"соглашени|\bдоговор|\bконтракт", re.I),                     DocumentKind.AGREEMENT),
    (re.compile(r"мониторинг", re.I),                                         DocumentKind.MONITORING),
    (re.compile(r"отч[её]т|\bсправк|\bдоклад|аналитическ|\bсведени|\bинформаци|\bписьм", re.I), DocumentKind.REPORT),
    (re.compile(r"\bакт(?:ы|а|ов)?\b|приказ|распоряжени|постановлени|протокол|\bрешени|\bзакон|\bположени[ея]\b|"
                r"лицензи|сертификат|свидетельств|\bпереч(?:ень|ня)|\bреестр", re.I), DocumentKind.ACT),
    (re.compile(r"график|расписани|дорожн\w+ карт|\bплан\b", re.I),           DocumentKind.SCHEDULE),
)
# fmt: on


def kind_of(title: str, document: str) -> DocumentKind | None:
    """What kind of proof a plan row asks for: monitoring by its name, else the first telling word of the cell."""
    if title.lower().startswith("проведение мониторинга") or "мониторинг" in document.lower():
        return DocumentKind.MONITORING
    return _told(document)


def kind_by_title(title: str) -> DocumentKind:
    """The kind where a plan has no column of documents: by the title's words, a report when they tell nothing."""
    return _told(title) or DocumentKind.REPORT


def _told(words: str) -> DocumentKind | None:
    told = ((found.start(), kind) for word, kind in KINDS if (found := word.search(words)))
    return min(told, default=(0, None), key=lambda place_and_kind: place_and_kind[0])[1]
