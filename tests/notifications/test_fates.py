"""What became of a letter, in words."""

from domain.sending import Outcome
from domain.storage.proofs import Standing
from notifications.fates import OUTCOMES, STANDINGS, because, numbered


def test_every_standing_and_every_kept_outcome_has_its_words() -> None:
    moving = {Outcome.HANDED, Outcome.HELD, Outcome.POSTPONED, Outcome.DEAD}
    assert set(STANDINGS) == set(Standing)
    assert set(OUTCOMES) == set(Outcome) - moving


def test_a_kept_reason_is_read_without_the_names_of_code() -> None:
    assert because("ChannelDown: telegram: нет сети; mail: 421 mail: no") == "Telegram: нет сети; почта: 421 mail: no"
    assert because("RecipientRefused: no channel is set up") == "ни один канал не подключён"
    assert because("Нет такого") == "Нет такого"


def test_of_many_numbers_the_first_are_told() -> None:
    assert numbered([str(n) for n in range(10)]) == "0, 1, 2, 3, 4, 5, 6, 7, 8, 9"
    assert numbered([str(n) for n in range(12)]).endswith("9 и ещё 2")
