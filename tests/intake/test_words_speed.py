"""No cell, however long or odd, keeps the reading of words busy."""

import pytest

from domain.intake.assembly.cells import Cells
from domain.intake.assembly.provisions import labelled, provisions
from domain.intake.words.dates import nearest_date
from domain.intake.words.money import read_amount, read_value, unit_of
from domain.intake.words.names import nearest, normalized, people, person_and_position
from domain.intake.words.terms import read_term

LONG = 100_000
ODD = [
    "А", "А.", "Аа ", "Иванов-", "Иванов И.И. ", "Иван Иванович ", "и ", " ", "\n", "1", "1 ", "1.", "1,", "1 234 ",
    "01.01.2019-",
    "с 1 по ", "ежегодно ", "I", "г. ", "<*>", "(", "«", "млн. ", "тыс", "Цель: ", "Срок реализации ", "от ",
    "Республика А",
    "N 1 ", "Наименование ", "\u00a0", "-",
]  # fmt: skip


@pytest.mark.timeout(30)
@pytest.mark.parametrize("odd", ODD)
def test_a_long_cell_is_read_in_no_time(odd: str) -> None:
    text = odd * (LONG // len(odd))
    for piece in (text, text[:150]):
        read_term(piece)
        read_amount(piece)
        read_value(piece)
        unit_of(piece)
        nearest_date(piece)
        normalized(piece)
        person_and_position(piece)
        nearest(piece, people(piece))
    labelled(text)
    provisions({"head": text, "main": text, "goal": text}, text, Cells("main"))
