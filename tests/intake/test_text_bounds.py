"""However long or strange a text is, reading it ends in seconds and loses nothing of it."""

import time

import pytest

from domain.intake.tables import PLAN
from domain.intake.text import rows as splitting
from domain.intake.text.cells import PATIENCE, Effort
from domain.intake.text.flow import read_text
from domain.intake.text.layout import PASSPORT
from tests.intake.flowing import flowed
from tests.intake.test_kemerovo_tables import TEXT

HEADINGS = ("N", "Мероприятие", "Начало", "Окончание", "Исполнитель", "Документ", "Контроль")
HEADER = flowed([HEADINGS], (4, 20, 20, 20, 20, 20, 20))
SECONDS = 90
"""Ten times what is needed, for machines that are busy and measure coverage; a blow-up would take hours."""

# fmt: off
MONSTERS = {
    "a line of a megabyte": HEADER + "1 " + "слово " * 170_000,
    "a word of five megabytes": HEADER + "1 " + "а" * 5_000_000,
    "a hundred thousand rows": HEADER + "\n\n".join(f"{n % 900 + 1} Работа 01.01.2020 02.02.2020 Зуев А.Б. Акт ПК"
                                                      for n in range(100_000)),
    "no blank lines": HEADER + "1 Работа\n" + "Региональной службы Зуев А.Б.\n" * 80_000,
    "only numbers": HEADER + "\n\n".join(str(n % 1000) for n in range(500_000)),
    "numbers without blank lines": HEADER + "\n".join(str(n % 1000) for n in range(500_000)),
    "long rows of groups": HEADER + "".join(f"{n} Работа\n\n" + ("Региональной Зуев А.Б. " * 12 + "\n\n") * 58
                                             for n in range(1, 20)),
    "broken words": HEADER + "1 Работа\n" + "а-\n" * 500_000,
    "a header and a header": HEADER * 8_000,
    "dates in words": HEADER + "\n\n".join(["1.1 Работа\n\n" + "ежегодно, до 1 марта " * 12] * 4_000),
    "pages": HEADER + "\n\n\n\n4 центров" * 200_000,
}
# fmt: on


@pytest.mark.parametrize("name", MONSTERS)
def test_a_monstrous_text_is_read_in_seconds(name: str) -> None:
    begun = time.process_time()
    read_text(MONSTERS[name], PASSPORT)
    assert time.process_time() - begun < SECONDS


def test_a_row_too_long_to_cut_keeps_all_its_words() -> None:
    words = "Региональной службы " * 5_000
    row = read_text(f"{HEADER}1 Работа \n\n{words}\n\nконец ", PASSPORT).tables[PLAN][0]
    assert row["title"].split() == ["Работа", *words.split(), "конец"]


def test_rows_beyond_the_last_believable_one_stay_in_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(splitting, "MOST_ROWS", 20)
    rows = read_text(HEADER + "".join(f"{n} Работа \n\n" for n in range(1, 101)), PASSPORT).tables[PLAN]
    assert len(rows) == 20
    assert sum(row["title"].count("Работа") for row in rows) == 100


@pytest.mark.skipif(not TEXT.exists(), reason="the original document is not beside the repository")
def test_the_real_passport_takes_a_small_part_of_the_work_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    spent: list[int] = []
    monkeypatch.setattr(Effort, "spend", lambda _, amount: spent.append(amount))
    read_text(TEXT.read_text(encoding="utf-8"), PASSPORT)
    assert 0 < sum(spent) < PATIENCE / 5
