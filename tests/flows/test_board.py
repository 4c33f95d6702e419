"""Artifacts that operators look at."""

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from domain.authority import Staff
from domain.vocabulary import State
from flows.board import board, percent_done
from tests.flows.fakes import NOW, PASSPORT, FakeOffice, item_of

if TYPE_CHECKING:
    from prefect.client.orchestration import PrefectClient

STAFF = Staff.of(PASSPORT)


def test_board_counts_items_and_lists_the_late_ones_first() -> None:
    late = item_of(1, state=State.OVERDUE, rung=3, due_at=NOW.replace(day=15, hour=18))
    text = board(PASSPORT, [item_of(2), late, item_of(3, state=State.DONE)], STAFF, NOW)
    assert "| Исполнен | 1 |" in text
    assert "## Просрочено: 1 пункт" in text
    assert "| 15.02.2019 | 5 дней | ПК | Чванова Л.В. |" in text
    assert text.index("2.1.1") < text.index("2.1.2")


def test_board_without_late_items_says_so() -> None:
    assert "## Просроченных пунктов нет" in board(PASSPORT, [item_of(1)], STAFF, NOW)


def test_progress_leaves_out_what_is_no_longer_asked_for() -> None:
    items = [item_of(1, state=State.DONE), item_of(2), item_of(3, state=State.WITHDRAWN)]
    assert percent_done(items) == 50.0


def test_progress_of_nothing_is_nothing() -> None:
    assert percent_done([]) == 0.0


def test_cell_keeps_the_table_whole() -> None:
    assert "a\\|b" in board(PASSPORT, [item_of(1, title="a|b")], STAFF, NOW)


async def test_boards_are_drawn_anew_only_when_something_changed(client: "PrefectClient", office: FakeOffice) -> None:
    from flows.board import show_boards

    drawn: dict[str, object] = {}
    assert await show_boards(client, office, drawn) == 4
    assert await show_boards(client, office, drawn) == 0
    first = next(iter(office.records.kept))
    office.records.kept[first] = replace(office.records.item(first), state=State.DONE)
    assert await show_boards(client, office, drawn) == 2


async def test_the_outlook_is_drawn_once_a_day_with_its_reasons(client: "PrefectClient", office: FakeOffice) -> None:
    from flows.board import show_boards

    drawn: dict[str, object] = {}
    await show_boards(client, office, drawn)
    key = next(key for key in drawn if key.startswith("outlook-"))
    row = drawn[key][0]  # type: ignore[index]
    assert (row["Опоздает"], row["Почему"]) == ("66 %", "исполнитель просил")
    office.likely = replace(office.likely, probability=0.2)
    assert await show_boards(client, office, drawn) == 0
    office.clock.moment += timedelta(days=1)
    await show_boards(client, office, drawn)
    assert drawn[key][0]["Опоздает"] == "20 %"  # type: ignore[index]
