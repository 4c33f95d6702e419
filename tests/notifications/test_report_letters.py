"""Letters about reports: what the head is asked, what the committee sees at a glance; a digest swallows none."""

from config.reporting import Reports
from config.view import OfficeView
from domain.letters import REPORTS, Letter, LetterKind
from domain.reporting.periods import Period, PeriodKind
from domain.reporting.thresholds import Thresholds
from notifications.console import ConsoleChannel
from notifications.render import render
from tests.scenarios.story import HEAD, Story, story

MARCH = Period(PeriodKind.MONTH, 2019, 3)


def told() -> Story:
    """Nobody has done anything: the application is months late."""
    return story("2", begins="2018-10-01 08:00").until("2019-04-03 10:00")


def about(one: Story) -> list[Letter]:
    return [letter for letter in one.office.outbox.all() if letter.kind in REPORTS]


def signed(one: Story) -> None:
    reports = Reports(one.office, Thresholds())
    kept = reports.draft(one.passport, MARCH)
    assert kept
    reports.sign(kept.id, HEAD)


def words(one: Story, kind: LetterKind) -> str:
    letter = next(letter for letter in about(one) if letter.kind is kind)
    return render(letter, OfficeView(one.office, one.clock.now())).text


def test_the_committee_reads_what_is_red_and_why() -> None:
    one = told()
    signed(one)
    text = words(one, LetterKind.REPORT_SIGNED)
    assert "Общая оценка: наличие критических отклонений." in text
    assert "2.1.1 — срок истёк, просрочено на 152 дня" in text
    assert "ПК получает это письмо как орган" in text


def test_the_head_is_asked_to_sign_or_return() -> None:
    one = told()
    signed(one)
    text = words(one, LetterKind.REPORT_DRAFTED)
    assert "Проверьте отчёт и подпишите его или верните с указанием, что исправить." in text
    assert text.endswith("Вы получили это письмо как руководитель проекта.")


def test_the_administrator_is_told_what_to_put_right() -> None:
    one = told()
    reports = Reports(one.office, Thresholds())
    kept = reports.draft(one.passport, MARCH)
    assert kept
    reports.return_(kept.id, HEAD, "внести показатели\nи деньги")
    assert "Что исправить: внести показатели и деньги." in words(one, LetterKind.REPORT_RETURNED)


def test_a_report_s_letter_is_not_swallowed_by_the_morning_s_digest() -> None:
    """The head's morning has many letters about items: they are one digest, and the report stands beside it."""
    from io import StringIO

    one, screen = told(), StringIO()
    signed(one)
    one.office.channels = [ConsoleChannel(screen)]
    while one.office.deliver():
        pass
    assert "На подпись: отчёт № 1 за март 2019 года" in screen.getvalue()
    assert one.office.outbox.counts()["waiting"] == 0
