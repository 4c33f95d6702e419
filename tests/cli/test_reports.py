"""Reports, facts, drafts and the outlook by command: what is written, what is refused; a refusal changes nothing."""

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.cli.conftest import Vekha

Contents = Callable[[], list[str]]


@pytest.fixture
def april(imported: Vekha, monkeypatch: pytest.MonkeyPatch) -> Vekha:
    monkeypatch.setenv("VEKHA_CLOCK", "2019-04-03T10:00+07:00")
    return imported


def test_a_report_is_written_in_three_formats(april: Vekha, tmp_path: Path) -> None:
    done = april("report", "monthly", "--period", "2019-03", "--out", str(tmp_path / "отчёты"))
    assert done.code == 0
    kinds = sorted(file.suffix for file in (tmp_path / "отчёты").iterdir())
    assert kinds == [".docx", ".html", ".xlsx"]


def test_without_a_period_it_is_the_last_one_that_ended(april: Vekha) -> None:
    assert april("report", "quarterly", "--json").json["period"] == {"kind": "quarterly", "year": 2019, "number": 1}


@pytest.mark.parametrize(
    ("words", "refusal"),
    [
        (("report", "monthly", "--period", "март"), "Период «март» не понят"),
        (("report", "monthly", "--period", "2019-05"), "ещё не начался"),
        (("report", "monthly", "--format", "pdf"), "Формата «pdf» нет"),
        (("reports", "draft", "weekly"), "Отчёта «weekly» нет"),
        (("reports", "sign", "7"), "Такого отчёта нет"),
        (("fact", "indicator", "99", "1", "--year", "2019"), "Показателя «99» в паспорте нет"),
        (("fact", "cash", "1.2.1", "--paid", "много", "--on", "31.03.2019"), "не число"),
        (("facts", "load", "нет.xlsx"), "не читается"),
        (("draft", "77"), "Пункта 77 нет в плане"),
        (("what-if", "77", "--finish", "31.12.2019"), "Пункта 77 нет в плане"),
        (("outlook", "--study", "--seeds", "0"), "от 1 до 100"),
        (("outlook", "--own"), "--own бывает с --study или с --fit"),
    ],
)
def test_a_refusal_is_one_sentence_and_changes_nothing(
    april: Vekha, contents: Contents, words: tuple[str, ...], refusal: str
) -> None:
    april("plan")
    before = contents()
    done = april(*words)
    assert done.code == 2
    assert refusal in done.err
    assert len(done.err.strip().splitlines()) == 1
    assert contents() == before


def test_a_fact_entered_is_in_the_next_report_with_its_document(april: Vekha) -> None:
    said = ("--year", "2019", "--quarter", "1", "--document", "отчёт № 5")
    assert april("fact", "indicator", "1", "54,5", *said).out.strip() == "Сведения внесены"
    assert "ничего не изменено" in april("fact", "indicator", "1", "54,5", *said).out
    row = april("report", "monthly", "--json").json["indicators"][0]
    assert (row["quarters"][0], row["comment"]) == ("54.5", "Источник: отчёт № 5")
    (kept,) = april("facts", "--json").json
    assert (kept["subject"], kept["author"]) == ("indicator:1:2019:1", "Гаврилюк Ю.В.")


def test_the_form_goes_out_is_filled_and_comes_back(april: Vekha, tmp_path: Path) -> None:
    form = tmp_path / "форма.xlsx"
    assert april("facts", "export", str(form)).code == 0
    book = load_workbook(form)
    values = book["Показатели"]
    heads = {str(cell.value): str(cell.coordinate)[:-1] for cell in values[3]}
    values[f"{heads['Значение']}4"] = 54.5
    values[f"{heads['Документ-источник']}4"] = "отчёт № 5"
    book.save(form)
    assert "Внесено сведений: 1" in april("facts", "load", str(form)).out
    assert "Новых сведений в форме нет" in april("facts", "load", str(form)).out
    again = tmp_path / "снова.xlsx"
    april("facts", "export", str(again))
    assert load_workbook(again)["Показатели"][f"{heads['Значение']}4"].value == 54.5


def test_a_wrong_row_of_a_form_is_named_and_none_is_kept(april: Vekha, tmp_path: Path, contents: Contents) -> None:
    form = tmp_path / "форма.xlsx"
    april("facts", "export", str(form))
    book = load_workbook(form)
    column = next(cell.column_letter for cell in book["Показатели"][3] if cell.value == "Значение")
    book["Показатели"][f"{column}4"], book["Показатели"][f"{column}5"] = 54, "много"
    book.save(form)
    before = contents()
    done = april("facts", "load", str(form))
    assert "Лист «Показатели», строка 5" in done.err
    assert contents() == before


def test_a_report_is_drafted_signed_and_listed(april: Vekha) -> None:
    assert "отправлен на подпись: Чепкасов А.В." in april("reports", "draft", "monthly").out
    assert "уже на подписи" in april("reports", "draft", "monthly").out
    assert "возвращён" in april("reports", "return", "1", "--reason", "внести показатели").out
    assert "Отчёт № 1 (код 2)" in april("reports", "draft", "monthly").out
    assert "подписан (Чепкасов А.В.)" in april("reports", "sign", "2").out
    assert [row["stage"] for row in april("reports", "--json").json] == ["signed", "returned"]
    assert "уже подписал" in april("reports", "sign", "2").err


def test_a_draft_and_the_outlook_and_a_trial(april: Vekha, tmp_path: Path) -> None:
    assert april("draft", "2.1.2", "--out", str(tmp_path / "д.docx")).code == 0
    assert (tmp_path / "д.docx").read_bytes().startswith(b"PK")
    assert all(0 < row["probability"] < 1 for row in april("outlook", "--json").json)
    tried = april("what-if", "3.1.1", "--finish", "18.01.2020", "--json").json
    assert tried["now"] == "2020-01-18"
    assert tried["remarks"]


def test_the_outlook_is_held_against_the_own_journal(imported: Vekha, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a journal without a word, or where all came the same, nothing is learned."""
    assert "судить не по чему" in imported("outlook", "--fit", "--own").err
    imported("take", "2.1.1", "--by", "Чепкасов А.В.")
    monkeypatch.setenv("VEKHA_CLOCK", "2019-08-05T10:00+07:00")
    assert "кончились одинаково" in imported("outlook", "--study", "--own").err
    assert imported("report", "3.1.1", "--number", "12-р", "--date", "02.08.2019").err == ""
    monkeypatch.setenv("VEKHA_CLOCK", "2020-01-15T10:00+07:00")
    studied = imported("outlook", "--study", "--own", "--json").json
    assert studied["estimates"] == imported("outlook", "--fit", "--own", "--json").json["estimates"]
    assert 0 < studied["base_rate"] < 1
    assert "Веса по" in imported("outlook", "--fit", "--own").out


def test_metrics_are_printed(april: Vekha) -> None:
    assert "vekha_well" in april("metrics").out


def test_thresholds_of_a_file_decide_and_a_wrong_one_is_named(
    april: Vekha, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "lights.toml"
    monkeypatch.setenv("VEKHA_LIGHTS", str(file))
    file.write_text("[late]\nred = 5\n", encoding="utf-8")
    assert any("более 5 дней" in limit for limit in april("report", "monthly", "--json").json["thresholds"])
    file.write_text("[late]\nred = 'скоро'\n", encoding="utf-8")
    assert "lights.toml: порог «late_red» равен «скоро»" in april("report", "monthly").err
