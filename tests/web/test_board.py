"""The board says of a real plan what is true of it, to those who take part in it, in whatever selection."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO

import pytest
from holidays import country_holidays
from PIL import Image

from domain.plan import PlanItem
from domain.vocabulary import State
from notifications import canvas, timeline
from notifications.web.drawn import QUEUE, Drawn, TooManyPictures
from tests.scenarios.story import COLLEGIUM, COMMITTEE, CURATOR, DEPUTY, HEAD, INSTITUTE, story
from tests.web.reading_room import Room, foreign, lights, numbers, parsed, signed, tables, text, winter

TODAY = date(2020, 1, 22)
CLOSED = {State.DONE, State.DECLINED, State.WITHDRAWN}
WAITING = {State.UNDER_REVIEW, State.AWAITING_DECISION}


@pytest.fixture(scope="module")
def room() -> Room:
    return Room(winter())


async def test_every_item_stands_in_one_section_by_what_is_asked_of_it(room: Room) -> None:
    assert numbers(await room.page()) == {
        "late": ["2", "2.1", "3", "3.1", "4", "4.1", "6", "6.1"],
        "waiting": ["8.1.1", "3.1.2"],
        "this": ["5.1", "5"],
        "next": ["8.1.2"],
        "later": ["7.1.1", "1.1.1", "7", "7.1", "8", "8.1", "1", "1.1.2", "1.1"],
        "closed": ["3.1.1", "2.1.2", "2.1.1", "6.1.1", "6.1.2"],
    }


async def test_the_lights_count_the_plan_as_the_database_has_it(room: Room) -> None:
    items = room.story.items()

    def count(chosen: Callable[[PlanItem], bool]) -> int:
        return sum(map(chosen, items))

    def owed(item: PlanItem) -> bool:
        return item.state not in CLOSED | WAITING

    def soon(item: PlanItem) -> bool:
        return owed(item) and TODAY <= item.due_at.date() <= TODAY + timedelta(days=7)

    assert lights(await room.page()) == {
        "просрочено": count(lambda i: owed(i) and i.due_at.date() < TODAY),
        "ждёт приёмки": count(lambda i: i.state is State.UNDER_REVIEW),
        "ждёт решения": count(lambda i: i.state is State.AWAITING_DECISION),
        "срок в ближайшие 7 дней": count(soon),
        "в срок": count(lambda i: owed(i) and i.due_at.date() > TODAY and not soon(i)),
        "исполнено": count(lambda i: i.state is State.DONE),
        "отклонено": count(lambda i: i.state is State.DECLINED),
        "снято с контроля": count(lambda i: i.state is State.WITHDRAWN),
    }


async def test_a_late_item_says_how_late_in_calendar_and_working_days_and_who_leads_it(room: Room) -> None:
    russia = country_holidays("RU")
    rows = tables(await room.page())["late"]
    for row in rows:
        item = room.story[row["Пункт"].split()[0]]
        due = item.due_at.date()
        passed = [due + timedelta(days=n) for n in range(1, (TODAY - due).days + 1)]
        working = sum(russia.is_working_day(day) for day in passed)
        assert row["Просрочен на"] == f"{len(passed)} дня {working} рабочих дней"
        assert row["Ответственный"] == item.executors[0]
    assert len(rows) == 8


async def test_a_late_item_names_everybody_who_was_written_to_about_the_delay(room: Room) -> None:
    for row in tables(await room.page())["late"]:
        number = row["Пункт"].split()[0]
        names, rung = row["Кто извещён"].rsplit(" ступень ", 1)
        letters = room.story.told("escalation", number) | room.story.told("deadline_missed", number)
        assert set(names.split(", ")) >= set(letters), number
        assert rung == f"{room.story[number].rung} из {room.story[number].top}"
    assert "Чепкасов А.В., Пахомова Е.А., ПК, Коллегия ступень 3 из 3" in text(parsed(await room.page()))


async def test_the_share_of_what_is_done_leaves_out_what_is_asked_no_longer(room: Room) -> None:
    page = text(parsed(await room.page()))
    assert "Исполнено 12 % плана, с опозданием — 2 пункта. Показано 27 из 27." in page


async def test_what_waits_says_since_when_and_for_whom(room: Room) -> None:
    application, report = tables(await room.page())["waiting"]
    assert application["Ждёт с"].startswith("25.07.2019 ")
    assert application["Кто принимает"] == "решает министерство"
    assert (report["Ждёт с"], report["Кто принимает"]) == ("15.01.2020 5 рабочих дней", HEAD)
    assert "сообщено с опозданием на 15 дней" in report["Пункт"]


async def test_moved_dates_and_requests_are_told_beside_the_item(room: Room) -> None:
    found = tables(await room.page())
    assert "первоначальный срок 31.12.2019" in found["this"][0]["Пункт"]
    assert "просят продлить до 02.03.2020" in found["late"][1]["Пункт"]
    assert "ждёт решения по заявке 8.1.1" in found["next"][0]["Пункт"]


async def test_each_number_leads_to_the_items_card(room: Room) -> None:
    cells = [td.find("a") for td in parsed(await room.page()).iter("td") if "board-item" in td.get("class", "")]
    assert {text(a).split()[0]: a.get("href") for a in cells} == {i.number: f"/item/{i.id}" for i in room.story.items()}


# fmt: off
FILTERS: list[tuple[str, str, Callable[[PlanItem], bool]]] = [
    ("level",    COMMITTEE,   lambda i: i.level == COMMITTEE),
    ("executor", INSTITUTE,   lambda i: INSTITUTE in i.executors),
    ("kind",     "agreement", lambda i: i.document_kind == "agreement"),
    ("year",     "2020",      lambda i: i.finish.year == 2020),
    ("state",    "review",    lambda i: i.state is State.UNDER_REVIEW),
]
# fmt: on


@pytest.mark.parametrize(("name", "value", "wanted"), FILTERS)
async def test_a_filter_leaves_exactly_what_it_names(
    room: Room, name: str, value: str, wanted: Callable[[PlanItem], bool]
) -> None:
    page = await room.page(**{name: value})
    listed = [number for rows in numbers(page).values() for number in rows]
    assert sorted(listed) == sorted(item.number for item in room.story.items() if wanted(item))
    assert listed
    assert "Показано только: " in page
    chosen = [option.get("value") for option in parsed(page).iter("option") if option.get("selected") is not None]
    assert value in chosen


async def test_filters_narrow_together_and_the_lights_lead_on_from_them(room: Room) -> None:
    page = await room.page(level=COMMITTEE, year="2019")
    assert numbers(page) == {"late": ["2.1", "3.1", "4.1", "6.1"]}
    link = next(a for a in parsed(page).iter("a") if "state=late" in a.get("href", ""))
    assert (await room.client.get(link.get("href"), headers=signed(HEAD))).status_code == 200
    assert "level=" in link.get("href")
    assert "year=2019" in link.get("href")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("year", "2031"),
        ("year", "x"),
        ("state", "' OR 1"),
        ("passport", "foreign"),
        ("level", "\u0000"),
        ("kind", "a" * 5000),
    ],
)
async def test_a_value_that_does_not_exist_is_ignored_with_a_sentence(room: Room, name: str, value: str) -> None:
    page = await room.page(**{name: value})
    assert sum(map(len, numbers(page).values())) == 27
    said = next(text(p) for p in parsed(page).iter("p") if p.get("class") == "board-ignored")
    assert said.endswith("не учтено: такого значения в ваших паспортах нет.")
    assert len(said) < 250


async def test_a_selection_without_items_says_so(room: Room) -> None:
    page = await room.page(year="2018", level=COLLEGIUM)
    assert "По этим условиям пунктов нет." in page
    assert tables(page) == {}


async def test_each_executor_supervisor_and_controller_sees_the_board(room: Room) -> None:
    pages = [numbers(await room.page(person)) for person in (HEAD, CURATOR, DEPUTY, INSTITUTE)]
    assert all(page == pages[0] for page in pages)


async def test_the_secretary_of_a_body_sees_the_passport_it_meets_on() -> None:
    told = story("2")
    office, code = told.office, told.passport.code
    stranger = "Секретарева И.И."
    assert numbers(await Room(told).page(stranger)) == {}
    office.mailboxes.appoint(COMMITTEE, code, stranger, told.clock.present)
    assert numbers(await Room(told).page(stranger))


async def test_a_foreign_passport_is_not_seen_nor_offered_nor_drawn() -> None:
    told = story("2")
    alone = await Room(told).page()
    told.office.plant(foreign(), by="администратор")
    room = Room(told)
    page = await room.page()
    assert (page, "Чужой" in page) == (alone.replace(_secret(alone), _secret(page)), False)
    assert "не учтено" in await room.page(passport="foreign")
    theirs = await room.page("Иванов И.И.")
    assert "Чужой паспорт" in theirs
    assert told.passport.title not in theirs


async def test_a_stranger_sees_that_he_takes_part_in_nothing(room: Room) -> None:
    page = await room.page("Посторонний П.П.")
    assert "Вы пока не участвуете ни в одном паспорте." in page
    assert "timeline.png" not in page


async def test_two_passports_have_each_their_own_lights_and_a_filter_between_them() -> None:
    told = story("2")
    other = replace(told.passport, code="second", title="Второй паспорт")
    told.office.plant(other, by="администратор")
    room = Room(told)
    page = await room.page()
    titles = [text(h2) for h2 in parsed(page).iter("h2")][:2]
    assert sorted(titles) == sorted([told.passport.title, "Второй паспорт"])
    only = await room.page(passport="second")
    assert next(text(h2) for h2 in parsed(only).iter("h2")) == "Второй паспорт"
    assert told.passport.title not in [text(h2) for h2 in parsed(only).iter("h2")]


async def test_a_plan_of_nothing_is_a_board_that_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    room = Room(story("2"))
    books = [replace(book, items=()) for book in room.shelf.books(HEAD)]
    monkeypatch.setattr(room.shelf, "books", lambda _: books)
    page = await room.page()
    assert "В плане паспорта пунктов нет." in page
    assert "Исполнено 0 % плана. Показано 0 из 0." in text(parsed(page))


async def test_titles_and_names_are_text_whatever_they_hold() -> None:
    told = story("2")
    bad = '"><script>alert(1)</script><img src=x onerror=alert(2)> {{ 7*7 }}'
    rows = tuple(replace(row, title=bad) for row in told.passport.plan)
    told.office.plant(replace(told.passport, code="bad", title=bad, region=bad, plan=rows), by="администратор")
    page = parsed(await Room(told).page(executor=bad))
    assert not list(page.iter("script"))
    assert all(img.get("src", "").startswith("/board/timeline.png") for img in page.iter("img"))
    assert not [e for e in page.iter() if any(str(name).startswith("on") for name in e.attrib)]
    assert bad in text(page)


async def test_the_page_needs_no_script_no_style_of_its_own_and_nothing_from_elsewhere(room: Room) -> None:
    page = parsed(await room.page())
    assert not list(page.iter("script"))
    assert not [e for e in page.iter() if e.get("style")]
    used = [e.get(name) for e in page.iter() for name in ("src", "href", "action") if e.get(name)]
    assert all(address.startswith(("/", "#")) for address in used)


async def test_the_picture_is_of_the_same_selection_and_kept_for_a_minute(room: Room) -> None:
    whole = await room.client.get("/board/timeline.png", headers=signed(HEAD))
    late = await room.client.get("/board/timeline.png?state=late", headers=signed(HEAD))
    assert (whole.headers["content-type"], whole.headers["cache-control"]) == ("image/png", "private, max-age=60")
    assert Image.open(BytesIO(whole.content)).size[0] == 1080
    assert Image.open(BytesIO(late.content)).size[1] == _height(rows=8, results=4)
    img = next(parsed(await room.page(state="late")).iter("img"))
    assert (int(img.get("width")), int(img.get("height"))) == Image.open(BytesIO(late.content)).size


async def test_fifty_who_ask_at_once_have_one_picture_drawn() -> None:
    import asyncio

    drawn, times = Drawn(), []

    def draw() -> bytes:
        times.append(1)
        return b"png"

    asked = [drawn.picture("same", draw) for _ in range(QUEUE)]
    assert await asyncio.gather(*asked) == [b"png"] * QUEUE
    assert len(times) == 1


async def test_a_queue_of_different_pictures_has_an_end_and_its_memory_a_bound() -> None:
    import asyncio

    drawn = Drawn()
    many = [drawn.picture(n, lambda: b"png") for n in range(QUEUE + 5)]
    answers = await asyncio.gather(*many, return_exceptions=True)
    assert sum(isinstance(answer, TooManyPictures) for answer in answers) == 5
    assert len(drawn._kept) <= 16


def _height(rows: int, results: int) -> int:
    inches = timeline.HEAD + timeline.SCALE + timeline.FOOT + timeline.LINE * rows + timeline.BAND * results
    return int(inches * canvas.DPI)


def _secret(page: str) -> str:
    """The part of the page with the calendars' addresses."""
    return page[page.index('id="calendar"') :]
