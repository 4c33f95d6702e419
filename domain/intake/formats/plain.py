"""Text of a cell or a paragraph as a person sees it: single spaces, no invisible characters."""

import re

_UNSEEN = re.compile("[\x00-\x08\x0e-\x1b\x7f\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff\ufffe\uffff\ud800-\udfff]")
_HYPHENS = str.maketrans({"\u2011": "-", "\u2010": "-"})


def plain(written: str) -> str:
    """One line: soft hyphens are dropped, every kind of blank is a space."""
    return " ".join(_UNSEEN.sub("", written).translate(_HYPHENS).split())


def lines(written: str) -> list[str]:
    """The lines that hold something."""
    return [line for line in map(plain, re.split(r"[\r\n\v\f\u2028\u2029\x85]+", written)) if line]
