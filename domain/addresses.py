"""E-mail addresses as people write them: checked, and spelled one way."""

import re

import idna

from domain.errors import Sentence

LONGEST, LONGEST_LOCAL = 254, 64
"""RFC 5321: what fits between the angle brackets of `RCPT TO`, and the part before @."""
SHOWN = 80
LOCAL = re.compile(r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*", re.I | re.ASCII)
CYRILLIC = re.compile(r"[\u0400-\u052f]")
LATIN = re.compile(r"[a-z]", re.I | re.ASCII)


class BadAddress(Sentence):
    """What was given is no e-mail address; says what is wrong with it."""


def address_of(text: str) -> str:
    """The address as it is kept: its domain in small letters and in ASCII (`кемерово.рф` becomes `xn--…`).

    Raises BadAddress: also for what some server may know, but no line of a message may hold.
    """
    bare = text.strip()
    local, at, domain = bare.rpartition("@")
    if not (at and local and domain) or "@" in local:
        raise _bad(bare, "нужен один знак @, а по обе стороны от него текст, например ivanova@example.ru")
    made = f"{_local(local, bare)}@{_domain(domain, bare)}"
    if len(made) > LONGEST:
        raise _bad(bare, f"он длиннее {LONGEST} знаков")
    return made


def readable(address: str) -> str:
    """A kept address as people know it: a Cyrillic domain in its own letters."""
    local, _, domain = address.rpartition("@")
    try:
        return f"{local}@{idna.decode(domain)}"
    except idna.IDNAError:
        return address


def _local(local: str, whole: str) -> str:
    if found := CYRILLIC.search(local):
        raise _bad(whole, f"до знака @ стоит русская буква «{found[0]}»; наберите латиницей")
    if not LOCAL.fullmatch(local) or len(local) > LONGEST_LOCAL:
        raise _bad(whole, "до знака @ бывают только латинские буквы, цифры и знаки между ними")
    return local


def _domain(domain: str, whole: str) -> str:
    for label in domain.split("."):
        if CYRILLIC.search(label) and LATIN.search(label):
            raise _bad(whole, f"в слове «{label[:SHOWN]}» после @ смешаны русские и латинские буквы")
    try:
        made = idna.encode(domain, uts46=True, std3_rules=True).decode("ascii")
    except idna.IDNAError:
        raise _bad(whole, f"узла «{_printable(domain)}» не бывает") from None
    if "." not in made or made.rpartition(".")[2].isdigit():
        raise _bad(whole, "после @ нужно полное имя узла, например example.ru")
    return made


def _bad(text: str, reason: str) -> BadAddress:
    return BadAddress(f"Адрес «{_printable(text)}» не годится: {reason}")


def _printable(text: str) -> str:
    kept = "".join(letter if letter.isprintable() else "·" for letter in text)
    return kept if len(kept) <= SHOWN else f"{kept[:SHOWN]}…"
