"""What may be late, in Telegram: the likeliest first, why, and the item behind its button."""

from domain import use_cases
from tests.scenarios.story import DEPUTY, HEAD
from tests.telegram.town import Town


def chances(text: str) -> list[int]:
    return [int(line.split(" %")[0]) for line in text.splitlines() if " %: " in line]


def test_the_likeliest_to_be_late_stand_first_with_their_reasons(town: Town) -> None:
    shown = town.tell(HEAD, "/outlook", "Что может опоздать")
    said = chances(shown.text)
    assert said == sorted(said, reverse=True)
    assert 1 < len(said) == len(shown.buttons) <= 8
    assert "не взят в работу, хотя начался 01.06.2019" in shown.text


def test_a_button_opens_the_item(town: Town) -> None:
    shown = town.tell(HEAD, "/outlook", "Что может опоздать")
    assert "3.1.1" in shown.buttons
    town.press(HEAD, shown, "3.1.1")
    town[HEAD].waits_for("Срок: 31.12.2019")


def test_whoever_takes_to_work_is_trusted_more(town: Town) -> None:
    before = town.tell(HEAD, "/outlook", "Что может опоздать").text
    town.story.do(use_cases.take, "3.1.1", by=DEPUTY)
    after = town.tell(HEAD, "/outlook", "Что может опоздать").text
    assert after.count("не взят в работу") == before.count("не взят в работу") - 1


def test_where_nothing_has_begun_it_says_so(town: Town) -> None:
    town.story.until("2024-12-31 19:00")
    town.tell(HEAD, "/outlook", "прогнозировать нечего")
