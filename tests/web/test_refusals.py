"""What the desk refuses, and how politely: nothing is done, what was typed stays, the reason can be read."""

import asyncio
from pathlib import Path

import pytest

from domain import use_cases
from domain.vocabulary import State
from tests.scenarios.story import DEPUTY, HEAD, INSTITUTE, PROOF
from tests.web.house import House

PDF = b"%PDF-1.4 a schedule"


async def test_a_refused_form_keeps_what_was_typed_and_says_which_file_is_lost(house: House) -> None:
    async with await house.person(HEAD) as head:
        form = (await head.opens(f"{house.card('2.1.1')}/report")).form("/report")
        page = await head.sends(form, {"number": "77-з"}, ("заявка.exe", b"MZ"))
        again = await head.sends(page.form("/report"), {}, ("заявка.pdf", PDF))
    assert page.status == 422
    assert 'role="alert"' in page.html
    assert "такого вида не принимается" in page.text
    assert "Файл «заявка.exe» нужно выбрать ещё раз" in page.text
    assert page.form("/report").fields["number"] == "77-з"
    assert "отчёт отправлен на приёмку" in again.text


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"reason": "Ждём", "finish": ""}, "Заполните поле «Новый срок»"),
        ({"reason": "Ждём", "finish": "2019-02-30"}, "такой даты не бывает"),
        ({"reason": "Ждём", "finish": "0001-01-01"}, "год 1 не подходит"),
        ({"reason": "Ждём", "finish": "2019-07-01"}, "позже нынешнего"),
        ({"reason": "12345", "finish": "2020-03-31"}, "заполните словами"),
        ({"reason": "а" * 1001, "finish": "2020-03-31"}, "слишком длинно"),
    ],
)
async def test_a_wrong_answer_is_explained_and_changes_nothing(house: House, said: dict[str, str], reason: str) -> None:
    async with await house.person(DEPUTY) as deputy:
        form = (await deputy.opens(f"{house.card('3.1.1')}/ask")).form("/ask")
        page = await deputy.sends(form, said)
    assert page.status in (409, 422)
    assert reason in page.text
    assert house.item("3.1.1").asked_finish is None


async def test_a_name_that_fits_nobody_is_refused(house: House) -> None:
    async with await house.person(HEAD) as head:
        form = (await head.opens(f"{house.card('3.1.1')}/reassign")).form("/reassign")
        page = await head.sends(form, {"executor_1": "Неизвестный Н.Н.", "reason": "Так решено"})
    assert "Участника «Неизвестный Н.Н.» в ваших паспортах нет" in page.text
    assert house.item("3.1.1").lead == DEPUTY


async def test_what_the_rules_do_not_allow_is_not_offered_and_is_refused(house: House) -> None:
    async with await house.person(INSTITUTE) as other:
        page = await other.opens(f"{house.card('3.1.1')}/accept")
    assert page.status == 409
    assert "Принять исполнение" not in page.text
    assert house.item("3.1.1").state is State.IN_PROGRESS


async def test_a_form_sent_twice_acts_once_and_is_answered_alike(house: House) -> None:
    async with await house.person(DEPUTY) as deputy:
        form = (await deputy.opens(f"{house.card('3.1.1')}/note")).form("/note")
        said = {"text": "Перечень согласован"}
        answers = await asyncio.gather(*(deputy.posts(form, said) for _ in range(4)))
        later = await deputy.posts(form, {"text": "Другое"})
    assert {(a.status_code, a.headers["location"]) for a in (*answers, later)} == {
        (303, f"{house.card('3.1.1')}?sent={form.fields['nonce']}")
    }
    assert house.story.events("3.1.1").count("note") == 1


async def test_a_second_tab_reads_what_the_first_has_done(house: House) -> None:
    house.reported("3.1.1", by=DEPUTY)
    async with await house.person(HEAD) as head:
        first = (await head.opens(f"{house.card('3.1.1')}/accept")).form("/accept")
        second = (await head.opens(f"{house.card('3.1.1')}/return")).form("/return")
        await head.sends(first)
        page = await head.sends(second, {"reason": "Не тот документ"})
    assert page.status == 409
    assert "исполнение принято" in page.text
    assert HEAD in page.text
    assert house.item("3.1.1").state is State.DONE


async def test_another_persons_deed_meanwhile_is_told_and_the_form_can_be_sent_again(house: House) -> None:
    async with await house.person(HEAD) as head:
        form = (await head.opens(f"{house.card('3.1.1')}/withdraw")).form("/withdraw")
        house.story.do(use_cases.report, "3.1.1", by=DEPUTY, evidence=PROOF)
        page = await head.sends(form, {"reason": "Больше не нужен"})
        assert (page.status, house.item("3.1.1").state) == (409, State.UNDER_REVIEW)
        assert DEPUTY in page.text


async def test_a_report_from_an_old_page_keeps_no_file_and_can_be_sent_again(house: House, tmp_path: Path) -> None:
    async with await house.person(DEPUTY) as deputy:
        form = (await deputy.opens(f"{house.card('3.1.1')}/report")).form("/report")
        house.story.do(use_cases.report, "3.1.1", by=INSTITUTE, evidence=PROOF)
        house.story.do(use_cases.return_, "3.1.1", by=HEAD, reason="Нет подписи")
        said, file = {"number": "15-р", "dated": "2019-06-05"}, ("график.pdf", PDF)
        page = await deputy.sends(form, said, file)
        assert (page.status, (tmp_path / "files").exists()) == (409, False)
        assert "возвращён на доработку" in page.text
        again = await deputy.sends(page.form("/report"), {}, file)
    assert "отчёт отправлен на приёмку" in again.text


async def test_a_nonce_of_another_person_is_no_answer(house: House) -> None:
    async with await house.person(DEPUTY) as deputy, await house.person(HEAD) as head:
        mine = (await deputy.opens(f"{house.card('3.1.1')}/note")).form("/note")
        await deputy.sends(mine, {"text": "Перечень согласован"})
        theirs = (await head.opens(f"{house.card('3.1.1')}/withdraw")).form("/withdraw")
        page = await head.sends(theirs, {"reason": "Так решено", "nonce": mine.fields["nonce"]})
        shown = await head.opens(f"{house.card('3.1.1')}?sent={mine.fields['nonce']}")
    assert page.status == 403
    assert "Готово" not in shown.text


async def test_a_database_that_is_down_is_nobodys_fault_at_the_desk(house: House) -> None:
    card = house.card("3.1.1")
    async with await house.person(DEPUTY) as deputy:
        with house.story.office.database.writing() as connection:
            connection.exec_driver_sql("ALTER TABLE item RENAME TO elsewhere")
        page = await deputy.opens(card)
    assert page.status == 503
    assert "vekha.db" not in page.text
