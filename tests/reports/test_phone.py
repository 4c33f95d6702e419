"""The report's charts on a phone: as wide as its screen; what has nothing to show is left out."""

from io import BytesIO

import pytest
from matplotlib.colors import to_hex
from matplotlib.patches import Rectangle
from PIL import Image

from notifications.reports.phone import COLOURS, album, indicators
from tests.reports.samples import empty, hostile, real


def test_all_five_are_as_wide_as_a_phone_and_the_same_each_time() -> None:
    made = album(real())
    assert album(real()) == made
    assert [Image.open(BytesIO(png)).width for png in made] == [1080] * 5


def test_a_report_of_nothing_has_none_and_hostile_words_stop_none() -> None:
    assert album(empty()) == []
    assert len(album(hostile())) == 5


def test_a_bar_is_the_percent_of_the_year_s_plan_in_the_colour_of_its_light() -> None:
    asked = [row for row in real().indicators if row.light]
    made = indicators(real().indicators, 2021)
    assert made
    bars = [patch for patch in made.axes[0].patches if isinstance(patch, Rectangle)]
    assert [bar.get_width() for bar in bars] == pytest.approx([float(row.percent or 0) for row in asked])
    said = [text.get_text().strip() for text in made.axes[0].texts]
    for row, bar in zip(asked, bars, strict=True):
        assert row.light
        assert to_hex(bar.get_facecolor()) == COLOURS[row.light.colour]
        assert any(text.startswith(f"{row.number}. ") for text in said)
    assert "56,25 из 75 (75 %)" in said
