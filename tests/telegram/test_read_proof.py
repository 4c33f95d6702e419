"""A press under a letter proves that it has been read; a press elsewhere proves nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from domain import use_cases
from domain.letters import LetterKind
from domain.sending import Outcome
from domain.storage.proofs import Standing
from tests.scenarios.story import DEPUTY
from tests.telegram.post import Post, opened_post
from tests.telegram.town import at_work


@pytest.fixture
def post(tmp_path: Path) -> Iterator[Post]:
    with opened_post(tmp_path, "2", "3") as opened, at_work(opened.telegram.window()):
        yield opened


def outcomes(post: Post, letter: int) -> list[Outcome]:
    found = post.story.office.proofs.of_letter(letter)
    assert found is not None
    return [proof.outcome for proof in found.proofs]


def test_a_press_under_a_letter_marks_it_as_read_once(post: Post) -> None:
    deputy = post.person(DEPUTY)
    post.story.do(use_cases.take, "3.1.2", by=DEPUTY)
    post.put(LetterKind.STARTED, DEPUTY, "3.1.2")
    post.all_sent()
    first = post.story.office.proofs.newest(1)[0]
    assert first.standing is Standing.DELIVERED
    letter = deputy.last
    for _ in range(2):
        deputy.presses(letter, "Ход исполнения").answer()
        post.emulator.until(lambda: Outcome.READ in outcomes(post, first.id))
    post.emulator.until(post.emulator.is_idle)
    assert outcomes(post, first.id) == [Outcome.SENT, Outcome.READ]
    found = post.story.office.proofs.of_letter(first.id)
    assert found is not None
    assert (found.standing, found.channel) == (Standing.READ, "telegram")


def test_a_press_on_a_card_reads_no_letter(post: Post) -> None:
    deputy = post.person(DEPUTY)
    post.story.do(use_cases.take, "3.1.2", by=DEPUTY)
    post.put(LetterKind.STARTED, DEPUTY, "3.1.2")
    post.all_sent()
    letter = post.story.office.proofs.newest(1)[0].id
    deputy.says("/item 3.1.2")
    deputy.presses(deputy.waits_for("Состояние: в работе"), "Ход исполнения").answer()
    post.emulator.until(post.emulator.is_idle)
    assert Outcome.READ not in outcomes(post, letter)
