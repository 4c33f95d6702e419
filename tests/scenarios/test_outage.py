"""Telegram and the mail server are dead for a week while the plan goes on; then each person gets one message."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from domain.storage.proofs import Standing
from tests.scenarios.story import CURATOR, DEPUTY, HEAD, INSTITUTE, moment
from tests.telegram.post import Post, opened_post

PEOPLE = (HEAD, CURATOR, DEPUTY, INSTITUTE)
DIES, BACK = moment("2019-12-24 12:30"), moment("2020-01-15 12:00")
BREAK = timedelta(minutes=20)


@pytest.fixture
def post(tmp_path: Path) -> Iterator[Post]:
    with opened_post(tmp_path, "2", "3", begins="2019-12-24 12:00") as opened:
        yield opened


def test_after_a_dead_week_nothing_is_lost_and_each_person_gets_one_message(post: Post) -> None:
    phones = {name: post.person(name) for name in PEOPLE}
    office, clock = post.story.office, post.story.clock
    post.emulator.fail("sendMessage", code=502, times=100_000)
    clock.present = DIES
    while clock.present < BACK:
        due = min(filter(None, (office.next_due(), office.outbox.next_try_at())), default=BACK)
        clock.present = min(max(due, clock.present + BREAK), BACK)
        office.tick()
        office.delivered()
    waited = [one for one in office.proofs.newest(1000) if one.letter.recipient in phones]
    assert len(waited) > 10
    assert {one.letter.recipient for one in waited} == set(PEOPLE)
    assert {one.standing for one in waited} <= {Standing.QUEUED, Standing.HELD}
    assert not any(phone.screen for phone in phones.values())
    post.emulator.heal()
    clock.present += timedelta(minutes=11)
    post.until(lambda: not [one for one in office.proofs.newest(1000) if one.standing in {"queued", "held"}], 30)
    assert {name: len(phone.screen) for name, phone in phones.items()} == dict.fromkeys(PEOPLE, 1)
    everything = office.proofs.newest(1000)
    assert {one.standing for one in everything} == {Standing.DELIVERED}
    parcels = {one.proofs[-1].parcel for one in everything if one.letter.recipient in phones}
    assert all("/after_outage|digest|" in parcel for parcel in parcels)
    assert post.emulator.limits.refused == 0
