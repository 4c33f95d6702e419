"""Reports and facts at the desk: entered, drafted, signed or returned, read by those who may."""

import pytest

from config.reporting import Reports
from domain.reporting.life import KeptReport, Stage
from domain.reporting.periods import Period, PeriodKind
from domain.reporting.thresholds import Thresholds
from notifications.facts_form import filled
from tests.scenarios.story import ADMINISTRATOR, DEPUTY, HEAD
from tests.web.house import House

MAY = Period(PeriodKind.MONTH, 2019, 5)


def drafted(house: House) -> KeptReport:
    made = Reports(house.story.office, Thresholds()).draft(house.story.passport, MAY)
    assert made
    return made


def kept(house: House, report: int) -> KeptReport:
    return Reports(house.story.office, Thresholds()).kept(report)


def facts_page(house: House) -> str:
    return f"/facts/{house.story.passport.code}"


async def test_the_administrator_enters_and_sees_what_is_entered(house: House) -> None:
    async with await house.person(ADMINISTRATOR) as administrator:
        page = await administrator.opens(facts_page(house))
        said = {"number": "1", "year": "2019", "quarter": "1", "value": "54,5", "document": "отчёт № 5"}
        told = await administrator.sends(page.form("/indicator"), said)
        assert "Сведения внесены и войдут в следующий отчёт" in told.text
        assert "Показатель 1, I квартал 2019 года" in told.text
        assert "отчёт № 5" in told.text


async def test_a_wrong_fact_is_refused_and_what_was_typed_stays(house: House) -> None:
    async with await house.person(ADMINISTRATOR) as administrator:
        page = await administrator.opens(facts_page(house))
        told = await administrator.sends(page.form("/indicator"), {"number": "99", "year": "2019", "value": "1"})
        assert told.status == 422
        assert "Показателя «99» в паспорте нет" in told.text
        assert 'value="99"' in told.answer.text


async def test_the_form_is_saved_filled_and_brought_back(house: House) -> None:
    async with await house.person(ADMINISTRATOR) as administrator:
        given = await administrator.opens(f"{facts_page(house)}/form.xlsx")
        assert list(filled(given.answer.content)) == []
        page = await administrator.opens(facts_page(house))
        told = await administrator.sends(page.form("/form/load"), {}, ("форма.xlsx", b"not a workbook"))
        assert "Это не книга Excel" in told.text


async def test_others_enter_nothing_and_learn_nothing(house: House) -> None:
    async with await house.person(DEPUTY) as deputy:
        assert (await deputy.opens(facts_page(house))).status == 404
        assert (await deputy.opens(f"{facts_page(house)}/form.xlsx")).status == 404


async def test_the_head_signs_and_everybody_may_read(house: House) -> None:
    report = drafted(house).id
    async with await house.person(HEAD) as head, await house.person(DEPUTY) as deputy:
        assert (await deputy.opens(f"/reports/{report}")).status == 404
        page = await head.opens(f"/reports/{report}")
        assert "Решение" in page.text
        told = await head.sends(page.form("/sign"))
        assert "Отчёт подписан и направлен комитету." in told.text
        assert kept(house, report).stage is Stage.SIGNED
        read = await deputy.opens(f"/reports/{report}")
        assert "Отчёт № 1 за май 2019 года" in read.text
        assert "Подписать" not in read.text


async def test_returning_needs_words(house: House) -> None:
    report = drafted(house).id
    async with await house.person(HEAD) as head:
        page = await head.opens(f"/reports/{report}")
        refused = await head.sends(page.form("/return"), {"reason": " "})
        assert "напишите причину возврата" in refused.text
        assert kept(house, report).stage is Stage.ON_SIGNATURE
        told = await head.sends(refused.form("/return"), {"reason": "внести показатели"})
        assert "Отчёт возвращён на доработку." in told.text
    assert kept(house, report).reason == "внести показатели"


@pytest.mark.parametrize(("form", "begins"), [("docx", b"PK"), ("xlsx", b"PK"), ("html", b"<!doctype html>")])
async def test_the_files_of_a_report_are_given(house: House, form: str, begins: bytes) -> None:
    report = drafted(house).id
    async with await house.person(HEAD) as head:
        given = await head.opens(f"/reports/{report}/{form}")
        assert given.answer.content.startswith(begins)
        policy = given.answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy


async def test_a_draft_is_given_to_an_executor_alone(house: House) -> None:
    async with await house.person(DEPUTY) as deputy, await house.person(HEAD) as head:
        card = await deputy.opens(house.card("3.1.1"))
        assert "Скачать начатый документ" in card.text
        given = await deputy.opens(f"{house.card('3.1.1')}/draft")
        assert given.answer.content.startswith(b"PK")
        assert (await head.opens(f"{house.card('3.1.1')}/draft")).status == 404


async def test_the_list_shows_what_waits(house: House) -> None:
    drafted(house)
    async with await house.person(HEAD) as head, await house.person(DEPUTY) as deputy:
        assert "На подписи" in (await head.opens("/reports")).text
        assert "Отчётов пока нет" in (await deputy.opens("/reports")).text
