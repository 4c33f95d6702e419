"""A letter becomes one message on its reader's screen, with the buttons that are the reader's to press."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from domain import use_cases
from domain.letters import LetterKind
from notifications.telegram.page import LONGEST, length
from tests.scenarios.story import DEPUTY, HEAD, INSTITUTE, PROOF
from tests.telegram.emulator_errors import Refusal
from tests.telegram.post import Post, opened_post


@pytest.fixture
def post(tmp_path: Path) -> Iterator[Post]:
    with opened_post(tmp_path, "2", "3") as opened:
        yield opened


def test_a_linked_executor_reads_his_letter_with_his_buttons(post: Post) -> None:
    deputy = post.person(DEPUTY)
    post.story.do(use_cases.take, "3.1.2", by=DEPUTY)
    post.put(LetterKind.STARTED, DEPUTY, "3.1.2")
    post.all_sent()
    assert "3.1.2" in deputy.last.text
    assert {"Исполнено", "Нужен срок"} <= set(deputy.last.buttons)
    assert "Принять" not in deputy.last.buttons


def test_what_a_controller_may_press_is_not_offered_to_the_executor(post: Post) -> None:
    deputy, head = post.person(DEPUTY), post.person(HEAD)
    post.story.do(use_cases.take, "3.1.2", by=DEPUTY)
    post.story.do(use_cases.report, "3.1.2", by=DEPUTY, evidence=PROOF)
    post.put(LetterKind.REVIEW_WANTED, DEPUTY, "3.1.2")
    post.all_sent()
    assert "Принять" in head.last.buttons
    assert "Принять" not in deputy.screen.buttons


def test_a_letter_to_whoever_is_not_linked_goes_to_the_operators_console(post: Post) -> None:
    post.put(LetterKind.STARTED, INSTITUTE, "3.1.2")
    post.all_sent()
    assert INSTITUTE in post.paper.getvalue()
    assert not post.emulator.calls_of("sendMessage")


def test_words_of_people_are_shown_and_never_read_as_markup(post: Post) -> None:
    deputy = post.person(DEPUTY)
    post.put(LetterKind.RETURNED, DEPUTY, "3.1.2", by=HEAD, reason="<b>нет</b> подписи & <script>печати *_`")
    post.all_sent()
    assert "<b>нет</b> подписи & <script>печати *_`" in deputy.last.text


def test_a_reason_of_any_length_fits_one_message(post: Post) -> None:
    deputy = post.person(DEPUTY)
    post.put(LetterKind.RETURNED, DEPUTY, "3.1.2", by=HEAD, reason="<&>\"'😀" * 3000)
    post.all_sent()
    assert length(deputy.last.text) <= LONGEST
    assert deputy.last.buttons


def test_a_letter_sent_before_a_crash_could_mark_it_is_not_sent_again(post: Post) -> None:
    deputy = post.person(DEPUTY)
    letter = post.put(LetterKind.STARTED, DEPUTY, "3.1.2")
    post.all_sent()
    with post.story.office.database.writing() as connection:
        connection.exec_driver_sql("UPDATE outbox SET sent_at = NULL")
    post.all_sent()
    assert len(deputy.screen) == 1
    assert post.story.office.messages.of_letter(letter.key, letter.items[0], deputy.id)


def test_a_group_that_became_a_supergroup_still_hears(post: Post) -> None:
    group = post.group(secretary=INSTITUTE)
    grown = post.emulator.group(-1_000_000_000_500, "ПК проекта", [])
    group.chat.closed = _moved_to(grown.id)
    post.put(LetterKind.ESCALATION, "ПК", "3.1")
    post.all_sent()
    assert "3.1" in grown.last.text
    assert post.story.office.contacts.chat_of("ПК") == grown.id


def _moved_to(chat: int) -> Refusal:
    words = "Bad Request: group chat was upgraded to a supergroup chat"
    return Refusal(400, words, migrate_to_chat_id=chat)
