"""Whatever comes in, in whatever order, nothing changes without the right and nobody sees a traceback."""

import random
from collections.abc import Iterator

import pytest

from notifications.telegram.buttons import TITLES, packed
from tests.scenarios.story import DEPUTY, HEAD
from tests.telegram.emulator_screen import Seen
from tests.telegram.people import Person
from tests.telegram.town import Town

COMMANDS = ("/my", "/item 2.1.1", "/item", "/accept", "/start x", "/stop", "/cancel", "/link", "/settings", "/ ", "/💥")
WORDS = ("№ 1 от 01.01.2019", "31.03.2020", "<b>", "</code>", "&amp;", "\u202e", "a" * 4096, "Пфетцер", "с 1 по 2")


def rubbish(dice: random.Random, town: Town) -> Iterator[str]:
    """Button data: most of it well formed, some forged, some nonsense."""
    ids = [item.id for item in town.story.items()]
    while True:
        known = packed(dice.choice([*TITLES, "send", "cancel", "proof", "card", "set", "page_my", "stop"]), 0, 0)
        action = known.partition(":")[0]
        yield dice.choice([packed(action, dice.choice(ids), dice.randrange(20)), known, "link:" + "x" * 32, "💥"])


def act(dice: random.Random, who: Person, card: Seen, data: Iterator[str]) -> None:
    """One random thing that somebody may do to the bot."""
    doing = dice.randrange(4)
    if doing == 0:
        who.says(dice.choice(COMMANDS))
    elif doing == 1:
        who.says(dice.choice(WORDS))
    elif doing == 2:
        who.sends_file(dice.choice(["../../etc/passwd", "a.pdf", "<i>.exe", ""]), b"%PDF")
    else:
        who.forges(card, next(data))


@pytest.mark.timeout(280)
def test_random_updates_of_strangers_and_bystanders_change_nothing(town: Town) -> None:
    dice = random.Random(618)
    stranger = town.emulator.person(900, "Чужой")
    town.clerk.link(town.invited("Сидоров С.С."), 901, 901)
    bystander = town.emulator.person(901, "Сидоров С.С.")
    before, data = town.story.items(), rubbish(dice, town)
    stranger.says("/start")
    bystander.says("/start")
    screens = {who.id: who.until(len).last for who in (stranger, bystander)}
    for _ in range(400):
        who = dice.choice([stranger, bystander])
        act(dice, who, screens[who.id], data)
    town.emulator.until(town.emulator.is_idle, 120)
    assert town.story.items() == before
    shown = stranger.screen.words + bystander.screen.words
    assert "Traceback" not in shown
    assert HEAD not in shown


def test_random_updates_of_a_participant_make_no_errors(town: Town, caplog: pytest.LogCaptureFixture) -> None:
    dice = random.Random(619)
    card, data = town.card(DEPUTY, "3.1.1"), rubbish(dice, town)
    for _ in range(100):
        act(dice, town[DEPUTY], card, data)
    town.emulator.until(town.emulator.is_idle, 60)
    assert "Traceback" not in town[DEPUTY].screen.words
    assert [record.message for record in caplog.records if record.levelname == "ERROR"] == []
    assert town.clerk.office.verify_journal() > 0
