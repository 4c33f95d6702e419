"""What people ask of the plan: each request moves and tells; whatever comes, in any order, keeps the law."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from domain import use_cases
from domain.authority import SYSTEM, controller
from domain.letters import LetterKind
from domain.lifecycle import TABLE, Refused, allowed
from domain.passing import SPOKEN, scheduled
from domain.plan import Evidence, PlanItem
from domain.ports import Entry, StaleItem, UnknownItem
from domain.vocabulary import DocumentKind, Event, State
from tests.domain.samples import (
    APPLICATION,
    BLOCKED,
    CALENDAR,
    COLLEGIUM,
    COMMITTEE,
    CURATOR,
    DEPUTY,
    HEAD,
    LADDER,
    LEAD,
    OTHER,
    PASSPORT,
    PROOF,
    STAFF,
    STRANGER,
    Office,
    act,
    item,
    moment,
    office,
    reported,
    told,
    working,
)

NOW = moment("2019-02-20 10:00")
MARCH = date(2019, 3, 29)
K = LetterKind


def awaiting() -> Office:
    application = APPLICATION.but(state=State.AWAITING_DECISION, entered_at=NOW)
    return office(application, BLOCKED)


def late() -> PlanItem:
    due = moment("2019-02-28 18:00")
    return working(state=State.OVERDUE, rung=1, climbed_at=due, spoken_at=due)


def test_taking_to_work_and_a_note_are_journaled_and_nobody_is_written_to() -> None:
    house = office(working(spoken_at=NOW))
    act(house, use_cases.take, LEAD, NOW)
    act(house, use_cases.note, LEAD, NOW, text="идёт подписание")
    assert house.events("2.1.2") == ["take", "note"]
    assert house.plan.journal[-1].details == {"text": "идёт подписание"}
    assert told(house) == {}


def test_a_report_asks_the_acceptor_for_review_and_keeps_the_evidence() -> None:
    house = office(working(spoken_at=NOW))
    assert act(house, use_cases.report, LEAD, NOW, evidence=PROOF).state is State.UNDER_REVIEW
    assert told(house) == {"review_wanted": [HEAD]}
    details = house.plan.journal[-1].details
    assert (details["number"], details["dated"]) == ("073-08-2019-1", "2019-02-20")


def test_an_acceptance_is_told_to_the_executors() -> None:
    house = office(reported(executors=(LEAD, OTHER)))
    assert act(house, use_cases.accept, HEAD, NOW).closed_at == NOW
    assert told(house) == {"accepted": [LEAD, OTHER]}
    assert house.letters.of(K.ACCEPTED)[LEAD].facts == {"by": HEAD, "was": "2019-02-28"}


def test_a_return_is_told_with_its_reason() -> None:
    house = office(reported())
    assert act(house, use_cases.return_, HEAD, NOW, reason="нет подписи").state is State.IN_PROGRESS
    assert house.letters.of(K.RETURNED)[LEAD].facts["reason"] == "нет подписи"


def test_a_granted_application_frees_its_agreement_and_tells_both() -> None:
    house = awaiting()
    assert act(house, use_cases.grant, HEAD, NOW, number="2.1.1").state is State.DONE
    assert (house["2.1.2"].state, house["2.1.2"].next_wake_at) == (State.PLANNED, NOW)
    assert house.events("2.1.2") == ["unblock"]
    assert told(house) == {"granted": [OTHER, LEAD]}


@pytest.mark.parametrize(("deed", "state"), [(use_cases.refuse, State.DECLINED), (use_cases.withdraw, State.WITHDRAWN)])
def test_a_fallen_application_takes_its_agreement_with_it(deed: Callable[..., PlanItem], state: State) -> None:
    house = awaiting()
    assert act(house, deed, HEAD, NOW, number="2.1.1", reason="отбор не пройден").state is state
    assert (house["2.1.2"].state, house["2.1.2"].closed_at) == (State.WITHDRAWN, NOW)
    assert told(house)["cascaded"] == [LEAD, COMMITTEE]
    assert house.letters.of(K.CASCADED)[COMMITTEE].facts == {"reason": "отбор не пройден", "by": HEAD}
    assert house.plan.journal[-1].by == SYSTEM


def test_of_a_refusal_the_committee_hears() -> None:
    house = awaiting()
    act(house, use_cases.refuse, HEAD, NOW, number="2.1.1", reason="отбор не пройден")
    assert told(house)["refused"] == [OTHER, COMMITTEE]


def test_a_refusal_leaves_alone_what_no_longer_waits() -> None:
    house = awaiting()
    house.plan.kept["2.1.2"] = working(predecessor="2.1.1")
    act(house, use_cases.refuse, HEAD, NOW, number="2.1.1", reason="отбор не пройден")
    assert house["2.1.2"].state is State.IN_PROGRESS


def test_a_withdrawn_report_takes_nothing_with_it() -> None:
    house = office(working("2.1.1", document_kind=DocumentKind.REPORT, spoken_at=NOW), BLOCKED)
    act(house, use_cases.withdraw, HEAD, NOW, number="2.1.1", reason="проект изменён")
    assert house["2.1.2"].state is State.BLOCKED
    assert told(house) == {"withdrawn": [LEAD]}


def test_more_time_is_asked_of_the_controller_and_given_to_the_executor() -> None:
    house = office(working(spoken_at=NOW))
    assert act(house, use_cases.ask, LEAD, NOW, finish=MARCH, reason="перенос").asked_finish == MARCH
    assert act(house, use_cases.extend, HEAD, NOW, finish=MARCH, reason="перенос").finish == MARCH
    assert told(house) == {"extension_asked": [HEAD], "extended": [LEAD]}
    facts = {"by": HEAD, "reason": "перенос", "until": "2019-03-29", "was": "2019-02-28"}
    assert house.letters.of(K.EXTENDED)[LEAD].facts == facts


def test_more_time_is_denied() -> None:
    house = office(working(spoken_at=NOW, asked_finish=MARCH))
    assert act(house, use_cases.deny, HEAD, NOW, reason="не подтверждено").asked_finish is None
    assert told(house) == {"denied": [LEAD]}


@pytest.mark.parametrize(("by", "heard"), [(HEAD, [LEAD, DEPUTY]), (COMMITTEE, [LEAD, DEPUTY])])
def test_an_acknowledgement_adds_two_working_days_and_is_told(by: str, heard: list[str]) -> None:
    house = office(late())
    now = moment("2019-03-01 10:00")
    assert act(house, use_cases.acknowledge, by, now).paused_until == date(2019, 3, 6)
    assert told(house) == {"acknowledged": heard}


def test_who_acknowledges_is_not_told_of_it() -> None:
    house = office(late().but(executors=(OTHER,)))
    act(house, use_cases.acknowledge, HEAD, moment("2019-03-01 10:00"))
    assert told(house) == {"acknowledged": [OTHER]}


def test_both_the_new_and_the_old_executors_hear_of_the_change() -> None:
    house = office(working(spoken_at=NOW))
    after = act(house, use_cases.reassign, DEPUTY, NOW, executors=(HEAD,), reason="отпуск")
    assert (after.executors, after.top) == ((HEAD,), 4)
    assert told(house) == {"reassigned": [HEAD, LEAD]}
    assert house.letters.of(K.REASSIGNED)[LEAD].facts["was"] == LEAD


def test_what_is_due_by_the_clock_comes_before_the_deed_of_a_person() -> None:
    house = office(working(spoken_at=moment("2019-02-28 09:00")))
    act(house, use_cases.report, LEAD, moment("2019-02-28 18:00"), evidence=PROOF)
    assert house.events("2.1.2") == ["deadline_passes", "report"]
    assert told(house) == {"deadline_missed": [LEAD, DEPUTY], "review_wanted": [HEAD]}


def test_a_refused_request_changes_nothing_not_even_what_was_due() -> None:
    house = office(working(spoken_at=moment("2019-02-28 09:00")))
    before = dict(house.plan.kept)
    with pytest.raises(Refused, match="номер и дата соглашения"):
        act(house, use_cases.report, LEAD, moment("2019-02-28 18:00"), evidence=Evidence())
    assert (house.plan.kept, house.plan.journal, house.letters.kept) == (before, [], {})


def test_an_unknown_number_and_a_stale_item_are_refused() -> None:
    house = office(working(spoken_at=NOW))
    with pytest.raises(UnknownItem):
        act(house, use_cases.take, LEAD, NOW, number="9.9.9")
    entry = Entry(house["2.1.2"].but(version=7), house["2.1.2"], "take", LEAD, NOW)
    with pytest.raises(StaleItem):
        house.plan.record([entry])


PEOPLE = st.sampled_from([LEAD, OTHER, DEPUTY, HEAD, CURATOR, COMMITTEE, COLLEGIUM, STRANGER])
NUMBERS = st.sampled_from(["2.1.1", "2.1.1", "2.1.2", "2.1", "2"])
REASON = {"reason": "так решено"}
# fmt: off
DEEDS: dict[Event, tuple[Callable[..., PlanItem], dict[str, Any]]] = {
    Event.TAKE:        (use_cases.take,        {}),
    Event.NOTE:        (use_cases.note,        {"text": "идёт"}),
    Event.REPORT:      (use_cases.report,      {"evidence": PROOF}),
    Event.ACCEPT:      (use_cases.accept,      {"minutes": "№ 5 от 20.12.2019"} | REASON),
    Event.RETURN:      (use_cases.return_,     REASON),
    Event.GRANT:       (use_cases.grant,       {}),
    Event.REFUSE:      (use_cases.refuse,      REASON),
    Event.DENY:        (use_cases.deny,        REASON),
    Event.ACKNOWLEDGE: (use_cases.acknowledge, {}),
    Event.WITHDRAW:    (use_cases.withdraw,    REASON),
    Event.REOPEN:      (use_cases.reopen,      REASON),
}
# fmt: on
ORDINARY = [event for event in DEEDS if event is not Event.WITHDRAW]


class Life(RuleBasedStateMachine):
    """A small plan lived through at random; after each step the law is looked for in the whole journal."""

    def __init__(self) -> None:
        super().__init__()
        self.now = moment("2018-12-20 10:00")
        point = item("2.1", level=COMMITTEE, executors=(HEAD,), document_kind=DocumentKind.REPORT, top=3)
        result = item("2", level=COLLEGIUM, executors=(HEAD, LEAD), document_kind=DocumentKind.MONITORING, top=2)
        begun = [one.but(entered_at=self.now, spoken_at=self.now) for one in (APPLICATION, BLOCKED, point, result)]
        self.house = office(*(scheduled(one, LADDER) for one in begun))
        self.seen = 0

    def attempt(self, deed: Callable[..., PlanItem], number: str, by: str, **facts: Any) -> None:
        before = dict(self.house.plan.kept), len(self.house.plan.journal), dict(self.house.letters.kept)
        try:
            act(self.house, deed, by, self.now, number=number, **facts)
        except Refused:
            kept = self.house.plan.kept, len(self.house.plan.journal), self.house.letters.kept
            assert kept == before

    @rule(event=st.sampled_from(list(DEEDS)), number=NUMBERS, by=PEOPLE)
    def anybody_tries_anything(self, event: Event, number: str, by: str) -> None:
        self.attempt(DEEDS[event][0], number, by, **DEEDS[event][1])

    @rule(number=NUMBERS, by_controller=st.booleans(), order=st.permutations(ORDINARY))
    def somebody_does_what_he_may(self, number: str, by_controller: bool, order: list[Event]) -> None:
        one = self.house[number]
        by = controller(one, STAFF) if by_controller else one.lead
        may = allowed(one, by, STAFF, self.now, CALENDAR)
        for event in [event for event in order if event in may][:1]:
            self.attempt(DEEDS[event][0], number, by, **DEEDS[event][1])

    @rule(number=NUMBERS, by=PEOPLE, days=st.integers(-5, 60), asks=st.booleans())
    def somebody_wants_more_time(self, number: str, by: str, days: int, asks: bool) -> None:
        deed = use_cases.ask if asks else use_cases.extend
        self.attempt(deed, number, by, finish=self.now.date() + timedelta(days), **REASON)

    @rule(number=NUMBERS, by=PEOPLE, lead=st.sampled_from([LEAD, OTHER, HEAD, STRANGER]))
    def somebody_gives_the_work_away(self, number: str, by: str, lead: str) -> None:
        self.attempt(use_cases.reassign, number, by, executors=(lead,), **REASON)

    @rule(hours=st.integers(1, 24 * 21))
    def time_passes(self, hours: int) -> None:
        self.now += timedelta(hours=hours)
        self.ticks()

    @rule()
    def time_passes_to_the_next_wake(self) -> None:
        wakes = [one.next_wake_at for one in self.house.plan.kept.values() if one.next_wake_at]
        self.now = min(wakes, default=self.now)
        self.ticks()

    def ticks(self) -> None:
        due = [one for one in self.house.plan.kept.values() if one.next_wake_at and one.next_wake_at <= self.now]
        use_cases.tick(self.now, {PASSPORT.code: due}, {PASSPORT.code: self.house.desk})

    @invariant()
    def every_entry_keeps_the_law(self) -> None:
        fresh = self.house.plan.journal[self.seen :]
        self.seen = len(self.house.plan.journal)
        for entry in fresh:
            is_lawful(entry)

    @invariant()
    def no_wake_lies_in_the_past(self) -> None:
        wakes = [one.next_wake_at for one in self.house.plan.kept.values() if one.next_wake_at]
        assert all(wake >= self.now for wake in wakes)


def is_lawful(entry: Entry) -> None:
    before, after = entry.before, entry.after
    assert after.rung <= before.rung + 1
    assert after.id == before.id
    assert after.original_finish == before.original_finish
    if entry.event == SPOKEN:
        assert (after.state, after.version, after.rung) == (before.state, before.version, before.rung)
        return
    rule_of = TABLE[before.state, Event(entry.event)]
    assert after.state is rule_of.target_for(before)
    assert after.version == before.version + 1
    assert entry.event != Event.ACCEPT or entry.by not in {*before.executors, before.reported_by}


TestLife = Life.TestCase
TestLife.settings = settings(max_examples=100, stateful_step_count=40, deadline=None)
