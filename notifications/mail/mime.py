"""Headers and parts of a message as bytes (RFC 5322, 2045, 2046): what people wrote is folded by the library.

A whole `EmailMessage` takes four times as long, and a morning has thousands of letters.
"""

import base64
import hashlib
import mimetypes
import re
from collections.abc import Sequence
from email.header import Header
from email.message import MIMEPart
from email.policy import SMTP
from email.utils import formataddr
from functools import lru_cache

from notifications import words

END = "\r\n"
ENCODED = "=?"
UNFOLDED = 60
LONGEST_NAME = 120
BARE = re.compile(r"[a-z0-9_.-]{1,40}\.[a-z0-9]{1,8}")
"""A file's name that stands in a header as it is."""
A_FILE = "application/octet-stream"
OFFICE = "application/vnd.openxmlformats-officedocument."
DOCUMENTS = frozenset({"application/pdf", f"{OFFICE}wordprocessingml.document", f"{OFFICE}spreadsheetml.sheet"})


def line(text: str) -> str:
    """One line without anything that a header could be broken by: controls, separators, marks of direction."""
    return " ".join("".join(sign for sign in text if sign.isprintable() or sign.isspace()).split())


def plain(name: str, value: str) -> str:
    """A header of our own making: ASCII on one line however long; an address that is folded is none any more."""
    return f"{name}: {line(value).encode('ascii', 'ignore').decode()}{END}"


def worded(name: str, value: str) -> str:
    """A header in people's words: encoded (RFC 2047) where it is not ASCII, folded."""
    return f"{name}: {_words(line(value), name)}{END}"


@lru_cache(maxsize=4096)
def party(header: str, name: str, address: str) -> str:
    """Who a message is from or to."""
    known = words.shortened(line(name), LONGEST_NAME)
    if _is_plain(known):
        return f"{header}: {formataddr((known, address))}{END}"
    return f"{header}: {_words(known, header)} <{address}>{END}"


def _words(text: str, header: str) -> str:
    return Header(text, "us-ascii" if _is_plain(text) else "utf-8", header_name=header).encode(linesep=END)


def _is_plain(text: str) -> bool:
    """What looks encoded already is encoded once more, so that it stands as it was written; so is a long word."""
    return text.isascii() and ENCODED not in text and len(text) <= UNFOLDED


def encoded(content_type: str, content: bytes) -> bytes:
    """A part that no server alters on its way; its type may have parameters."""
    lines = base64.encodebytes(content).replace(b"\n", b"\r\n")
    return f"Content-Type: {content_type}{END}Content-Transfer-Encoding: base64{END}{END}".encode() + lines


def attached(name: str, content: bytes, content_type: str = "") -> bytes:
    """A file; its name is for people (RFC 2231)."""
    kind = content_type or _type(name)
    if BARE.fullmatch(name):  # the deadline's event goes with nearly every letter
        return encoded(f'{kind}{END}Content-Disposition: attachment; filename="{name}"', content)
    main, _, sub = kind.partition("/")
    part = MIMEPart(SMTP)
    part.set_content(content, maintype=main, subtype=sub, disposition="attachment", filename=_file_name(name))
    return part.as_bytes()


def multipart(kind: str, parts: Sequence[bytes]) -> bytes:
    """The parts as one; a single one stays as it is.

    Everything in them is base64 or a header, where no line begins with two hyphens but other boundaries.
    """
    if len(parts) == 1:
        return parts[0]
    mark = f"=_{kind}_{hashlib.sha256(parts[0]).hexdigest()[:16]}"
    opening = f'Content-Type: multipart/{kind}; boundary="{mark}"{END}{END}'
    return b"".join((
        opening.encode(),
        *(piece for part in parts for piece in (f"--{mark}{END}".encode(), part, END.encode())),
        f"--{mark}--{END}".encode(),
    ))  # fmt: skip


def _type(name: str) -> str:
    """What a phone may open by itself; everything else is only a file."""
    guessed = mimetypes.guess_type(name)[0] or ""
    return guessed if guessed in DOCUMENTS or guessed in {"image/png", "image/jpeg"} else A_FILE


def _file_name(name: str) -> str:
    """Without folders and signs that no disk takes; the end, with the extension, is kept."""
    return re.sub(r'[\\/:*?"<>|]', "_", line(name))[-LONGEST_NAME:].strip(". ") or "file"
