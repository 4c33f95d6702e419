"""Once somebody has acted, every message about the item says how it stands now."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from domain import use_cases
from domain.letters import LetterKind
from tests.scenarios.story import CURATOR, DEPUTY, HEAD, INSTITUTE, PROOF
from tests.telegram.post import Post, opened_post


@pytest.fixture
def post(tmp_path: Path) -> Iterator[Post]:
    with opened_post(tmp_path, "3") as opened:
        opened.story.do(use_cases.take, "3.1.2", by=DEPUTY)
        yield opened


def reported(post: Post) -> None:
    post.story.do(use_cases.report, "3.1.2", by=DEPUTY, evidence=PROOF)


def test_the_other_executor_sees_that_the_report_is_in(post: Post) -> None:
    institute = post.person(INSTITUTE)
    post.put(LetterKind.STARTED, INSTITUTE, "3.1.2")
    post.all_sent()
    reported(post)
    post.until(lambda: "Сообщено" in institute.last.text or "сообщено" in institute.last.text)
    assert DEPUTY in institute.last.text.partition("Сейчас")[2]
    assert "Исполнено" not in institute.last.buttons


def test_acceptance_takes_the_buttons_away_and_names_who_accepted(post: Post) -> None:
    head = post.person(HEAD)
    reported(post)
    post.until(lambda: "Принять" in head.screen.buttons)
    post.story.do(use_cases.accept, "3.1.2", by=HEAD)
    post.until(lambda: not head.screen.buttons)
    assert f"исполнение принято — {HEAD}" in head.screen.words


def test_a_return_gives_the_buttons_back_with_the_reason(post: Post) -> None:
    deputy, head = post.person(DEPUTY), post.person(HEAD)
    post.put(LetterKind.STARTED, DEPUTY, "3.1.2")
    reported(post)
    post.until(lambda: deputy.screen and head.screen)
    post.story.do(use_cases.return_, "3.1.2", by=HEAD, reason="нет подписи <директора>")
    post.until(lambda: "нет подписи <директора>" in deputy.screen[0].text)
    assert "Исполнено" in deputy.screen[0].buttons
    assert "Принять" not in head.screen[0].buttons


def test_one_message_is_edited_again_and_again_without_growing(post: Post) -> None:
    deputy = post.person(DEPUTY)
    post.put(LetterKind.STARTED, DEPUTY, "3.1.2")
    post.all_sent()
    for _ in range(3):
        reported(post)
        post.story.do(use_cases.return_, "3.1.2", by=HEAD, reason="нет подписи")
        post.until(lambda: "нет подписи" in deputy.screen[0].text)
    assert deputy.screen[0].text.count("Сейчас") == 1


def test_what_moved_while_the_service_was_down_is_edited_after_the_start(post: Post) -> None:
    institute = post.person(INSTITUTE)
    post.put(LetterKind.STARTED, INSTITUTE, "3.1.2")
    post.all_sent()
    post.round()
    reported(post)
    post.telegram.truth._mark = None  # what a restart forgets
    post.telegram.truth._stale.clear()
    post.until(lambda: "Сейчас" in institute.last.text)


def test_an_edit_that_telegram_refuses_is_dropped_and_the_others_go_on(post: Post) -> None:
    deputy, institute = post.person(DEPUTY), post.person(INSTITUTE)
    post.put(LetterKind.STARTED, DEPUTY, "3.1.2")
    post.put(LetterKind.STARTED, INSTITUTE, "3.1.2")
    post.all_sent()
    post.emulator.block(deputy)
    reported(post)
    post.until(lambda: "Сейчас" in institute.screen[0].text)
    post.round()
    tried = len(post.emulator.calls_of("editMessageText"))
    post.round()
    assert len(post.emulator.calls_of("editMessageText")) == tried


def test_edits_asked_to_wait_are_made_later(post: Post) -> None:
    institute = post.person(INSTITUTE)
    post.put(LetterKind.STARTED, INSTITUTE, "3.1.2")
    post.all_sent()
    post.emulator.fail("editMessageText", code=429, retry_after=1, times=1)
    reported(post)
    post.until(lambda: "Сейчас" in institute.last.text)
    assert len(post.emulator.calls_of("editMessageText")) == 2


def test_a_person_who_left_is_no_longer_shown_anything(post: Post) -> None:
    institute = post.person(INSTITUTE)
    post.put(LetterKind.STARTED, INSTITUTE, "3.1.2")
    post.all_sent()
    post.story.office.contacts.unlink(institute.id, post.story.clock.now())
    reported(post)
    for _ in range(3):
        post.round()
    assert "Сейчас" not in institute.last.text


def test_reminders_alone_edit_nothing(post: Post) -> None:
    post.person(CURATOR)
    institute = post.person(INSTITUTE)
    post.put(LetterKind.STARTED, INSTITUTE, "3.1.2")
    post.all_sent()
    post.round()
    post.story.until("2019-12-03 13:00")
    post.until(lambda: len(institute.screen) > 1)
    assert not post.emulator.calls_of("editMessageText")
