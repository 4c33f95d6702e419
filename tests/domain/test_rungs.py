"""The ladder's file is checked to the last key: what is wrong, where, and what may stand there."""

import copy
import tomllib
from typing import Any

import pytest

from domain.rungs import KEYS, BadLadder, Span, ladder_from
from tests.domain.samples import LADDER_FILE, RULES

TABLE = tomllib.loads(LADDER_FILE.read_text(encoding="utf-8"))


def changed(section: str, key: str, value: object) -> dict[str, Any]:
    table: dict[str, Any] = copy.deepcopy(TABLE)
    table.setdefault(section, {})[key] = value
    return table


def without(section: str, key: str | None = None) -> dict[str, Any]:
    table: dict[str, Any] = copy.deepcopy(TABLE)
    del (table[section] if key else table)[key or section]
    return table


def refusal(table: dict[str, Any]) -> str:
    with pytest.raises(BadLadder) as caught:
        ladder_from(table)
    return str(caught.value)


def test_the_ladder_of_the_house_is_as_the_regulation_says() -> None:
    assert [str(span) for span in RULES.remind] == ["30d", "14d", "7d", "3wd", "1wd", "morning"]
    assert (RULES.not_taken, RULES.half_term_from) == (Span(3, "wd"), Span(60, "d"))
    assert (RULES.level, RULES.next_level, RULES.acknowledged) == (Span(2, "wd"),) * 3
    assert (RULES.repeat, RULES.repeat_times, RULES.repeat_later) == (Span(5, "wd"), 4, Span(10, "wd"))
    assert (RULES.review_remind, RULES.review_level_above) == (Span(3, "wd"), Span(5, "wd"))
    assert (RULES.decision_remind, RULES.stale_after) == (Span(10, "wd"), Span(24, "h"))


@pytest.mark.parametrize(("section", "key"), [(section, key) for section, key, _ in KEYS.values()])
def test_every_key_must_be_there(section: str, key: str) -> None:
    assert refusal(without(section, key)) == f"нет ключа «{section}.{key}»; допишите его"


def test_every_section_must_be_there() -> None:
    assert refusal(without("overdue")) == "нет ключа «overdue.level»; допишите его"


def test_a_misspelt_key_is_answered_with_those_of_its_section() -> None:
    assert refusal(changed("work", "not_takn", "3wd")) == (
        "неизвестный ключ «work.not_takn»; здесь бывают: half_term_from, not_taken"
    )


def test_a_misspelt_section_is_answered_with_the_sections() -> None:
    assert refusal(changed("overdu", "level", "2wd")) == (
        "неизвестный ключ «overdu.level»; здесь бывают: before, decision, missed, overdue, review, work"
    )


@pytest.mark.parametrize("section", ["before", "acknowledged"])
def test_a_value_outside_of_a_section_is_refused(section: str) -> None:
    assert refusal(TABLE | {section: "2wd"}).startswith(f"неизвестный ключ «{section}.»")


@pytest.mark.parametrize(
    "value", ["3", "3 wd", "wd", "0wd", "-3wd", "1000wd", "3w", "", "3d", "3h", "morning", 3, None, []]
)
def test_a_span_in_working_days_is_nothing_else(value: object) -> None:
    message = refusal(changed("work", "not_taken", value))
    assert message == f"в «work.not_taken» стоит «{value}», а может стоять, например, «3wd»"


@pytest.mark.parametrize(
    ("section", "key", "value"),
    [("work", "half_term_from", "60wd"), ("missed", "stale_after", "1d"), ("overdue", "repeat", "5d")],
)
def test_each_key_has_its_own_units(section: str, key: str, value: str) -> None:
    assert f"в «{section}.{key}» стоит «{value}»" in refusal(changed(section, key, value))


@pytest.mark.parametrize("value", ["1wd", "999wd"])
def test_a_span_goes_from_one_to_three_figures(value: str) -> None:
    assert str(ladder_from(changed("work", "not_taken", value)).not_taken) == value


@pytest.mark.parametrize("value", [-1, "4", 4.0, True, None])
def test_a_count_is_a_whole_number(value: object) -> None:
    message = refusal(changed("overdue", "repeat_times", value))
    assert message == f"в «overdue.repeat_times» стоит «{value}», а нужно целое число от нуля"


@pytest.mark.parametrize("value", [0, 4])
def test_a_count_goes_from_zero(value: int) -> None:
    assert ladder_from(changed("overdue", "repeat_times", value)).repeat_times == value


@pytest.mark.parametrize("value", ["7d", 7, None, {"first": "7d"}])
def test_reminders_are_a_list(value: object) -> None:
    assert "в «before.remind» нужен список сроков" in refusal(changed("before", "remind", value))


def test_a_wrong_reminder_in_the_list_is_named() -> None:
    assert refusal(changed("before", "remind", ["7d", "2h"])) == (
        "в «before.remind» стоит «2h», а может стоять, например, «3d», «3wd», «morning»"
    )


def test_the_list_of_reminders_may_be_empty() -> None:
    assert ladder_from(changed("before", "remind", [])).remind == ()


@pytest.mark.parametrize(("span", "text"), [(Span(3, "wd"), "3wd"), (Span(0, "morning"), "morning")])
def test_a_span_is_written_as_in_the_file(span: Span, text: str) -> None:
    assert str(span) == text
