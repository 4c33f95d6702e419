"""What the commands do and say: a life by hand, and the shapes of JSON that scripts rely on."""

import json
from collections import Counter
from pathlib import Path

import pytest

from config.wiring import SAMPLE
from tests.cli.conftest import Vekha

HEAD, CURATOR = "Чепкасов А.В.", "Пахомова Е.А."
ITEM = {
    "number", "rank", "title", "document", "document_kind", "level", "executors", "start", "finish",
    "original_finish", "opens_on", "due_at", "predecessor", "state", "rung", "version", "taken_at", "reported_at",
    "reported_by", "closed_at", "paused_until", "asked_finish", "next_wake_at", "flow_run_id",
}  # fmt: skip


@pytest.fixture
def paper(tmp_path: Path) -> str:
    (tmp_path / "заявка.pdf").write_bytes(b"%PDF")
    return str(tmp_path / "заявка.pdf")


def test_checking_the_sample_finds_no_errors(vekha: Vekha, home: Path) -> None:
    found = vekha("passport", "check", str(SAMPLE), "--json").json
    assert set(found) == {
        "passport", "counts", "items", "indicators", "results", "funding", "participants", "findings"
    }  # fmt: skip
    assert len(found["items"]) == 99
    assert "error" not in {finding["severity"] for finding in found["findings"]}
    assert not home.exists()


def test_checking_a_passport_with_an_error_ends_with_1_and_still_lists_it(vekha: Vekha, tmp_path: Path) -> None:
    text = SAMPLE.read_text(encoding="utf-8").replace("finish: 2019-02-28", "finish: null", 1)
    (tmp_path / "spoilt.yaml").write_text(text, encoding="utf-8")
    outcome = vekha("passport", "check", str(tmp_path / "spoilt.yaml"), "--json")
    errors = [finding for finding in json.loads(outcome.out)["findings"] if finding["severity"] == "error"]
    assert (outcome.code, outcome.err, len(errors)) == (1, "", 1)
    assert errors[0]["field"] == "finish"


def test_a_passport_with_an_error_cannot_be_imported(vekha: Vekha, tmp_path: Path) -> None:
    text = SAMPLE.read_text(encoding="utf-8").replace("finish: 2019-02-28", "finish: null", 1)
    (tmp_path / "spoilt.yaml").write_text(text, encoding="utf-8")
    outcome = vekha("passport", "import", str(tmp_path / "spoilt.yaml"))
    assert outcome.code == 2
    assert "План нельзя поставить на контроль, пока не исправлены пункты: 2.1.2 (нет срока окончания)" in outcome.err
    assert vekha("plan").code == 2


def test_a_life_by_hand_goes_from_import_to_acceptance(imported: Vekha, paper: str) -> None:
    steps = {
        ("take", "2.1.1"): "in_progress",
        ("report", "2.1.1", "--file", paper): "under_review",
        ("return", "2.1.1", "--reason", "нет подписи"): "in_progress",
        ("report", "2.1.1", "--file", paper, "--by", HEAD): "under_review",
        ("accept", "2.1.1"): "awaiting_decision",
        ("grant", "2.1.1"): "done",
    }
    for words, state in steps.items():
        assert imported(*words, "--json").json["state"] == state
    assert imported("item", "2.1.2", "--json").json["state"] == "planned"


def test_acts_are_done_by_whom_the_item_itself_names(imported: Vekha, paper: str) -> None:
    for words in (("report", "2.1.1", "--file", paper), ("accept", "2.1.1")):
        imported("take", "2.1.1")
        imported(*words)
    history = imported("item", "2.1.1", "--json").json["history"]
    assert [(row["event"], row["actor"]) for row in history] == [("take", HEAD), ("report", HEAD), ("accept", CURATOR)]


def test_evidence_is_kept_in_the_home_and_named_in_the_history(imported: Vekha, paper: str, home: Path) -> None:
    imported("take", "2.1.1")
    imported("report", "2.1.1", "--file", paper)
    details = imported("item", "2.1.1", "--json").json["history"][-1]["details"]
    assert details["file"] == "заявка.pdf"
    assert (home / "files" / details["sha256"][:2] / details["sha256"]).read_bytes() == b"%PDF"


def test_nobody_accepts_own_work_on_the_command_line_either(imported: Vekha, paper: str) -> None:
    imported("take", "2.1.1")
    imported("report", "2.1.1", "--file", paper)
    outcome = imported("accept", "2.1.1", "--by", HEAD)
    assert outcome.code == 2
    assert "Собственную работу не принимают." in outcome.err


def test_the_plan_is_a_list_of_items_in_the_documents_order(imported: Vekha) -> None:
    items = imported("plan", "--json").json
    assert {frozenset(item) for item in items} == {frozenset(ITEM)}
    assert [item["number"] for item in items[:8]] == ["1", "1.1.1", "1.1.2", "1.1", "2", "2.1.1", "2.1.2", "2.1"]
    assert Counter(item["level"] for item in items) == {"Коллегия": 30, "ПК": 30, "РРП": 39}


def test_the_plan_can_be_asked_for_one_state(imported: Vekha) -> None:
    blocked = imported("plan", "--state", "blocked", "--json").json
    assert {item["document_kind"] for item in blocked} == {"agreement"}
    assert len(blocked) == 12


def test_an_item_comes_with_its_history(imported: Vekha) -> None:
    item = imported("item", "27.1.2", "--json").json
    assert set(item) == ITEM | {"history"}
    assert (item["finish"], item["due_at"]) == ("2024-02-28", "2024-02-28T18:00:00+07:00")


def test_the_status_counts_states_letters_and_wakes(imported: Vekha) -> None:
    status = imported("status", "--json").json
    assert status["now"] == "2018-10-01T08:00:00+07:00"
    assert status["states"] == {"blocked": 12, "planned": 87}
    assert status["letters"] == {"waiting": 0, "sent": 0, "failed": 0}
    assert (status["items"], status["overdue"], status["wakes"]) == (99, [], 99)
    assert status["next_wake_at"] == "2018-10-01T09:00:00+07:00"


def test_people_come_with_supervisors_and_the_ladder_from_below(imported: Vekha) -> None:
    found = imported("people", "--json").json
    supervisors = {person["name"]: person["supervisor"] for person in found["people"]}
    assert supervisors[HEAD] == CURATOR
    assert [(level["code"], level["holder"]) for level in found["levels"]] == [
        ("РРП", HEAD), ("ПК", None), ("Коллегия", None)
    ]  # fmt: skip


def test_the_schedule_names_instants_and_those_who_hear(imported: Vekha) -> None:
    steps = imported("schedule", "2.1.2", "--json").json
    spoken = {step["step"]: (step["at"], step["to"]) for step in steps}
    assert spoken["before:30d"] == ("2019-01-29T09:00:00+07:00", [HEAD])
    assert spoken["deadline"] == ("2019-02-28T18:00:00+07:00", [HEAD, CURATOR])
    assert spoken["rung:3"] == ("2019-03-06T09:00:00+07:00", ["ПК"])
    assert spoken["rung:4"] == ("2019-03-11T09:00:00+07:00", ["Коллегия"])


def test_the_replay_is_the_same_bytes_for_the_same_seed_and_others_for_another(vekha: Vekha) -> None:
    words = ("replay", "--to", "31.12.2019", "--json", "--seed")
    first, again, other = (vekha(*words, seed) for seed in ("7", "7", "8"))
    assert first.out == again.out != other.out
    assert {"behaviour", "seed", "from", "to", "letters", "by_kind", "by_person", "by_rung", "states"} <= set(
        first.json
    )


def test_the_replay_counts_what_comes_into_inboxes(vekha: Vekha) -> None:
    words = ("replay", "--from", "01.02.2019", "--to", "28.02.2019", "--inbox")
    data = vekha(*words, "--json").json
    inbox = data["inbox"]
    assert 0 < inbox["messages"] == sum(inbox["by_person"].values()) <= data["letters"]
    busiest = inbox["busiest"]
    shown = vekha(*words).out
    assert f"{busiest['person']} — {busiest['count']}" in shown
    assert "на человека в месяц" in shown


def test_the_journal_is_verified_and_a_forgery_is_found(imported: Vekha, home: Path) -> None:
    import sqlite3

    imported("take", "2.1.1")
    assert imported("journal", "verify", "--json").json == {"verified": 2}
    connection = sqlite3.connect(home / "vekha.db")
    with connection:
        connection.execute("UPDATE journal SET actor = 'Иванов И.И.' WHERE seq = 2")
    connection.close()
    outcome = imported("journal", "verify")
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err == "Журнал нарушен в записи 2 (пункт 2.1.1): её изменили, убрали или вставили\n"


def test_a_backup_is_a_database_that_can_be_opened(
    imported: Vekha, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert imported("backup", "copy.db").code == 0
    monkeypatch.setenv("VEKHA_DATABASE_URL", f"sqlite:///{tmp_path}/copy.db")
    assert len(imported("plan", "--json").json) == 99


def test_an_exported_passport_is_the_imported_one(imported: Vekha, tmp_path: Path) -> None:
    assert imported("passport", "export", "out.yaml").code == 0
    assert (tmp_path / "out.yaml").read_text(encoding="utf-8") == SAMPLE.read_text(encoding="utf-8")


def test_an_absence_lets_the_stand_in_act(imported: Vekha) -> None:
    words = ("absence", HEAD, "--stand-in", "Гаврилюк Ю.В.", "--from", "01.10.2018", "--to", "31.10.2018")
    assert imported("take", "2.1.1", "--by", "Гаврилюк Ю.В.").code == 2
    assert imported(*words, "--json").json["until"] == "2018-10-31"
    assert imported("take", "2.1.1", "--by", "Гаврилюк Ю.В.", "--json").json["state"] == "in_progress"


@pytest.mark.parametrize("words", [("plan",), ("item", "2.1.2"), ("status",), ("people",), ("schedule", "2.1.2"),
                                   ("journal",), ("outbox",), ("passport", "check", str(SAMPLE))])  # fmt: skip
def test_for_a_person_there_is_a_table_in_russian(words: tuple[str, ...], imported: Vekha) -> None:
    outcome = imported(*words)
    assert (outcome.code, outcome.err) == (0, "")
    assert any("а" <= letter <= "я" for letter in outcome.out)
    assert "{" not in outcome.out
