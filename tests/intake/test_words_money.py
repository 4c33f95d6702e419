"""Amounts and values are read exactly, as tables of every unit write them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.intake.words.money import Amount, read_amount, read_value, unit_of

THOUSAND = Decimal("0.001")


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("114,347", "114.347"), ("0,0", "0.0"), ("12", "12"), ("1 234 567,89", "1234567.89"), ("1.234", "1.234"),
        ("1\u00a0234\u202f567,89", "1234567.89"), ("1.234.567,89", "1234567.89"), ("1,234,567.89", "1234567.89"),
        ("1'234'567", "1234567"), ("1.234.567", "1234567"), ("1 234.5", "1234.5"), ("114, 347", "114.347"),
        ("-5,0", "-5.0"), ("−0,5", "-0.5"), ("12,0 млн. руб.", "12.0"), ("12,0 тыс. руб.", "0.012"),
        ("5 000 рублей", "0.005"), ("1,5 млрд руб.", "1500"), ("7 млн", "7"),
    ],
)  # fmt: skip
def test_an_amount_is_exact_to_its_last_digit(written: str, number: str) -> None:
    assert read_amount(written) == Amount(Decimal(number))


@pytest.mark.parametrize("written", ["12,0 <*>", "12,0<*>", "12,0*", "12,0 <1>", "<**> 12,0", "12,0 (*)", "12,0\n<*>"])
def test_a_mark_makes_an_amount_conditional(written: str) -> None:
    assert read_amount(written) == Amount(Decimal("12.0"), conditional=True)


def test_words_make_an_amount_conditional_too() -> None:
    assert read_amount("105,4 (в случае выделения средств)") == Amount(Decimal("105.4"), conditional=True)


@pytest.mark.parametrize("written", ["", "-", "–", "Х", "x", "X", "н/д", " — ", "не предусмотрено"])
def test_what_is_not_applicable_is_absent_but_legible(written: str) -> None:
    assert read_amount(written) == read_value(written) == Amount(None)


@pytest.mark.parametrize(
    "written", ["686,0 82", "12 00", "1,2,3", "12,5,", "двенадцать", "1 234.567,5", "(12,0)", "9" * 40, "1" * 5000]
)
def test_what_is_no_amount_is_not_guessed(written: str) -> None:
    assert read_amount(written) is None


def test_thousands_become_millions_without_losing_a_digit() -> None:
    assert read_amount("1 234 567,89", THOUSAND) == Amount(Decimal("1234.56789"))
    assert str(read_amount("13 152,0", THOUSAND)) == str(Amount(Decimal("13.152")))
    assert str(read_amount("10 000", Decimal(1000))) == str(Amount(Decimal(10_000_000)))


@pytest.mark.parametrize(
    ("caption", "unit"),
    [
        ("Объем финансового обеспечения по годам реализации (млн. рублей) Всего (млн. рублей)", "1"),
        ("млн руб", "1"), ("миллионов рублей", "1"), ("тыс. рублей", "0.001"), ("тысяч рублей", "0.001"),
        ("Объем, тыс.руб.", "0.001"), ("(тыс.\u00a0руб.)", "0.001"), ("Объем финансирования, тыс.", "0.001"),
        ("рублей", "0.000001"), ("в рублях", "0.000001"), ("Сумма, руб.", "0.000001"), ("млрд. руб.", "1000"),
        ("охват 1,2 тыс. детей, млн рублей", "1"), ("Финансовое обеспечение", "1"), ("", "1"),
    ],
)  # fmt: skip
def test_the_unit_of_a_table_stands_in_its_header(caption: str, unit: str) -> None:
    assert unit_of(caption) == Decimal(unit)


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("65", "65"), ("12,5 %", "12.5"), ("не менее 20", "20"), ("<= 5", "5"), ("≤5", "5"), ("100 единиц", "100"),
        ("50 процентов", "50"), ("не менее чем 15 %", "15"), ("1 200 чел.", "1200"), ("65 <*>", "65"), ("до 3", "3"),
    ],
)  # fmt: skip
def test_a_value_of_an_indicator_may_have_its_unit_and_its_bound(written: str, number: str) -> None:
    value = read_value(written)
    assert value is not None
    assert value.value == Decimal(number)


@pytest.mark.parametrize("written", ["да", "5 тыс.", "10/20", "10 20", "не менее", "65 %%", "1" * 5000])
def test_what_is_no_value_is_not_guessed(written: str) -> None:
    assert read_value(written) is None


@given(st.decimals(-999_999_999, 999_999_999, places=3), st.sampled_from([" ", "\u00a0", "\u202f"]))
def test_every_amount_in_groups_of_three_is_read_back(amount: Decimal, blank: str) -> None:
    written = f"{amount:,f}".replace(",", blank).replace(".", ",")
    assert read_amount(written) == Amount(amount)
