"""Where a colour ends and the next begins: settings, told at the foot of every report."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from decimal import Decimal, InvalidOperation
from typing import Any

from domain.errors import Sentence
from domain.titles import days

WHOLE = Decimal(100)


class BadThresholds(Sentence):
    """A threshold that cannot be: its name, its value, what it should be."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Percents of what was expected by the day, and days of delay.

    `indicator_green`: at least so much of the plan is no deviation; below `indicator_red` it is critical. The same
    of cash paid. `late_red`: an item later than so many calendar days is a critical deviation. `section_red`: so
    many percent of a section's items in red make the section red.
    """

    indicator_green: Decimal = Decimal(100)
    indicator_red: Decimal = Decimal(90)
    budget_green: Decimal = Decimal(90)
    budget_red: Decimal = Decimal(70)
    late_red: int = 30
    section_red: Decimal = Decimal(10)

    @property
    def in_words(self) -> tuple[str, ...]:
        """The sentences of the foot."""
        return (
            f"Показатель: зелёный — от {_of(self.indicator_green)} ожидаемого на отчётную дату, красный — менее "
            f"{_of(self.indicator_red)}.",
            f"Бюджет: зелёный — оплачено от {_of(self.budget_green)} ожидаемого при равномерном исполнении в течение "
            f"года, красный — менее {_of(self.budget_red)}.",
            f"Результат, контрольная точка, мероприятие: жёлтый — срок истёк или ожидается позже, красный — опоздание "
            f"более {_days_of(self.late_red)}.",
            f"Раздел красный, если красных в нём не менее {_of(self.section_red)}; паспорт — по худшему разделу.",
        )


def _of(percent: Decimal) -> str:
    return f"{percent.normalize():f} %".replace(".", ",")


def _days_of(count: int) -> str:
    """In the genitive: `21 дня`, `30 дней`."""
    return days(count).replace("день", "дня") if count % 10 == 1 and count % 100 != 11 else f"{count} дней"  # noqa: PLR2004


def thresholds_from(given: Mapping[str, Any]) -> Thresholds:
    """Read them from the tables of a TOML file; what is not given keeps its default. Raises BadThresholds."""
    flat = {f"{table}_{name}": value for table, rows in given.items() for name, value in _rows(table, rows)}
    known = {field.name: field.type for field in fields(Thresholds)}
    if unknown := sorted(flat.keys() - known.keys()):
        raise BadThresholds(f"порога «{unknown[0]}» нет; бывает: {', '.join(sorted(known))}")
    made = Thresholds(**{name: _number(name, value) for name, value in flat.items()})
    for subject in ("indicator", "budget"):
        if getattr(made, f"{subject}_red") > getattr(made, f"{subject}_green"):
            raise BadThresholds(f"порог «{subject}_red» больше порога «{subject}_green»; поменяйте их местами")
    return made


def _rows(table: str, rows: Any) -> Any:
    if not isinstance(rows, Mapping):
        raise BadThresholds(f"«{table}» стоит вне раздела; пороги пишут в разделах [indicator], [budget], [late]")
    return rows.items()


def _number(name: str, value: object) -> Any:
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        number = Decimal("NaN")
    if isinstance(value, bool) or not number.is_finite() or not 0 <= number <= 1000:  # noqa: PLR2004  # a sane percent
        raise BadThresholds(f"порог «{name}» равен «{value}»; нужно число от 0 до 1000")
    if name != "late_red":
        return number
    if number != number.to_integral_value():
        raise BadThresholds(f"порог «{name}» равен «{value}»; нужно целое число дней")
    return int(number)
