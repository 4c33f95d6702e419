"""Reports in Telegram: the head signs or returns by the buttons under the letter, the file is sent."""

from config.reporting import Reports
from domain.reporting.life import KeptReport, Stage
from domain.reporting.periods import Period, PeriodKind
from domain.reporting.thresholds import Thresholds
from notifications.reports.card import card
from notifications.reports.phone import album
from tests.scenarios.story import DEPUTY, HEAD
from tests.telegram.town import Town

MAY = Period(PeriodKind.MONTH, 2019, 5)


def drafted(town: Town) -> KeptReport:
    made = Reports(town.story.office, Thresholds()).draft(town.story.passport, MAY)
    assert made
    return made


def stage(town: Town, report: int) -> Stage:
    return Reports(town.story.office, Thresholds()).kept(report).stage


def test_the_head_signs_by_one_press(town: Town) -> None:
    kept = drafted(town)
    shown = town.tell(HEAD, "/reports", "Отчёт № 1 за май 2019 года")
    assert shown.buttons == ["Подписать", "Вернуть", "Светофоры", "Графики", "Файл"]
    town.press(HEAD, shown, "Подписать")
    town[HEAD].waits_for("подписан и направлен комитету")
    assert stage(town, kept.id) is Stage.SIGNED


def test_returning_asks_what_to_put_right(town: Town) -> None:
    kept = drafted(town)
    town.press(HEAD, town.tell(HEAD, "/reports", "Отчёт № 1"), "Вернуть")
    town[HEAD].waits_for("Укажите причину")
    town.press(HEAD, town.tell(HEAD, "Внести значения показателей", "Отправить?"), "Отправить")
    assert stage(town, kept.id) is Stage.RETURNED
    town[HEAD].waits_for("возвращён на доработку")


def test_the_file_is_sent(town: Town) -> None:
    drafted(town)
    town.press(HEAD, town.tell(HEAD, "/reports", "Отчёт № 1"), "Файл")
    handed = town[HEAD].until(lambda screen: screen[-1].file_name)[-1]
    assert handed.file_name.endswith(".docx")


def test_the_report_at_a_glance_is_a_picture(town: Town) -> None:
    kept = drafted(town)
    town.press(HEAD, town.tell(HEAD, "/reports", "Отчёт № 1"), "Светофоры")
    shown = town[HEAD].until(lambda screen: screen[-1].file_id)[-1]
    assert town.emulator.contents(shown) == card(kept.report)


def test_the_charts_come_together(town: Town) -> None:
    kept = drafted(town)
    town.press(HEAD, town.tell(HEAD, "/reports", "Отчёт № 1"), "Графики")
    wanted = album(kept.report)
    shown = town[HEAD].until(lambda screen: len([one for one in screen if one.file_id]) == len(wanted))
    pictures = [one for one in shown if one.file_id]
    assert [town.emulator.contents(one) for one in pictures] == wanted
    assert len({one.raw["media_group_id"] for one in pictures}) == 1


def test_who_only_takes_part_sees_nothing_before_it_is_signed(town: Town) -> None:
    kept = drafted(town)
    town.tell(DEPUTY, "/reports", "Отчётов пока нет")
    Reports(town.story.office, Thresholds()).sign(kept.id, HEAD)
    assert town.tell(DEPUTY, "/reports", "Отчёт № 1").buttons == ["Светофоры", "Графики", "Файл"]


def test_a_press_that_is_too_late_says_who_has_decided(town: Town) -> None:
    kept = drafted(town)
    shown = town.tell(HEAD, "/reports", "Отчёт № 1")
    Reports(town.story.office, Thresholds()).sign(kept.id, HEAD)
    assert "уже подписал" in town.press(HEAD, shown, "Подписать").text


def test_a_forged_press_of_another_person_does_nothing(town: Town) -> None:
    kept = drafted(town)
    shown = town.tell(DEPUTY, "/reports", "Отчётов пока нет")
    answer = town[DEPUTY].forges(shown, f"report_sign:{kept.id}:0").answer()
    assert "среди ваших нет" in answer.text
    assert stage(town, kept.id) is Stage.ON_SIGNATURE


def test_an_executor_gets_the_document_begun(town: Town) -> None:
    town.press(DEPUTY, town.card(DEPUTY, "3.1.1"), "Заготовка документа")
    handed = town[DEPUTY].until(lambda screen: screen[-1].file_name)[-1]
    assert handed.file_name.endswith("заготовка.docx")
