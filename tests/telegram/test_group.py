"""The committee's group gets one clear escalation, a morning digest, and learns who took a delay upon himself."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from domain.letters import Letter, LetterKind
from domain.vocabulary import Event
from notifications.counter import Caller, Deed
from notifications.telegram.board import board
from tests.scenarios.story import COMMITTEE, CURATOR, HEAD, INSTITUTE, moment, story
from tests.telegram.people import Group
from tests.telegram.post import Post, opened_post

LATE = "2020-01-15 13:00"
POINTS = ("2.1", "3.1", "4.1", "5.1")


@pytest.fixture
def post(tmp_path: Path) -> Iterator[Post]:
    with opened_post(tmp_path, "2", "3", "4", "5", begins=LATE) as opened:
        yield opened


@pytest.fixture
def committee(post: Post) -> Group:
    return post.group(secretary=INSTITUTE)


def escalated(post: Post, *numbers: str) -> None:
    for number in numbers:
        post.put(LetterKind.ESCALATION, COMMITTEE, number, occasion=f"просрочка {number}")


def test_escalations_that_wait_together_are_one_message_with_a_button_each(post: Post, committee: Group) -> None:
    escalated(post, *POINTS)
    post.all_sent()
    assert len(committee.screen) == 1
    assert [f"Беру на контроль {number}" for number in POINTS] == committee.last.buttons
    assert post.emulator.sent(committee.id) == 1


def test_an_escalation_within_ten_minutes_joins_the_last_one(post: Post, committee: Group) -> None:
    escalated(post, "2.1")
    post.all_sent()
    post.story.clock.present += timedelta(minutes=9)
    escalated(post, "3.1")
    post.all_sent()
    assert len(committee.screen) == 1
    assert "3.1" in committee.last.text
    assert committee.last.buttons == ["Беру на контроль 2.1", "Беру на контроль 3.1"]


def test_an_escalation_ten_minutes_later_is_a_message_of_its_own(post: Post, committee: Group) -> None:
    escalated(post, "2.1")
    post.all_sent()
    post.story.clock.present += timedelta(minutes=10)
    escalated(post, "3.1")
    post.all_sent()
    assert len(committee.screen) == 2


def test_a_person_gets_each_escalation_by_itself(post: Post) -> None:
    curator = post.person(CURATOR)
    for number in ("2.1", "3.1"):
        post.put(LetterKind.ESCALATION, CURATOR, number)
    post.all_sent()
    assert len(curator.screen) == 2


def test_the_group_reads_who_took_the_delay_and_until_when(post: Post, committee: Group) -> None:
    escalated(post, "2.1", "3.1")
    post.all_sent()
    item = post.story["2.1"]
    post.telegram.clerk.act(
        Deed(Event.ACKNOWLEDGE, item.id, item.version, {}), Caller(1, committee.id, INSTITUTE, "ПК")
    )
    post.until(lambda: "взято на контроль" in committee.last.text)
    assert f"2.1 просрочен, срок 31.12.2019: взято на контроль до 21.01.2020 — {INSTITUTE}" in committee.last.text
    assert committee.last.buttons == ["Открыть 2.1", "Беру на контроль 3.1"]


def test_a_bad_letter_does_not_spoil_the_others_of_its_parcel(post: Post, committee: Group) -> None:
    escalated(post, "2.1", "3.1")
    nowhere = Letter(LetterKind.ESCALATION, COMMITTEE, post.story.passport.code, (1,), "нет", moment(LATE), {})
    post.put_all([nowhere])
    post.until(lambda: post.story.office.outbox.counts()["waiting"] == 0)
    assert post.story.office.outbox.counts()["failed"] == 1
    assert all(number in committee.screen.words for number in ("2.1", "3.1"))


def test_a_working_morning_begins_with_one_digest(post: Post, committee: Group) -> None:
    post.story.clock.present = moment("2020-01-16 09:05")
    post.round()
    post.story.clock.present = moment("2020-01-16 09:30")
    post.round()
    digests = [message for message in committee.screen if "утренняя сводка на 16.01.2020" in message.text]
    assert len(digests) == 1
    assert "Просрочено: " in digests[0].text
    assert "Итоги недели" not in digests[0].text


def test_the_first_working_day_tells_of_the_week_that_was(post: Post, committee: Group) -> None:
    post.story.clock.present = moment("2020-01-20 09:05")
    post.round()
    assert "Итоги недели\nИсполнено 0, из них в срок 0; новых просрочек 0." in committee.last.text


@pytest.mark.parametrize("at", ["2020-01-18 09:05", "2020-01-16 08:59", "2020-01-16 12:00"])
def test_no_digest_on_a_day_off_before_nine_or_after_noon(post: Post, committee: Group, at: str) -> None:
    post.story.clock.present = moment(at)
    post.round()
    assert not committee.screen


def test_the_board_shows_at_most_twenty_items_late_ones_first(post: Post) -> None:
    shown = board(post.story.items(), post.story.clock.now(), post.story.office.ladder.calendar).splitlines()
    lights = [line[0] for line in shown[3:23]]
    assert lights == sorted(lights, key="🔴🟡🟢".index)
    assert len(shown) <= 24
    assert HEAD in shown[3]


def test_an_agreement_past_its_date_is_late_though_it_waits_for_the_ministry() -> None:
    told = story("2", begins="2018-10-01 08:00").until("2019-03-20 10:00")
    shown = board(told.items(), told.clock.now(), told.office.ladder.calendar)
    line = next(line for line in shown.splitlines() if "<b>2.1.2</b>" in line)
    assert line.startswith("🔴")
    assert "28.02.2019, просрочен на 20 дней, ждёт решения по заявке 2.1.1; " in line
    assert "просрочено 2 · " in shown
