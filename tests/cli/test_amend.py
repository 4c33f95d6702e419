"""`vekha amend` shows the difference first, asks, and only then brings it in."""

import json
from collections.abc import Callable
from pathlib import Path
from time import process_time

import pytest

from config.wiring import SAMPLE
from tests.cli.conftest import Vekha

CODE = "kemerovo-digital-education"
Contents = Callable[[], list[str]]


@pytest.fixture
def edition(tmp_path: Path) -> str:
    """The sample by another order: 2.1.2 is put off, 30.1 has left."""
    text = SAMPLE.read_text(encoding="utf-8").replace("finish: 2019-02-28", "finish: 2019-03-29", 1)
    text = text.replace("от 11.12.2018 N 618-р", "от 20.05.2019 N 301-р")
    text = text[: text.rindex("- number: '30.1'")]
    (tmp_path / "редакция.yaml").write_text(text, encoding="utf-8")
    return str(tmp_path / "редакция.yaml")


def answering(monkeypatch: pytest.MonkeyPatch, answer: str) -> None:
    """A terminal at which somebody sits."""
    monkeypatch.setattr("flows.commands.amending.is_terminal", lambda: True)
    monkeypatch.setattr("typer.confirm", lambda *_, **__: answer == "y")


def test_in_a_pipe_the_difference_is_shown_and_nothing_is_changed(
    imported: Vekha, edition: str, contents: Contents
) -> None:
    before = contents()
    outcome = imported("amend", edition)
    assert (outcome.code, outcome.err) == (0, "")
    assert "срок окончания перенесён с 28.02.2019 на 29.03.2019" in outcome.out
    assert "Всего: исключено пунктов — 1, перенесено сроков — 1, изменений основных положений — 1" in outcome.out
    assert outcome.out.rstrip().endswith("Ничего не изменено; чтобы внести изменения, повторите с --yes")
    assert contents() == before


def test_with_yes_the_edition_is_brought_in(imported: Vekha, edition: str) -> None:
    outcome = imported("amend", edition, "--yes", "--by", "Гаврилюк Ю.В.")
    assert outcome.out.rstrip().endswith(f"Новая редакция паспорта {CODE} внесена; письма поставлены в очередь")
    assert imported("item", "2.1.2", "--json").json["finish"] == "2019-03-29"
    assert imported("item", "30.1", "--json").json["state"] == "withdrawn"
    history = imported("item", "30.1", "--json").json["history"]
    assert [(row["event"], row["actor"]) for row in history] == [("withdraw", "Гаврилюк Ю.В.")]


@pytest.mark.parametrize(("answer", "finish"), [("y", "2019-03-29"), ("n", "2019-02-28")])
def test_on_a_terminal_it_asks(
    imported: Vekha, edition: str, monkeypatch: pytest.MonkeyPatch, answer: str, finish: str
) -> None:
    answering(monkeypatch, answer)
    assert imported("amend", edition).code == 0
    assert imported("item", "2.1.2", "--json").json["finish"] == finish


def test_json_has_changes_counts_and_whether_they_were_applied(imported: Vekha, edition: str) -> None:
    shown, applied = imported("amend", edition, "--json").json, imported("amend", edition, "--json", "--yes").json
    assert (shown["applied"], applied["applied"]) == (False, True)
    assert shown["counts"] == applied["counts"] == {"removed": 1, "moved": 1, "provision": 1}
    moved = next(change for change in shown["changes"] if change["kind"] == "moved")
    assert moved == {
        "kind": "moved", "section": "plan", "number": "2.1.2", "field": "finish", "was": "2019-02-28",
        "now": "2019-03-29", "message": "Пункт 2.1.2: срок окончания перенесён с 28.02.2019 на 29.03.2019",
    }  # fmt: skip


def test_the_same_command_stands_under_passport(imported: Vekha, edition: str) -> None:
    assert imported("passport", "amend", edition, "--yes", "--json").json["applied"] is True


def test_the_grounds_may_be_named_on_the_command_line(imported: Vekha, edition: str) -> None:
    imported("amend", edition, "--yes", "--order", "приказ от 01.06.2019 N 5")
    assert [one["order"] for one in imported("passport", "editions", "--json").json] == [
        "от 11.12.2018 N 618-р",
        "приказ от 01.06.2019 N 5",
    ]
    assert imported("item", "30.1", "--json").json["history"][0]["details"]["reason"] == (
        "исключён приказом от 01.06.2019 N 5"
    )


def test_the_same_edition_is_told_so_and_refused(imported: Vekha, contents: Contents) -> None:
    before = contents()
    shown, refused = imported("amend", str(SAMPLE)), imported("amend", str(SAMPLE), "--yes")
    assert shown.out == f"Паспорт {CODE}: документ не отличается от действующей редакции\n"
    assert (refused.code, refused.err) == (
        2, f"Это та же редакция паспорта {CODE}: в ней ничего не изменено, вносить нечего\n",
    )  # fmt: skip
    assert contents() == before


def test_an_import_of_what_is_under_control_shows_the_difference_and_names_amend(
    imported: Vekha, edition: str, contents: Contents
) -> None:
    before = contents()
    outcome = imported("passport", "import", edition)
    assert outcome.code == 2
    assert "срок окончания перенесён с 28.02.2019 на 29.03.2019" in outcome.out
    assert outcome.err == f"Паспорт {CODE} уже на контроле; новую редакцию вносит «vekha amend ФАЙЛ»\n"
    assert contents() == before


def test_an_import_first_says_what_will_be_put_under_control(vekha: Vekha) -> None:
    lines = vekha("passport", "import", str(SAMPLE)).out.splitlines()
    assert lines[0] == "Цифровая образовательная среда (от 11.12.2018 N 618-р): 99 пунктов плана"
    assert lines[1].endswith("результаты: 30; контрольные точки: 30; мероприятия: 39")


def test_a_file_with_another_code_amends_the_only_passport(imported: Vekha, edition: str) -> None:
    text = Path(edition).read_text(encoding="utf-8").replace(f"code: {CODE}", "code: other", 1)
    Path(edition).write_text(text, encoding="utf-8")
    assert imported("amend", edition, "--yes", "--json").json["applied"] is True
    assert imported("plan", "--json").code == 0


def test_without_a_passport_there_is_nothing_to_amend(vekha: Vekha, edition: str) -> None:
    outcome = vekha("amend", edition)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith("Паспортов на контроле нет")


def test_an_edition_that_cannot_be_planned_is_refused_in_one_sentence(
    imported: Vekha, edition: str, contents: Contents
) -> None:
    spoilt = Path(edition).read_text(encoding="utf-8").replace("finish: 2019-03-29", "finish: null", 1)
    Path(edition).write_text(spoilt, encoding="utf-8")
    before = contents()
    outcome = imported("amend", edition, "--yes")
    assert (outcome.code, outcome.err.count("\n")) == (2, 1)
    assert "2.1.2 (нет срока окончания)" in outcome.err
    assert contents() == before


def test_renumbered_items_stand_in_one_line(imported: Vekha, tmp_path: Path) -> None:
    head, _, plan = SAMPLE.read_text(encoding="utf-8").partition("\nplan:\n")
    for n in range(30, 0, -1):
        plan = plan.replace(f"- number: '{n}", f"- number: '{n + 1}").replace(f"- number: {n}.", f"- number: {n + 1}.")
    (tmp_path / "сдвиг.yaml").write_text(f"{head}\nplan:\n{plan}", encoding="utf-8")
    found = imported("amend", str(tmp_path / "сдвиг.yaml"), "--json").json
    assert found["counts"] == {"renumbered": 99}
    assert "1 → 2, 1.1.1 → 2.1.1" in imported("amend", str(tmp_path / "сдвиг.yaml")).out


def test_the_real_sample_is_amended_in_under_a_second(imported: Vekha, edition: str) -> None:
    began = process_time()
    assert json.loads(imported("amend", edition, "--yes", "--json").out)["applied"]
    assert process_time() - began < 1
