"""Facts as people write them: what is wrong is said in one sentence, and nothing is kept."""

import re

import pytest

from config.entering import Said, enter
from config.reporting import Reports
from domain.reporting.entering import BadFact, MayNotEnter
from domain.reporting.facts import KnownFacts, Risk
from domain.reporting.thresholds import Thresholds
from tests.scenarios.story import ADMINISTRATOR, DEPUTY, HEAD, Story, story

VALUE = {"number": "1", "year": "2019", "quarter": "1", "value": "54", "document": "отчёт № 5"}
CASH = {"line": "1.2.1", "of": "31.03.2019", "paid": "20,5", "allotted": "105,475"}
RISK = {"section": "Показатели", "description": "Нет связи в школах", "solution": "Заключить договор"}


def told(now: str = "2019-04-02 10:00") -> Story:
    return story("2", "3", begins=now)


def entered(one: Story, kind: str, fields: dict[str, str], by: str = ADMINISTRATOR) -> int:
    return enter(one.office, one.passport, [Said(kind, fields)], by)


def kept(one: Story) -> int:
    return len(Reports(one.office, Thresholds()).entered(one.passport))


# fmt: off
WRONG = {
    "unknown indicator": ("indicator", VALUE | {"number": "99"}, "Показателя «99» в паспорте нет; есть: 1, 2,"),
    "heading":           ("indicator", VALUE | {"number": "3"}, "под ним: 3.1, 3.2"),
    "no number":         ("indicator", VALUE | {"value": "много"}, "«много» — не число"),
    "infinite":          ("indicator", VALUE | {"value": "1e9999"}, "не число"),
    "future quarter":    ("indicator", VALUE | {"quarter": "2"}, "отметьте значение как прогноз"),
    "fifth quarter":     ("indicator", VALUE | {"quarter": "5"}, "Квартал «5» не понят"),
    "year":              ("indicator", VALUE | {"year": "19"}, "Год «19» не понят"),
    "unknown line":      ("cash", CASH | {"line": "7.7"}, "Строки финансирования «7.7» в паспорте нет"),
    "heading line":      ("cash", CASH | {"line": "1"}, "Строки финансирования «1» в паспорте нет"),
    "tomorrow":          ("cash", CASH | {"of": "03.04.2019"}, "ещё не наступило"),
    "no such year":      ("cash", CASH | {"of": "31.12.2018"}, "на 2018 год паспорт денег не предусматривает"),
    "no such day":       ("cash", CASH | {"of": "31.02.2019"}, "«31.02.2019» — не дата"),
    "negative":          ("cash", CASH | {"paid": "-1"}, "не бывает меньше нуля"),
    "more than allotted": ("cash", CASH | {"paid": "200"}, "оплачено больше, чем доведено"),
    "nothing paid":      ("cash", CASH | {"paid": ""}, "если ничего, напишите 0"),
    "no solution":       ("risk", RISK | {"solution": " "}, "не заполнено поле «предлагаемое решение»"),
    "gravity":           ("risk", RISK | {"gravity": "страшный"}, "напишите «заметный» или «критический»"),
    "unknown risk":      ("risk", {"code": "Р9", "closed": "да"}, "Риска «Р9» нет"),
    "unknown item":      ("forecast", {"number": "77", "finish": "31.12.2019"}, "Пункта «77» в плане нет"),
    "past forecast":     ("forecast", {"number": "3.1.1", "finish": "01.04.2019"}, "уже прошёл"),
    "too long":          ("risk", RISK | {"description": "а" * 2001}, "длиннее 2000 знаков"),
    "unknown kind":      ("mood", {}, "Сведений вида «mood» нет"),
}
# fmt: on


@pytest.mark.parametrize("case", sorted(WRONG))
def test_a_wrong_fact_is_refused_with_what_to_write_instead(case: str) -> None:
    kind, fields, words = WRONG[case]
    one = told()
    with pytest.raises(BadFact, match=re.escape(words)):
        entered(one, kind, fields)
    assert kept(one) == 0


def test_all_facts_of_a_form_are_kept_or_none() -> None:
    one = told()
    said = [Said("indicator", VALUE), Said("indicator", VALUE | {"number": "99"}, "строка 9")]
    with pytest.raises(BadFact, match="строка 9: Показателя «99»"):
        enter(one.office, one.passport, said, ADMINISTRATOR)
    assert kept(one) == 0


def test_a_correction_keeps_what_was_there_with_its_author() -> None:
    one = told()
    entered(one, "indicator", VALUE)
    entered(one, "indicator", VALUE | {"value": "55,5", "document": "уточнение"}, by=HEAD)
    history = Reports(one.office, Thresholds()).entered(one.passport)
    assert [(str(x.fact.value), x.source.author) for x in history if hasattr(x.fact, "value")] == [
        ("54", ADMINISTRATOR), ("55.5", HEAD),
    ]  # fmt: skip
    known = KnownFacts.by(one.clock.now().date(), history)
    assert len(known.entered) == 1


def test_what_is_known_already_is_not_entered_again() -> None:
    one = told()
    assert (entered(one, "cash", CASH), entered(one, "cash", CASH)) == (1, 0)
    assert kept(one) == 1


def test_only_the_administrator_and_the_head_enter() -> None:
    one = told()
    with pytest.raises(MayNotEnter, match="администратор и руководитель проекта"):
        entered(one, "indicator", VALUE, by=DEPUTY)
    one.away(HEAD, DEPUTY)
    assert entered(one, "indicator", VALUE, by=DEPUTY) == 1


def test_a_risk_is_closed_by_its_code_alone() -> None:
    one = told()
    entered(one, "risk", RISK | {"gravity": "критический"})
    entered(one, "risk", {"code": "Р1", "closed": "да"})
    history = Reports(one.office, Thresholds()).entered(one.passport)
    risks = KnownFacts.by(one.clock.now().date(), history).of_kind(Risk)
    assert [(risk.description, risk.is_closed) for risk in risks] == [(RISK["description"], True)]


def test_each_fact_is_in_the_journal() -> None:
    one = told()
    entered(one, "cash", CASH)
    with one.office.database.reading() as connection:
        events = list(connection.exec_driver_sql("SELECT event, actor FROM journal WHERE event = 'fact'"))
    assert [tuple(row) for row in events] == [("fact", ADMINISTRATOR)]
    one.office.verify_journal()
