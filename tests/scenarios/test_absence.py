"""An absent person is written to through his stand-in, and both names are kept."""

from dataclasses import replace

from config.wiring import Office
from domain import use_cases
from domain.ladder import Ladder
from domain.rungs import LadderRules, Span
from tests.scenarios.story import ADMINISTRATOR, CURATOR, DEPUTY, HEAD, PROOF, story


def test_letters_to_an_absent_controller_reach_his_stand_in() -> None:
    told = story("3", begins="2018-12-20 08:00").until("2019-06-05 10:00")
    told.away(HEAD, ADMINISTRATOR)
    told.do(use_cases.report, "3.1.1", by=DEPUTY, evidence=PROOF)
    assert set(told.told("review_wanted", "3.1.1")) == {ADMINISTRATOR}


def test_reminders_of_an_absent_executor_reach_his_stand_in() -> None:
    told = story("2").until("2018-10-14 10:00")
    told.away(HEAD, ADMINISTRATOR)
    told.until("2019-01-01 10:00")
    assert set(told.told("started", "2.1")) == {HEAD}
    late = {recipient for at, kind, recipient in told.said("2.1.1", since="2019-01-01 00:00")}
    assert HEAD not in late


def test_both_names_go_to_the_journal() -> None:
    told = story("3", begins="2018-12-20 08:00").until("2019-06-05 10:00")
    told.away(HEAD, ADMINISTRATOR)
    told.do(use_cases.report, "3.1.1", by=DEPUTY, evidence=PROOF)
    told.do(use_cases.accept, "3.1.1", by=ADMINISTRATOR)
    row = told.history("3.1.1")[-1]
    assert (row.actor, row.details["stands_in_for"]) == (ADMINISTRATOR, [HEAD])


def test_who_acts_for_himself_stands_in_for_nobody() -> None:
    told = story("2").until("2018-10-29 10:00")
    told.do(use_cases.report, "2.1.1", by=HEAD, evidence=PROOF)
    told.do(use_cases.accept, "2.1.1", by=CURATOR)
    assert "stands_in_for" not in told.history("2.1.1")[-1].details


def test_an_earlier_ladder_is_noticed_at_the_next_start() -> None:
    told = story("2").until("2018-10-10 10:00")
    rules = told.office.ladder.rules
    sooner = Ladder(_sooner(rules), told.office.ladder.calendar)
    again = Office(told.office.database, sooner, told.clock, told.office.home)
    assert again.retime() > 0
    assert again.retime() == 0


def _sooner(rules: LadderRules) -> LadderRules:
    return replace(rules, remind=(Span(19, "d"), *rules.remind))
