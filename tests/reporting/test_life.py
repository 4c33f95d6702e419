"""A report's life: on the head's desk by itself on the right working day, signed or returned, then the committee's."""

from dataclasses import replace
from random import Random

import pytest

from config.people import Behaviour, People
from config.reporting import NotYet, Reports
from domain.letters import LetterKind
from domain.reporting.life import KeptReport, NoReport, NotForSignature, Stage
from domain.reporting.periods import Period, PeriodKind
from domain.reporting.thresholds import Thresholds
from tests.scenarios.story import ADMINISTRATOR, DEPUTY, HEAD, Story, moment, story

MARCH = Period(PeriodKind.MONTH, 2019, 3)
K = LetterKind


def reports_of(told: Story) -> Reports:
    return Reports(told.office, Thresholds())


def drafted(told: Story) -> KeptReport:
    kept = reports_of(told).draft(told.passport, MARCH)
    assert kept
    return kept


def letters(told: Story, kind: LetterKind) -> list[str]:
    return [letter.recipient for letter in told.office.outbox.all() if letter.kind is kind]


@pytest.mark.parametrize(("now", "made"), [("2019-04-03 08:59", 0), ("2019-04-03 09:00", 2), ("2019-04-30 12:00", 2)])
def test_it_is_drafted_on_the_third_working_day_and_caught_up_later(now: str, made: int) -> None:
    told = story("2", begins="2019-03-01 08:00")
    told.clock.present = told.clock.present.replace(
        month=4, day=int(now[8:10]), hour=int(now[11:13]), minute=int(now[14:])
    )
    assert len(reports_of(told).draft_due(3)) == made
    assert reports_of(told).draft_due(3) == []
    assert letters(told, K.REPORT_DRAFTED) == [HEAD] * made


def test_after_new_year_the_month_the_quarter_and_the_year_are_drafted() -> None:
    told = story("3", begins="2019-03-01 08:00").until("2020-01-15 10:00")
    kept = reports_of(told).draft_due(3)
    assert [one.report.period.code for one in kept] == ["2019-12", "2019-Q4", "2019"]
    assert [one.report.number for one in kept] == [1, 2, 3]


def test_nothing_is_drafted_of_a_time_before_control_began_or_when_the_day_is_nought() -> None:
    told = story("2", begins="2019-04-01 08:00").until("2019-04-10 10:00")
    assert reports_of(told).draft_due(3) == []
    assert reports_of(told).draft_due(0) == []


@pytest.mark.parametrize(
    ("behaviour", "stage"), [(Behaviour.PUNCTUAL, Stage.SIGNED), (Behaviour.SILENT, Stage.ON_SIGNATURE)]
)
def test_the_head_of_a_demo_signs_in_a_day_or_two_unless_he_is_silent(behaviour: Behaviour, stage: Stage) -> None:
    told = story("3", begins="2019-03-01 08:00").until("2019-04-03 09:00")
    told.office.people = People(told.office, told.passport, behaviour, Random(1))  # a story
    told.office.draft_reports()
    told.office.tick()
    assert {row.stage for row in reports_of(told).listed(told.passport)} == {Stage.ON_SIGNATURE}
    told.down_until("2019-04-05 12:00")
    assert {row.stage for row in reports_of(told).listed(told.passport)} == {stage}
    assert bool(letters(told, K.REPORT_SIGNED)) == (stage is Stage.SIGNED)


def test_a_demo_that_starts_again_finds_the_reports_that_wait() -> None:
    told = story("3", begins="2019-03-01 08:00").until("2019-04-03 09:00")
    kept = drafted(told)
    people = People(told.office, told.passport, Behaviour.MIXED, Random(1))  # a story
    people.plan()
    people.read_reports()
    assert [deed.number for deed in people.deeds if deed.kind == "sign"] == [str(kept.id)]
    reports_of(told).sign(kept.id, HEAD)
    told.clock.present = moment("2019-04-05 12:00")
    people.act(told.clock.present)
    assert reports_of(told).kept(kept.id).decided_by == HEAD


def test_the_service_drafts_once_a_day() -> None:
    told = story("2", begins="2019-03-01 08:00").until("2019-04-03 09:00")
    assert [told.office.draft_reports() for _ in range(3)] == [2, 0, 0]


def test_the_head_signs_and_every_body_receives() -> None:
    told = story("2", begins="2019-03-01 08:00").until("2019-04-03 10:00")
    kept = reports_of(told).sign(drafted(told).id, HEAD)
    assert (kept.stage, kept.decided_by) == (Stage.SIGNED, HEAD)
    assert letters(told, K.REPORT_SIGNED) == ["ПК", "Коллегия"]
    assert reports_of(told).kept(kept.id).report == kept.report


def test_a_returned_report_comes_back_under_its_number() -> None:
    told = story("2", begins="2019-03-01 08:00").until("2019-04-03 10:00")
    first = drafted(told)
    reports_of(told).return_(first.id, HEAD, "внести показатели")
    assert letters(told, K.REPORT_RETURNED) == [ADMINISTRATOR]
    assert reports_of(told).draft_due(3)[0].report.period.kind is PeriodKind.QUARTER
    again = drafted(told)
    assert (again.report.number, again.edition) == (first.report.number, 2)


@pytest.mark.parametrize("by", [DEPUTY, ADMINISTRATOR, "Никто Н.Н."])
def test_only_the_head_decides(by: str) -> None:
    told = story("2", begins="2019-03-01 08:00").until("2019-04-03 10:00")
    kept = drafted(told)
    with pytest.raises(NotForSignature, match=f"подписывает руководитель проекта \\({HEAD}\\), а не"):
        reports_of(told).sign(kept.id, by)
    assert reports_of(told).kept(kept.id).stage is Stage.ON_SIGNATURE


def test_the_head_s_stand_in_signs_for_him() -> None:
    told = story("2", begins="2019-03-01 08:00").until("2019-04-03 10:00")
    told.away(HEAD, DEPUTY)
    kept = drafted(told)
    assert letters(told, K.REPORT_DRAFTED) == [DEPUTY]
    assert reports_of(told).sign(kept.id, DEPUTY).decided_by == DEPUTY


def test_a_second_decision_is_refused_with_the_first_one() -> None:
    told = story("2", begins="2019-03-01 08:00").until("2019-04-03 10:00")
    kept = drafted(told)
    reports_of(told).sign(kept.id, HEAD)
    with pytest.raises(NotForSignature, match=f"уже подписал {HEAD}, 03.04.2019 10:00"):
        reports_of(told).return_(kept.id, HEAD, "поздно")
    assert letters(told, K.REPORT_RETURNED) == []


def test_what_is_not_there_and_what_has_no_reason_is_refused() -> None:
    told = story("2", begins="2019-03-01 08:00").until("2019-04-03 10:00")
    with pytest.raises(NoReport, match="vekha reports"):
        reports_of(told).sign(404, HEAD)
    with pytest.raises(NotYet, match="напишите причину"):
        reports_of(told).return_(drafted(told).id, HEAD, "  ")
    with pytest.raises(NotYet, match="ещё не начался"):
        reports_of(told).formed(told.passport, Period(PeriodKind.MONTH, 2019, 5))


def test_the_next_report_says_what_has_changed() -> None:
    told = story("2", begins="2018-10-01 08:00").until("2019-03-05 10:00")
    reports_of(told).draft(told.passport, Period(PeriodKind.MONTH, 2019, 2))
    told.until("2019-04-03 10:00")
    kept = drafted(told)
    assert kept.report.compared_with == "Отчёт № 1 за 2019-02"
    assert any(change.where.startswith("Пункт 2.1") for change in kept.report.changes)
    assert replace(kept.report, changes=()) != kept.report


def test_every_step_is_in_the_journal() -> None:
    told = story("2", begins="2019-03-01 08:00").until("2019-04-03 10:00")
    reports_of(told).return_(drafted(told).id, HEAD, "исправить")
    reports_of(told).sign(drafted(told).id, HEAD)
    with told.office.database.reading() as connection:
        found = connection.exec_driver_sql("SELECT event FROM journal WHERE event LIKE 'report_%' ORDER BY seq")
        assert list(found.scalars()) == ["report_drafted", "report_returned", "report_drafted", "report_signed"]
    told.office.verify_journal()
