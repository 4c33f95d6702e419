"""Whole days at the desk, as people live them: from the link in a letter to what stands in the plan."""

from datetime import date

import pytest

from domain import use_cases
from domain.vocabulary import Event, State
from tests.scenarios.story import COMMITTEE, CURATOR, DEPUTY, HEAD, INSTITUTE
from tests.web.house import House

PDF = b"%PDF-1.4 a schedule"
REASON = "Перечень школ уточняется министерством"


async def test_an_executor_reports_with_a_file_and_the_head_accepts(house: House) -> None:
    async with await house.person(DEPUTY) as deputy, await house.person(HEAD) as head:
        card = await deputy.opens(house.card("3.1.1"))
        taken = await deputy.sends(card.form("Взять в работу"))
        assert "Пункт 3.1.1: взят в работу." in taken.text

        form = (await deputy.opens(f"{house.card('3.1.1')}/report")).form("/report")
        said = {"number": "15-р", "dated": "2019-06-05"}
        reported = await deputy.sends(form, said, ("график.pdf", PDF))
        assert "отчёт отправлен на приёмку" in reported.text
        assert house.item("3.1.1").state is State.UNDER_REVIEW

        desk = await head.opens("/desk")
        assert "Ждёт вашего решения" in desk.text
        given = await head.opens(f"{house.card('3.1.1')}/file")
        assert given.answer.content == PDF
        accepted = await head.sends((await head.opens(f"{house.card('3.1.1')}/accept")).form("/accept"))
        assert "исполнение принято" in accepted.text
    assert house.item("3.1.1").state is State.DONE
    assert house.story.history("3.1.1")[-2].details["file"] == "график.pdf"


async def test_a_reported_item_is_returned_with_a_reason_that_the_executor_reads(house: House) -> None:
    house.reported("3.1.1", by=DEPUTY)
    async with await house.person(HEAD) as head, await house.person(DEPUTY) as deputy:
        form = (await head.opens(f"{house.card('3.1.1')}/return")).form("/return")
        await head.sends(form, {"reason": REASON})
        assert REASON in (await deputy.opens(house.card("3.1.1"))).text
    assert house.item("3.1.1").state is State.IN_PROGRESS


async def test_more_time_is_asked_for_and_given(house: House) -> None:
    async with await house.person(DEPUTY) as deputy, await house.person(HEAD) as head:
        form = (await deputy.opens(f"{house.card('3.1.1')}/ask")).form("/ask")
        await deputy.sends(form, {"finish": "2020-03-31", "reason": REASON})
        assert house.item("3.1.1").asked_finish == date(2020, 3, 31)
        form = (await head.opens(f"{house.card('3.1.1')}/extend")).form("/extend")
        assert form.fields["finish"] == "2020-03-31"
        await head.sends(form, {"reason": "Согласовано"})
    assert house.item("3.1.1").finish == date(2020, 3, 31)


async def test_an_application_is_filed_accepted_and_granted(house: House) -> None:
    async with await house.person(HEAD) as head, await house.person(CURATOR) as curator:
        form = (await head.opens(f"{house.card('2.1.1')}/report")).form("/report")
        await head.sends(form, file=("заявка.pdf", PDF))
        for action in ("accept", "grant"):
            await curator.sends((await curator.opens(f"{house.card('2.1.1')}/{action}")).form(f"/{action}"))
    assert house.item("2.1.1").state is State.DONE


@pytest.mark.parametrize(
    ("by", "action", "said", "event"),
    [
        (DEPUTY, "note", {"text": "Перечень согласован"}, Event.NOTE),
        (DEPUTY, "hand_over", {"executor_1": "пфетцер", "reason": REASON}, Event.NOTE),
        (HEAD, "reassign", {"executor_1": INSTITUTE, "reason": REASON}, Event.REASSIGN),
        (HEAD, "withdraw", {"reason": REASON}, Event.WITHDRAW),
    ],
)
async def test_each_form_does_what_its_button_says(
    house: House, by: str, action: str, said: dict[str, str], event: Event
) -> None:
    async with await house.person(by) as person:
        form = (await person.opens(f"{house.card('3.1.1')}/{action}")).form(f"/{action}")
        page = await person.sends(form, said)
    assert (page.status, house.story.events("3.1.1")[-1]) == (200, event), page.text


async def test_a_closed_item_is_taken_up_again(house: House) -> None:
    house.story.do(use_cases.withdraw, "3.1.1", by=HEAD, reason=REASON)
    async with await house.person(HEAD) as head:
        form = (await head.opens(f"{house.card('3.1.1')}/reopen")).form("/reopen")
        await head.sends(form, {"reason": "Снят по ошибке"})
    assert house.item("3.1.1").state is State.IN_PROGRESS


async def test_a_stand_in_is_named_for_an_absence_and_then_acts(house: House) -> None:
    async with await house.person(DEPUTY) as deputy, await house.person(INSTITUTE) as other:
        form = (await deputy.opens("/absence")).form("/absence")
        period = {"since": "2019-06-10", "until": "2019-06-20"}
        done = await deputy.sends(form, {**period, "stand_in": INSTITUTE})
        assert "Отсутствие записано" in done.text
        await other.sends((await other.opens(house.card("3.1.1"))).form("Взять в работу"))
    last = house.story.history("3.1.1")[-1]
    assert (last.actor, last.details["stands_in_for"]) == (INSTITUTE, [DEPUTY])


async def test_settings_are_kept_and_shown(house: House) -> None:
    async with await house.person(DEPUTY) as deputy:
        form = (await deputy.opens("/settings")).form("/settings")
        page = await deputy.sends(form, {"dates": "words", "quiet": "nonsense", "unknown": "x"})
        assert "Настройки сохранены" in page.text
        assert "31 декабря 2019 г" in (await deputy.opens(house.card("3.1.1"))).text
    assert house.story.office.preferences.of(DEPUTY)["dates"] == "words"
    assert house.story.office.preferences.of(DEPUTY).get("quiet") != "nonsense"


async def test_an_item_is_found_by_its_number(house: House) -> None:
    async with await house.person(DEPUTY) as deputy:
        assert (await deputy.opens("/find?number=3.1.1.")).answer.url.path == house.card("3.1.1")
        assert (await deputy.opens("/find?number=99")).status == 404


async def test_the_whole_history_is_paged(house: House) -> None:
    for number in range(25):
        house.story.do(use_cases.note, "3.1.1", by=DEPUTY, text=f"Шаг {number} сделан")
    async with await house.person(DEPUTY) as deputy:
        first, second = [(await deputy.opens(f"{house.card('3.1.1')}?page={n}")).text for n in (1, 2)]
    assert ("Шаг 24 сделан" in first, "Шаг 0 сделан" in first) == (True, False)
    assert ("Шаг 24 сделан" in second, "Шаг 0 сделан" in second) == (False, True)


async def test_a_bodys_secretary_accepts_with_minutes_and_a_reason_for_what_is_open_beneath(house: House) -> None:
    office, now = house.story.office, house.story.clock.now()
    office.mailboxes.appoint(COMMITTEE, house.story.passport.code, DEPUTY, now)
    house.reported("3.1", by=HEAD)
    async with await house.person(DEPUTY) as deputy:
        form = (await deputy.opens(f"{house.card('3.1')}/accept")).form("/accept")
        refused = await deputy.sends(form, {"minutes": "решили", "reason": "Исполнены фактически"})
        assert "№ 5 от 20.12.2019" in refused.text
        await deputy.sends(refused.form("/accept"), {"minutes": "№ 5 от 07.06.2019"})
    row = house.story.history("3.1")[-1]
    assert (row.actor, row.details["minutes"], row.details["reason"], house.item("3.1").state) == (
        DEPUTY, "№ 5 от 07.06.2019", "Исполнены фактически", State.DONE,
    )  # fmt: skip


async def test_a_request_for_more_time_waits_on_the_heads_desk(house: House) -> None:
    house.story.do(use_cases.ask, "3.1.1", by=DEPUTY, finish=date(2020, 3, 31), reason=REASON)
    async with await house.person(HEAD) as head:
        desk = (await head.opens("/desk")).text
    assert "Ждёт вашего решения 1 пункт" in desk
    assert "Просят продлить до 31.03.2020" in desk


async def test_the_board_opens_from_the_same_menu(house: House) -> None:
    async with await house.person(DEPUTY) as deputy:
        assert (await deputy.opens("/board")).status == 200
