"""The working day of the month on which reports are drafted by themselves."""

from typing import TYPE_CHECKING

from config.settings import load_settings

if TYPE_CHECKING:
    from config.wiring import Office


def drafted(office: "Office") -> tuple[int, bool]:
    """How many reports went to a head, and whether there is nothing more to look at today."""
    from config.reporting import Reports

    morning = office.ladder.calendar.morning(office.ladder.calendar.day_of(office.clock.now()))
    made = Reports(office).draft_due(load_settings().report_day)
    return len(made), office.clock.now() >= morning
