"""What a person may set for himself, at the bot and at the desk."""

import pytest

from notifications.choices import CHOICES, NAMES, TITLES, chosen, following, order_of


def test_every_setting_has_a_title_and_its_place_is_what_old_buttons_carry() -> None:
    assert list(TITLES) == list(CHOICES)
    assert NAMES == ("quiet", "dates", "channels", "news")


@pytest.mark.parametrize("kept", ["", "чепуха", "telegram,mail"])
def test_what_was_never_sensibly_chosen_is_the_default(kept: str) -> None:
    assert chosen("channels", kept) == "telegram,mail"
    assert following("channels", kept) == "mail,telegram"
    assert order_of(kept) == ("telegram", "mail")


def test_after_the_last_choice_comes_the_first() -> None:
    assert [following("quiet", kept) for kept in ("20-8", "18-9", "22-7")] == ["18-9", "22-7", "20-8"]
    assert following("news", "none") == "all"
