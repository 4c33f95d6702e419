"""Sources of money, told by their names however a document spells them."""

import re
from enum import Enum, auto


class Source(Enum):
    """What a funding row is the money of."""

    WHOLE = auto()
    FEDERAL = auto()
    FUNDS = auto()
    CONSOLIDATED = auto()
    REGIONAL = auto()
    TRANSFERS = auto()
    MUNICIPAL = auto()
    OUTSIDE = auto()
    PART = auto()


INNER = frozenset({Source.REGIONAL, Source.TRANSFERS, Source.MUNICIPAL})
"""What a region's consolidated budget is made of."""

_BEFORE = r"(?:(?:за счет |из )?(?:средств[аы]? )?)"
_KINDS = (
    (Source.WHOLE, r"(?:всего|итого)\b"),
    (Source.TRANSFERS, r"межбюджетн\w* трансферт"),
    (Source.FUNDS, rf"{_BEFORE}(?:бюджет\w* )?(?:государственн\w* )?внебюджетн\w* фонд"),
    (Source.FEDERAL, rf"{_BEFORE}(?:фед(?:еральн\w*|\.) ?бюджет|бюджет\w* российской федерации)"),
    (Source.CONSOLIDATED, rf"{_BEFORE}консолидированн\w* бюджет"),
    (Source.OUTSIDE, r"(?:средства (?:из )?)?внебюджет(?:н\w* (?:источник|средств)|н\w*\.?$|$)"),
    (Source.MUNICIPAL, rf"{_BEFORE}(?:(?:свод )?бюджет\w* муниципальн|(?:местн|муниципальн)\w*\.? ?бюджет)"),
    (
        Source.REGIONAL,
        rf"{_BEFORE}(?:(?:обл|крае|респ|окруж|рег|город)[а-я]*\.? ?бюджет"
        r"|бюджет\w* (?:субъект|регион|(?:\w+ )*(?:област|кра[яй]|республик|округ|город)))",
    ),
)
KINDS = tuple((kind, re.compile(words)) for kind, words in _KINDS)
SHORT = {
    "фб": Source.FEDERAL, "об": Source.REGIONAL, "рб": Source.REGIONAL, "кб": Source.REGIONAL, "окб": Source.REGIONAL,
    "мб": Source.MUNICIPAL, "бмо": Source.MUNICIPAL, "вб": Source.OUTSIDE, "ви": Source.OUTSIDE, "вбс": Source.OUTSIDE,
    "вби": Source.OUTSIDE,
}  # fmt: skip
"""Sources by their initials, as small tables have them."""
PART_OF = re.compile(r"(?:в том числе|в т\.\s?ч\.|из них)\s*:?\s*")


def plain(name: str) -> str:
    """A name as it is compared: without case, bullets, quotation marks and a closing ", в том числе"."""
    words = re.sub(r"[«»\"'<>*]", "", " ".join(name.casefold().replace("ё", "е").split())).strip(" -–—•:;,.")
    return re.sub(r"[\s,:;(]*(?:в том числе|в т\.\s?ч|из них)\W*$", "", words)


def source_of(name: str) -> Source | None:
    """The source that a row's name begins with; None for the name of a result.

    "В том числе ..." is a part of the row above, unless it only leads in a source of its own.
    """
    words = plain(name)
    led = PART_OF.match(words)
    own = words[led.end() if led else 0 :]
    kind = SHORT.get(own.removeprefix("средства ")) or next((kind for kind, form in KINDS if form.match(own)), None)
    return Source.PART if led and kind in (None, Source.TRANSFERS) else kind
