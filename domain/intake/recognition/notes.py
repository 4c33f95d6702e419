"""What stands among a table's rows and is none of them: the publisher's notes, footnotes, signatures."""

import re

from domain.intake.recognition.headings import squeezed

_PUBLISHER = re.compile(
    r"(?:консультантплюс|гарант)(?:примечани|см|$)|consultantplus|документпредоставленконсультантплюс"
)
_EDITED = re.compile(r"\((?:[^()]{0,80}\s)?(?:в ред\.|введ[её]н\w*\s|утратил)", re.I)
_BARE = re.compile(r"(?:консультантплюс|гарант)(?:примечание)?$")
_FOOTNOTE = re.compile(r"<\*+>|\*{1,3}\)?\s|\*{1,3}[А-ЯЁа-яё]|[-_–—]{5,}|<\d{1,2}>\s|[¹²³]\s?")
_SIGNATURE = re.compile(r"согласован(?:о|ие)(?:$|[:\s])|утвержда|подпис[ьи]\b|м\.\s?п\.|_{3,}|исп\.\s|визы?\b", re.I)
_REMARK = re.compile(
    r"примечани[ея]\b|сокращени[яе]\b|принятые сокращения|условные обозначения|используемые сокращения|"
    r"уровни контроля\s*[:–—-]|список сокращений",
    re.I,
)


def is_published(text: str) -> bool:
    """A note of the publisher: of ConsultantPlus, of Garant, or about the edition of a row."""
    return _PUBLISHER.match(squeezed(text[:200])) is not None or _EDITED.match(text) is not None


def is_bare_note(text: str) -> bool:
    """The opening of a note ("КонсультантПлюс: примечание.") whose words are still to come."""
    return len(text) < 60 and _BARE.match(squeezed(text)) is not None  # noqa: PLR2004 - longer ones hold their words


def is_footnote(text: str) -> bool:
    return _FOOTNOTE.match(text) is not None


def is_signature(text: str) -> bool:
    return _SIGNATURE.match(text) is not None


def is_remark(text: str) -> bool:
    """A legend or a remark in a row of its own."""
    return _REMARK.match(text) is not None
