"""The page of a letter by the rules of HTML5, its colours by WCAG, its event by RFC 5545."""

import re
from itertools import product

import html5lib  # type: ignore[import-untyped]
import pytest

from domain.letters import LetterKind
from domain.plan import PlanItem
from domain.vocabulary import State
from notifications.digest import Occasion, render_digest
from notifications.mail.event import Method, Party, event
from notifications.mail.page import Addresses, html
from notifications.render import Rendered, environment
from tests.mail.letters import NOW, Desk, outgoing, view_of
from tests.notifications.samples import AGREEMENT, DEPUTY, HEAD, SAMPLES, letter, moment, plan_item

TEXT = 4.5
"""WCAG 2.2 AA, of text that is not large."""
LIGHT = ("#ffffff", "#f5f7fa", "#eef1f5")
DARK = ("#161b26", "#1f242f", "#0c111d")


def page_of(rendered: Rendered) -> str:
    """With every address that a desk gives."""
    desk, cards = Desk(), [card for section in rendered.sections for card in section.cards]
    items = {card.item.id: desk.item(HEAD, card.item.id, "letter") for card in cards}
    return html(rendered, Addresses(desk.desk(HEAD), items, desk.unsubscribe(HEAD)))


def digest(count: int) -> Rendered:
    """A morning of as many items, every third of them late."""
    items = [
        plan_item(
            f"{n}.1", AGREEMENT.rank, f"{AGREEMENT.title}, {n}", AGREEMENT.finish, executors=(HEAD, DEPUTY),
            state=State.OVERDUE if n % 3 == 0 else State.IN_PROGRESS,
        )
        for n in range(10, 10 + count)
    ]  # fmt: skip
    letters = [letter(_kind(item), HEAD, [item], {"left": "3wd"}) for item in items]
    return render_digest(letters, view_of(*items), Occasion.MORNING)


def _kind(item: PlanItem) -> LetterKind:
    return LetterKind.DEADLINE_MISSED if item.state is State.OVERDUE else LetterKind.REMINDER


def strictly_parsed(page: str) -> None:
    html5lib.HTMLParser(strict=True).parse(page.strip())


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: f"{sample[0]}-{sample[1]}")
def test_every_letter_s_page_is_strict_html(sample: tuple[LetterKind, str, PlanItem, dict[str, str]]) -> None:
    kind, to, item, facts = sample
    strictly_parsed(page_of(outgoing(item, kind=kind, to=to, facts=facts).rendered))


def test_what_people_write_leaves_the_page_strict() -> None:
    hostile = "</td></table><b a=\"'>&#0; &amp;lt <!-- --> <![CDATA[ {{ 7*7 }} \x00\u202e" * 3
    facts = {"by": hostile, "reason": hostile}
    page = page_of(outgoing(kind=LetterKind.RETURNED, facts=facts).rendered)
    strictly_parsed(page)
    assert "{{ 7*7 }}" in page


def test_a_digest_of_sixty_items_is_strict_and_short_enough_for_gmail() -> None:
    rendered = digest(60)
    page = page_of(rendered)
    strictly_parsed(page)
    assert len(page.encode()) < 102 * 1024
    shown = [card for section in rendered.sections for card in section.cards]
    assert len(shown) == 60
    assert all(f"{card.number}" in page for card in shown)


def luminance(colour: str) -> float:
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def colours(source: str) -> set[str]:
    """What text is written in: not the grounds, not the lines."""
    return set(re.findall(r"(?<![-\w])color:\s*(#[0-9a-f]{6})", source))


def test_every_word_can_be_told_from_its_ground_by_day_and_by_night() -> None:
    page = page_of(digest(60)) + page_of(outgoing().rendered)
    night = page[page.index("prefers-color-scheme: dark") : page.index("</style>")]
    by_day = colours(page.replace(night, "")) - {"#ffffff"}
    parts = environment().loader.get_source(environment(), "mail_parts.html.j2")[0]  # type: ignore[union-attr]
    by_day |= set(re.findall(r"'(#[0-9a-f]{6})'", parts))
    assert len(by_day) >= 6
    assert {pair: contrast(*pair) for pair in product(by_day, LIGHT) if contrast(*pair) < TEXT} == {}
    assert {pair: contrast(*pair) for pair in product(colours(night), DARK) if contrast(*pair) < TEXT} == {}
    assert min(contrast("#ffffff", ground) for ground in ("#0b4a8f", "#175cd3")) >= TEXT


def test_an_event_is_ascii_lines_of_at_most_75_octets() -> None:
    title = outgoing().rendered.sections[0].cards[0].item
    made = event(title, Method.REQUEST, Party('Веха "1"; x\r\nX: y', "v@example.ru"), Party(HEAD, "b@example.ru"),
                 moment(NOW))  # fmt: skip
    assert made.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in made.replace(b"\r\n", b"")
    assert max(map(len, made.split(b"\r\n"))) <= 75
    assert not any(row.startswith(b"X:") for row in made.split(b"\r\n"))
