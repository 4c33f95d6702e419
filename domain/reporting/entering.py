"""Facts as people write them, checked against the passport: what is wrong is said in one sentence, nothing is kept."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from domain.authority import Staff
from domain.errors import Sentence
from domain.passport import Indicator, Passport
from domain.plan import PlanItem
from domain.reporting.facts import CashFact, Fact, Forecast, Gravity, IndicatorFact, Risk

NUMBER = re.compile(r"-?\d{1,12}(?:[.,]\d{1,6})?")
SPACES = re.compile(r"[\s\u00a0\u202f]")
FORMS = ("%d.%m.%Y", "%Y-%m-%d")
LONGEST = 2000
QUARTERS = 4
YES = frozenset({"да", "yes", "1", "true", "+"})
GRAVITIES = {"": Gravity.NOTABLE, "заметный": Gravity.NOTABLE, "критический": Gravity.CRITICAL}
Said = Mapping[str, str]
"""A form's fields by name, as written; what is absent is empty."""


class BadFact(Sentence):
    """A fact that cannot be: what, where, what to write instead."""


class MayNotEnter(Sentence):
    """Only some people of a passport enter its facts."""


@dataclass(frozen=True, slots=True)
class Against:
    """What facts are checked against: the passport, its living items, the risks so far, today."""

    passport: Passport
    items: Mapping[str, PlanItem]
    risks: Mapping[str, Risk]
    today: date


def checked(kind: str, said: Said, against: Against) -> Fact:
    """The fact that was meant. Raises BadFact."""
    if kind not in KINDS:
        raise BadFact(f"Сведений вида «{kind}» нет; бывает: {', '.join(KINDS)}")
    for name, value in said.items():
        if len(value) > LONGEST:
            raise BadFact(f"Поле «{FIELDS.get(name, name)}» длиннее {LONGEST} знаков; сократите текст")
    return KINDS[kind](said, against)


def _indicator(said: Said, against: Against) -> IndicatorFact:
    one = _known_indicator(said.get("number", "").strip(), against.passport)
    year, quarter = _year(said), _quarter(said)
    fact = IndicatorFact(one.number, year, quarter, _decimal(said, "value"), _is_yes(said, "forecast"))
    if fact.of > against.today and not fact.is_forecast:
        raise BadFact(
            f"Показатель {one.number}: период ещё не закончился ({fact.of:%d.%m.%Y}); отметьте значение как прогноз"
        )
    return fact


def _known_indicator(number: str, passport: Passport) -> Indicator:
    found = next((one for one in passport.indicators if one.number == number), None)
    if found is None:
        known = ", ".join(one.number for one in passport.indicators if one.targets)
        raise BadFact(f"Показателя «{number}» в паспорте нет; есть: {known or 'ни одного'}")
    if not found.targets:
        below = ", ".join(one.number for one in passport.indicators if one.number.startswith(f"{number}."))
        raise BadFact(f"У показателя {number} нет своих значений; укажите показатель под ним: {below or 'их нет'}")
    return found


def _cash(said: Said, against: Against) -> CashFact:
    number, of = said.get("line", "").strip(), _day(said, "of")
    lines = {line.number: line for line in against.passport.funding if line.number and line.amounts}
    if number not in lines:
        raise BadFact(f"Строки финансирования «{number}» в паспорте нет; номера показывает «vekha facts export»")
    if of > against.today:
        raise BadFact(f"Строка {number}: {of:%d.%m.%Y} ещё не наступило; укажите день, по который деньги посчитаны")
    if of.year not in lines[number].amounts:
        raise BadFact(f"Строка {number}: на {of.year} год паспорт денег не предусматривает; проверьте год")
    paid = _sum(said, "paid")
    if paid is None:
        raise BadFact(f"Строка {number}: не указано, сколько оплачено; если ничего, напишите 0")
    fact = CashFact(number, of, _sum(said, "allotted"), _sum(said, "committed"), paid)
    _refuse_excess(fact)
    return fact


def _refuse_excess(fact: CashFact) -> None:
    """Nobody commits or pays more than was allotted."""
    for name in ("committed", "paid"):
        if fact.allotted is not None and (part := getattr(fact, name)) is not None and part > fact.allotted:
            raise BadFact(f"Строка {fact.line}: {FIELDS[name]} больше, чем доведено; проверьте суммы")


def _risk(said: Said, against: Against) -> Risk:
    code = said.get("code", "").strip() or f"Р{len(against.risks) + 1}"
    known = against.risks.get(code)
    if known is None and _is_yes(said, "closed"):
        raise BadFact(f"Риска «{code}» нет, закрывать нечего; есть: {', '.join(against.risks) or 'ни одного'}")
    section = said.get("section", "").strip() or (known.section if known else "")
    description = said.get("description", "").strip() or (known.description if known else "")
    solution = said.get("solution", "").strip() or (known.solution if known else "")
    for name, value in (("section", section), ("description", description), ("solution", solution)):
        if not value:
            raise BadFact(f"Риск {code}: не заполнено поле «{FIELDS[name]}»")
    gravity = _gravity(said.get("gravity", ""), known)
    return Risk(code, against.today, section, description, solution, gravity, _is_yes(said, "closed"))


def _gravity(word: str, known: Risk | None) -> Gravity:
    written = word.strip().casefold()
    if not written and known:
        return known.gravity
    if written not in GRAVITIES:
        raise BadFact(f"Риск не бывает «{word}»; напишите «заметный» или «критический»")
    return GRAVITIES[written]


def _forecast(said: Said, against: Against) -> Forecast:
    number, finish = said.get("number", "").strip(), _day(said, "finish")
    item = against.items.get(number)
    if item is None:
        raise BadFact(f"Пункта «{number}» в плане нет; номера показывает «vekha plan»")
    if item.state.is_closed:
        raise BadFact(f"Пункт {number} уже закрыт, прогноз ему не нужен")
    if finish < against.today:
        raise BadFact(f"Пункт {number}: прогноз {finish:%d.%m.%Y} уже прошёл; укажите день не раньше сегодняшнего")
    return Forecast(number, against.today, finish, said.get("reason", "").strip())


KINDS: dict[str, Callable[[Said, Against], Fact]] = {
    "indicator": _indicator,
    "cash": _cash,
    "risk": _risk,
    "forecast": _forecast,
}
FIELDS = {
    "number": "номер",
    "year": "год",
    "quarter": "квартал",
    "value": "значение",
    "forecast": "прогноз",
    "line": "строка",
    "of": "на дату",
    "allotted": "доведено",
    "committed": "принято обязательств",
    "paid": "оплачено",
    "code": "код риска",
    "section": "раздел паспорта",
    "description": "описание риска",
    "solution": "предлагаемое решение",
    "gravity": "тяжесть",
    "closed": "закрыт",
    "finish": "ожидаемая дата",
    "reason": "причина",
    "document": "документ-источник",
}
"""What people call the fields."""


def _decimal(said: Said, name: str) -> Decimal:
    text = SPACES.sub("", said.get(name, ""))
    if not NUMBER.fullmatch(text):
        raise BadFact(f"Поле «{FIELDS[name]}»: «{said.get(name, '')}» — не число; напишите, например, так: 67,5")
    return Decimal(text.replace(",", "."))


def _sum(said: Said, name: str) -> Decimal | None:
    if not said.get(name, "").strip():
        return None
    value = _decimal(said, name)
    if value < 0:
        raise BadFact(f"Поле «{FIELDS[name]}»: сумма не бывает меньше нуля")
    return value


def _year(said: Said) -> int:
    text = said.get("year", "").strip()
    if not re.fullmatch(r"(19|20)\d\d", text):
        raise BadFact(f"Год «{text}» не понят; напишите четыре цифры, например 2019")
    return int(text)


def _quarter(said: Said) -> int | None:
    text = said.get("quarter", "").strip().upper()
    if not text:
        return None
    roman = {"I": 1, "II": 2, "III": 3, "IV": 4}
    number = roman.get(text) or (int(text) if text.isascii() and text.isdigit() else 0)
    if not 1 <= number <= QUARTERS:
        raise BadFact(f"Квартал «{text}» не понят; напишите цифру от 1 до 4 или оставьте пустым для всего года")
    return number


def _day(said: Said, name: str) -> date:
    text = said.get(name, "").strip()
    for form in FORMS:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007  # a date has no zone
        except ValueError:
            continue
    raise BadFact(f"Поле «{FIELDS[name]}»: «{text}» — не дата; напишите её, например, так: 31.03.2019")


def _is_yes(said: Said, name: str) -> bool:
    return said.get(name, "").strip().casefold() in YES


def may_enter(person: str, passport: Passport, staff: Staff, today: date) -> bool:
    """The administrator of the project and its head, or whoever stands in for one of them."""
    mine = {person, *staff.stands_in_for(person, today)}
    return not mine.isdisjoint({passport.administrator, passport.head})
