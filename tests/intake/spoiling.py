"""Spoils files at random but the same way for the same seed, and reads them in a process with little memory."""

import io
import json
import re
import resource
import signal
import traceback
import warnings
import zipfile
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from xml.etree import ElementTree

from domain.intake import NotAPassport, as_json, read, with_suggestions
from domain.intake.formats.opening import read_blocks
from tests.intake.originals import unzipped

MEMORY = 500 * 1024 * 1024
SECONDS = 30
ODD = (
    b"", b"0", b"-1", b"99999999", b"1e999", b"31.02.2019", b"28.02.024", b"\x00", b"\xff", b"&#x0;", b"<![CDATA[",
    b"<!DOCTYPE a>", "Х".encode(), b"<*>", b"  ", b"\n\n\n\n", b"A1:XFD1048576", b"%9", b"((((", b"1.1.1.1.1.1",
)  # fmt: skip
WORDS = (
    "", "0", "-1", "1.5", "99999999", "1e999", "31.02.2019", "28.02.024", "Х", "4 <*>", "\u00ad",
    "\u00a0", "A1:XFD1048576",
    "%1.%9", "1.1.1.1.1", "continue", "restart", "s", "b", "inlineStr", "[$-419]yyyy;@", "0.0,%",
    "I квартал 2020 года", "ПК",
    "ежегодно, до 1 марта", "Ёлкин П.С., Зуев А.Б.\nПК", "РРП (далее - РРП)", "N п/п", "2020",
)  # fmt: skip
NUMBER = re.compile(rb"\d+")
TAG = re.compile(rb"<[^<]*")


def spoiled(content: bytes, suffix: str, random: Random) -> bytes:
    if suffix in {".docx", ".xlsx"} and random.random() < 0.9:
        return _repacked(unzipped(content), random)
    for _ in range(random.randint(1, 3)):
        content = random.choice((_changed, _renumbered, _renumbered))(content, random)
    return content


def _repacked(parts: dict[str, bytes], random: Random) -> bytes:
    names = list(parts)
    one, other = random.choice(names), random.choice(names)
    how = random.random()
    if how < 0.05:
        parts[one], parts[other] = parts[other], parts[one]
    elif how < 0.1:
        del parts[one]
    name = max(parts, key=lambda name: len(parts[name]) * random.random())
    spoil = random.choice((_regrown, _regrown, _regrown, _regrown, _retagged, _renumbered, _changed))
    parts[name] = spoil(parts[name], random)
    return _zipped(parts, twice=one if how > 0.95 else None)


def _zipped(parts: dict[str, bytes], *, twice: str | None) -> bytes:
    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w") as archive:
        warnings.simplefilter("ignore")
        for name, content in parts.items():
            archive.writestr(name, content)
            if name == twice:
                archive.writestr(name, content[: len(content) // 2])
    return out.getvalue()


def _changed(content: bytes, random: Random) -> bytes:
    """A few bytes flipped, cut out, put in, doubled or moved, or all the rest lost."""
    a, b = sorted(random.randrange(len(content) + 1) for _ in range(2))
    near = min(b, a + random.randint(1, 40))
    return random.choice((
        content[:a] + bytes([random.randrange(256)]) + content[a + 1 :],
        content[:a] + content[near:],
        content[:a] + random.choice(ODD) + content[near:],
        content[:a] + content[a:near] * 3 + content[near:],
        content[:a] + content[near:b] + content[a:near] + content[b:],
        content[:b] if random.random() < 0.3 else content[:a] + content[a:near].swapcase() + content[near:],
    ))  # fmt: skip


def _retagged(content: bytes, random: Random) -> bytes:
    """Elements with the text after them dropped, doubled, exchanged or moved: often still XML."""
    tags = [match.span() for match in TAG.finditer(content)]
    if len(tags) < 2:
        return _changed(content, random)
    (a, b), (c, d) = sorted(random.sample(tags, 2))
    one, between, other = content[a:b], content[b:c], content[c:d]
    middle = random.choice((between, one + one + between + other, other + between + one, between + one + other))
    return content[:a] + middle + content[d:]


def _regrown(content: bytes, random: Random) -> bytes:
    """XML still, with elements lost, doubled or moved, attributes and texts changed."""
    root = ElementTree.fromstring(content)
    for _ in range(random.randint(1, 6)):
        nodes = list(root.iter())
        parent, node = random.choice(nodes), random.choice(nodes)
        random.choice((_lose, _double, _move, _reword, _reword))(parent, node, random)
    return ElementTree.tostring(root)


def _lose(parent: ElementTree.Element, _: ElementTree.Element, random: Random) -> None:
    if len(parent):
        parent.remove(random.choice(list(parent)))


def _double(parent: ElementTree.Element, _: ElementTree.Element, random: Random) -> None:
    if len(parent):
        parent.insert(random.randrange(len(parent)), random.choice(list(parent)))


def _move(parent: ElementTree.Element, node: ElementTree.Element, random: Random) -> None:
    parent.insert(random.randrange(len(parent) + 1), deepcopy(node))


def _reword(_: ElementTree.Element, node: ElementTree.Element, random: Random) -> None:
    written = random.choice(WORDS)
    if node.attrib and random.random() < 0.5:
        node.set(random.choice(list(node.attrib)), written)
    else:
        node.text = written


def _renumbered(content: bytes, random: Random) -> bytes:
    numbers = [match.span() for match in NUMBER.finditer(content)]
    a, b = random.choice(numbers or [(0, 0)])
    return content[:a] + random.choice(ODD) + content[b:]


def limit() -> None:
    """Once for a process: memory, and an alarm that a reading too slow cannot ignore."""
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    signal.signal(signal.SIGALRM, lambda *_: (_ for _ in ()).throw(TimeoutError()))


@dataclass
class Outcomes:
    """How many files were read as passports, and what went wrong, with the seed to repeat it by."""

    passports: int = 0
    failures: list[str] = field(default_factory=list)


def outcomes(originals: dict[str, bytes], seeds: range, shares: tuple[str, ...], folder: Path) -> Outcomes:
    """Read the spoiled files of these seeds one after another."""
    found = Outcomes()
    for seed in seeds:
        suffix = shares[seed % len(shares)]
        path = folder / f"{seeds.start}{suffix}"
        path.write_bytes(spoiled(originals[suffix], suffix, Random(seed)))
        signal.alarm(SECONDS)
        try:
            found.passports += is_passport(path)
        except Exception:
            found.failures.append(f"{seed}{suffix}: {traceback.format_exc()}")
        finally:
            signal.alarm(0)
    return found


def is_passport(path: Path) -> bool:
    """Whether it is a passport that can be shown; if not, it must be refused in one sentence."""
    try:
        taken = read(path, blocks_of=read_blocks)
    except NotAPassport as refusal:
        sentence = str(refusal)
    else:
        json.dumps(as_json(with_suggestions(taken)))
        return True
    assert sentence
    assert "\n" not in sentence
    return False
