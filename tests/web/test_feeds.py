"""A calendar feed needs nothing but its secret address, tells each deadline once and in UTC, and can be revoked."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from icalendar import Calendar

from config.calendars import SignedCalendars
from domain import use_cases
from domain.vocabulary import State
from notifications.feeds import Deadline, feed
from tests.domain.samples import item
from tests.scenarios.story import COMMITTEE, DEPUTY, HEAD, INSTITUTE, story
from tests.web.reading_room import Room, signed, winter


@pytest.fixture(scope="module")
def room() -> Room:
    return Room(winter())


def events(body: bytes) -> dict[str, Any]:
    """The events by UID; a UID must not come twice."""
    found = list(Calendar.from_ical(body).events)
    known = {str(event["uid"]): event for event in found}
    assert len(known) == len(found)
    return known


async def test_a_persons_feed_has_what_he_executes_and_has_not_finished_at_the_instant_it_is_due(room: Room) -> None:
    answer = await room.feed(room.calendars.own(INSTITUTE))
    open_ = [i for i in room.story.items() if INSTITUTE in i.executors and not i.state.is_closed]
    due = {uid: event["dtstart"].dt for uid, event in events(answer.content).items()}
    assert due == {f"item-{i.id}@vekha": i.due_at for i in open_}
    assert {at.utcoffset() for at in due.values()} == {timedelta(0)}


async def test_a_persons_feed_asks_him_to_accept_by_the_day_on_which_he_would_be_reminded(room: Room) -> None:
    found = events((await room.feed(room.calendars.own(HEAD))).content)
    report = found[f"item-{room.story['3.1.2'].id}@vekha"]
    assert report["summary"].startswith("Принять исполнение: 3.1.2 ")
    assert report["dtstart"].dt == datetime(2020, 1, 20, 11, tzinfo=UTC)


async def test_a_passports_feed_has_every_item_with_its_version_and_what_is_given_up_is_cancelled(room: Room) -> None:
    answer = await room.feed(room.calendars.whole(DEPUTY, room.story.passport.code))
    found = events(answer.content)
    assert len(found) == 27
    for i in room.story.items():
        event = found[f"item-{i.id}@vekha"]
        gone = i.state in (State.WITHDRAWN, State.DECLINED)
        assert (event["sequence"], event["status"]) == (i.version, "CANCELLED" if gone else "CONFIRMED")


async def test_an_uid_stays_when_the_date_moves_and_the_sequence_grows() -> None:
    room = Room(story("2"))
    address, uid = room.calendars.whole(HEAD, room.story.passport.code), f"item-{room.story['2.1'].id}@vekha"
    before = events((await room.feed(address)).content)[uid]
    room.story.until("2019-12-01 10:00")
    room.story.do(use_cases.extend, "2.1", by=COMMITTEE, finish=date(2020, 2, 3), reason="по письму")
    after = events((await room.feed(address)).content)[uid]
    assert after["sequence"] > before["sequence"]
    assert after["dtstart"].dt == room.story["2.1"].due_at > before["dtstart"].dt


async def test_a_feed_needs_no_session_and_says_how_long_it_is_good(room: Room) -> None:
    answer = await room.feed(room.calendars.own(HEAD))
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.headers["cache-control"] == "private, max-age=900"
    assert answer.headers["last-modified"].endswith(" GMT")
    calendar = Calendar.from_ical(answer.content)
    assert str(calendar["x-wr-calname"]) == f"Веха: {HEAD}"
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT1H" in answer.content
    assert b"VALARM" not in answer.content


async def test_who_has_it_already_is_told_so_until_something_changes() -> None:
    room = Room(story("2"))
    address = room.calendars.own(HEAD)
    first = await room.feed(address)
    again = await room.feed(address, known=f'"other", W/{first.headers["etag"]}')
    assert (again.status_code, again.content) == (304, b"")
    room.story.until("2018-11-20 10:00")
    assert (await room.feed(address, known=first.headers["etag"])).status_code == 200


async def test_new_addresses_make_the_old_ones_void_and_nobody_elses() -> None:
    room = Room(story("2", "3"))
    code = room.story.passport.code
    old, plan, other = room.calendars.own(HEAD), room.calendars.whole(HEAD, code), room.calendars.own(DEPUTY)
    answer = await room.client.post("/calendar/renew", headers=signed(HEAD))
    assert (answer.status_code, answer.headers["location"]) == (303, "/board#calendar")
    gone = [(await room.feed(address)).status_code for address in (old, plan)]
    kept = [(await room.feed(address)).status_code for address in (other, room.calendars.own(HEAD))]
    assert (gone, kept) == ([404, 404], [200, 200])


async def test_closing_the_access_to_the_desk_closes_the_calendars() -> None:
    room, generations = Room(story("2")), {HEAD: 0}
    room.calendars = SignedCalendars(
        "https://desk.example", "secret", room.story.office.preferences, generations.__getitem__
    )
    address = room.calendars.own(HEAD)
    assert (await room.feed(address)).status_code == 200
    generations[HEAD] += 1
    assert (await room.feed(address)).status_code == 404


async def test_a_changed_or_foreign_secret_opens_nothing_and_says_nothing(room: Room) -> None:
    good = room.calendars.own(HEAD)
    other = SignedCalendars("https://desk.example", "another secret", room.story.office.preferences).own(HEAD)
    stranger = room.calendars.whole("Посторонний П.П.", room.story.passport.code)
    bad = [good[:-8] + "xxxx.ics", other, stranger, f"{good[:30]}%00.ics", "https://desk.example/calendar/.ics"]
    for address in [*bad, f"https://desk.example/calendar/{'a' * 5000}.ics"]:
        answer = await room.feed(address)
        assert answer.status_code == 404, address
        assert HEAD not in answer.text


async def test_a_feed_is_only_read(room: Room) -> None:
    for method in ("POST", "PUT", "DELETE"):
        assert (await room.client.request(method, room.calendars.own(HEAD))).status_code == 405
    assert (await room.client.get("/calendar/renew")).status_code in (404, 405)


def test_text_is_escaped_and_lines_are_folded_as_the_standard_says() -> None:
    title = 'Акт, «о; мерах»\nBEGIN:VALARM\\ и "так\r\nдалее" ' + "ы" * 200
    body = feed("Имя, с; запятой\r\nX-BAD:1", [Deadline(item(title=title), item().due_at)])
    lines = body.split(b"\r\n")
    assert b"\n" not in body.replace(b"\r\n", b"")
    assert max(map(len, lines)) <= 75
    assert all(line.decode() for line in lines[:-1])
    assert not [line for line in lines if line.startswith((b"X-BAD", b"BEGIN:VALARM"))]
    unfolded = body.replace(b"\r\n ", b"").decode()
    assert 'SUMMARY:2.1.2 Акт\\, «о\\; мерах» BEGIN:VALARM\\\\ и "так далее" ы' in unfolded
    assert str(next(iter(events(body).values()))["summary"]) == f"2.1.2 {' '.join(title.split())}"


def test_the_same_deadlines_give_the_same_bytes_and_none_give_a_calendar_too() -> None:
    one, two = Deadline(item(), item().due_at), Deadline(replace(item(), id=9), item().due_at)
    assert feed("Веха", [one, two]) == feed("Веха", [two, one])
    assert not events(feed("Веха", []))
