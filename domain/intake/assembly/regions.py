"""The region whose passport it is: its name in the nominative, whatever case the text has it in."""

import re
from collections import Counter

_NAME = r"\b([А-ЯЁ][А-ЯЁа-яё-]{1,30}[сц]к)"
# fmt: off
REGIONS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(rf"{_NAME}(?:ой|ая|ую) (?:области|область|областью)\b"),             r"\1ая область"),
    (re.compile(rf"{_NAME}(?:ого края|ому краю|ом крае|ий край|им краем)\b"),        r"\1ий край"),
    (re.compile(rf"{_NAME}(?:ой|ая|ую) автономн(?:ой|ая|ую) област[ьи]\b"),          r"\1ая автономная область"),
    (re.compile(rf"{_NAME}(?:ого|ому|ом|ий) автономн(?:ого|ому|ом|ый) округ[ауе]?\b"), r"\1ий автономный округ"),
    (re.compile(rf"{_NAME}(?:ой|ая|ую) Республик[аиеу]\b"),                          r"\1ая Республика"),
    (re.compile(rf"{_NAME}(?:ой|ая) Народн(?:ой|ая) Республик[аие]\b"),              r"\1ая Народная Республика"),
    (re.compile(r"\bРеспублик(?:а|и|е|у|ой) ([А-ЯЁ][а-яё]{1,30}(?: [-–] [А-ЯЁ][а-яё]{1,30}| Эл\b| Осетия)?)"),
                                                                                     r"Республика \1"),
    (re.compile(r"\bгород(?:а|е|у)? (Москв|Севастопол|Санкт-Петербург)(?:а|у|е|ы|ь|я|ю)?\b"), r"город \1"),
)
# fmt: on
_CITIES = {"город Москв": "город Москва", "город Севастопол": "город Севастополь"}


def region_of(text: str) -> str:
    """The region named most often, empty where none is."""
    named = Counter(found.expand(nominative) for form, nominative in REGIONS for found in form.finditer(text))
    region = max(named, key=lambda region: named[region], default="")
    return _CITIES.get(region, region)
