"""A report at a glance: as wide as a phone, every light with its reason, what is critical in the plan."""

from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image, ImageColor

from domain.reporting.form import Colour
from notifications.reports.card import MOST, SIGNS, Line, card, lines_of
from notifications.reports_words import LIGHTS, SECTIONS
from tests.reports.samples import empty, hostile, numbered


def said(lines: list[Line]) -> str:
    return " ".join(line.text for line in lines)


def test_each_section_is_told_with_its_colour_and_its_reason() -> None:
    report = numbered()
    lines = list(lines_of(report))
    for code, title in SECTIONS.items():
        light = getattr(report.lights, code)
        told = next(line for line in lines if line.text == f"{title}: {LIGHTS[light.colour]}")
        assert told.colour is light.colour
        assert light.why[1:30] in said(lines)


def test_what_is_critical_is_named_and_counted() -> None:
    report = numbered()
    red = [line for line in report.plan if line.light.colour is Colour.RED]
    lines = list(lines_of(replace(report, plan=tuple(red * 3))))
    assert f"Критические отклонения: {3 * len(red)}" in said(lines)
    assert sum(line.colour is Colour.RED and line.weight == "normal" for line in lines) == MOST
    assert f"И ещё {3 * len(red) - MOST}" in said(lines)
    assert "отклонений по пунктам плана нет" in said(list(lines_of(replace(report, plan=()))))


@pytest.mark.parametrize("report", [numbered, empty, hostile])
def test_it_is_as_wide_as_a_phone_and_the_same_each_time(report) -> None:  # type: ignore[no-untyped-def]
    made = card(report())
    assert card(report()) == made
    picture = Image.open(BytesIO(made)).convert("RGB")
    assert picture.width == 1080
    pixels = {pixel for _, pixel in picture.getcolors(maxcolors=1 << 20) or ()}
    lights = {getattr(report().lights, code).colour for code in SECTIONS}
    assert {ImageColor.getrgb(SIGNS[colour][1]) for colour in lights} <= pixels
