"""The artifact of letters: what it says, and that there is one of it."""

from dataclasses import replace
from typing import TYPE_CHECKING

from config.states import State
from domain.letters import Letter, LetterKind
from domain.storage.proofs import LetterStanding, Standing
from domain.storage.queue import Queue
from tests.flows.fakes import NOW, FakeOffice, well

if TYPE_CHECKING:
    from prefect.client.orchestration import PrefectClient

LETTER = Letter(LetterKind.ESCALATION, "ПК", "618-р", (1,), "2019-02-20T09:00/rung:3", NOW)
DEAD = LetterStanding(7, LETTER, Standing.FAILED, "", NOW, "RecipientRefused: mail: 550 | нет ящика", 1, ())
ILL = replace(
    well(NOW),
    channels=(State("mail", "подключена", False, breaker="отправка приостановлена"), State("desk", "не открыт", None)),
    queue=Queue(2, 3, 1, NOW),
    dead=(DEAD,),
    unreachable={"Чванова Л.В.": ["2.1.1", "2.1.2"]},
    today={"telegram": {"sent": 4, "read": 1}, "mail": {"down": 2}},
)


def test_with_nothing_amiss_the_artifact_says_so() -> None:
    from flows.letters_board import letters

    text = letters(well(NOW))
    assert text.startswith("# Письма на 20.02.2019\n\nВсё в порядке.")
    assert "## Сегодня\n\nПисем не было." in text


def test_the_artifact_counts_by_channel_and_names_the_dead_and_the_unreachable() -> None:
    from flows.letters_board import letters

    text = letters(ILL)
    assert "**Требует внимания:** Почта — отправка приостановлена; не доставлено 1 письмо" in text
    assert "Ждут отправки: 2, самое старое ждёт с 20.02.2019 09:00. Придержано: 3. Не доставлено: 1." in text
    assert "| Что стало | почта | Telegram |\n| --- | --- | --- |\n| Отправлено | 0 | 4 |" in text
    assert "| 7 | Эскалация | ПК | почта: 550 \\| нет ящика |" in text
    assert "| Чванова Л.В. | 2.1.1, 2.1.2 |" in text


async def test_there_is_one_artifact_and_it_is_brought_up_to_date_in_place(
    client: "PrefectClient", office: FakeOffice
) -> None:
    from flows.letters_board import KEY, letters, show_letters

    drawn: dict[str, object] = {}
    await show_letters(client, office, drawn)
    assert not await show_letters(client, office, drawn)
    office.condition = ILL
    assert await show_letters(client, office, {})
    mine = {"artifacts": {"key": {"any_": [KEY]}}}
    for place in ("/artifacts/filter", "/artifacts/latest/filter"):
        found = await client.request("POST", place, json=mine)
        assert [one["data"] for one in found.json()] == [letters(ILL)]
