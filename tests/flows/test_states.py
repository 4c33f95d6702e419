"""What an operator sees of an item."""

from datetime import date, timedelta

import pytest

from domain.authority import Staff
from domain.vocabulary import DocumentKind, State
from flows.states import Shown, run_name, shown, tags
from tests.flows.fakes import PASSPORT, item_of

STAFF = Staff.of(PASSPORT)


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (State.PLANNED, Shown("PAUSED", "Запланирован", "начало 15.01.2019, срок 01.03.2019")),
        (State.IN_PROGRESS, Shown("PAUSED", "В работе", "до 01.03.2019")),
        (State.BLOCKED, Shown("PAUSED", "Ждёт предшественника", "предшественник 2.1.0")),
        (State.UNDER_REVIEW, Shown("PAUSED", "На контроле · РРП", "исполнение сообщено: Чванова Л.В.")),
        (State.AWAITING_DECISION, Shown("PAUSED", "Ждёт решения", "заявка подана: Чванова Л.В.")),
    ],
)
def test_open_item_is_paused_under_its_russian_name(state: State, expected: Shown) -> None:
    assert shown(item_of(1, state=state, predecessor="2.1.0"), STAFF) == expected


@pytest.mark.parametrize(
    ("rung", "name"),
    [(0, "исполнители"), (1, "исполнители"), (2, "РРП"), (3, "ПК"), (4, "Коллегия"), (9, "Коллегия")],
)
def test_overdue_item_is_red_and_names_who_has_heard(rung: int, name: str) -> None:
    assert shown(item_of(1, state=State.OVERDUE, rung=rung), STAFF) == Shown(
        "FAILED", f"Просрочен · {name}", "срок истёк 01.03.2019"
    )


@pytest.mark.parametrize(("days", "message"), [(-1, "в срок"), (0, "в срок"), (1, "с опозданием на 1 день")])
def test_done_item_is_green_and_says_whether_it_was_in_time(days: int, message: str) -> None:
    item = item_of(1, state=State.DONE)
    reported = item.due_at + timedelta(days=days)
    assert shown(item_of(1, state=State.DONE, reported_at=reported), STAFF) == Shown("COMPLETED", "Исполнен", message)


@pytest.mark.parametrize("state", [State.DECLINED, State.WITHDRAWN])
def test_item_closed_by_decision_is_not_an_error(state: State) -> None:
    assert shown(item_of(1, state=state), STAFF).type == "CANCELLED"


def test_every_state_is_shown() -> None:
    assert {shown(item_of(1, state=state), STAFF).type for state in State} == {
        "PAUSED",
        "FAILED",
        "COMPLETED",
        "CANCELLED",
    }


def test_run_is_named_by_number_and_shortened_title() -> None:
    assert run_name(item_of(2)) == "2.1.2 · Заключение соглашения о предоставлении субсидии из федерального бюджета"
    assert run_name(item_of(2, title="слово " * 40)).endswith("слово…")


def test_run_is_found_by_number_level_lead_kind_rank_year_and_passport() -> None:
    item = item_of(1, document_kind=DocumentKind.AGREEMENT, finish=date(2019, 3, 1))
    assert tags(item) == [
        "вид:соглашение",
        "год:2019",
        "исполнитель:Чванова Л.В.",
        "паспорт:618-р",
        "пункт:2.1.1",
        "ранг:мероприятие",
        "уровень:РРП",
    ]
