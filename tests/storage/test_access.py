"""Who may come to the desk and what its forms have done, on SQLite and PostgreSQL alike."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from domain.storage.access import Access
from domain.storage.submissions import KEPT, Submissions
from tests.scenarios.story import DEPUTY, HEAD, Story, moment

NOW = moment("2019-06-10 10:00")
NONCE = "a" * 24


def at_once(call: Callable[[], object], times: int = 8) -> list[object]:
    with ThreadPoolExecutor(times) as threads:
        return [made.result() for made in [threads.submit(call) for _ in range(times)]]


def test_each_closing_raises_the_generation_of_one_person(told: Story) -> None:
    access = Access(told.office.database)
    assert sorted(map(str, at_once(lambda: access.revoke(DEPUTY, NOW), 4))) == ["1", "2", "3", "4"]
    assert (access.generation(DEPUTY), access.generation(HEAD)) == (4, 0)


def test_of_many_who_ask_for_a_fresh_link_at_once_one_gets_it(told: Story) -> None:
    access = Access(told.office.database)
    access.revoke(DEPUTY, NOW)
    assert at_once(lambda: access.may_ask_fresh(DEPUTY, NOW)).count(True) == 1
    assert access.may_ask_fresh(DEPUTY, NOW + timedelta(seconds=299)) is False
    assert access.may_ask_fresh(DEPUTY, NOW + timedelta(seconds=300)) is True
    assert access.generation(DEPUTY) == 1


def test_of_one_form_sent_many_times_at_once_one_is_the_first(told: Story) -> None:
    forms = Submissions(told.office.database)
    assert at_once(lambda: forms.begun(NONCE, DEPUTY, NOW)).count(True) == 1
    forms.finished(NONCE, "note /item/1")
    assert (forms.answer(NONCE, DEPUTY), forms.answer(NONCE, HEAD)) == ("note /item/1", None)


def test_a_form_that_did_nothing_may_be_sent_again_and_one_that_did_may_not(told: Story) -> None:
    forms = Submissions(told.office.database)
    forms.begun(NONCE, DEPUTY, NOW)
    forms.dropped(NONCE)
    assert forms.begun(NONCE, DEPUTY, NOW)
    forms.finished(NONCE, "note /item/1")
    forms.dropped(NONCE)
    assert not forms.begun(NONCE, DEPUTY, NOW)


def test_a_form_sent_long_ago_is_forgotten(told: Story) -> None:
    forms = Submissions(told.office.database)
    forms.begun(NONCE, DEPUTY, NOW)
    forms.begun("b" * 24, DEPUTY, NOW + KEPT + timedelta(seconds=1))
    assert forms.answer(NONCE, DEPUTY) is None
