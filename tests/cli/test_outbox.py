"""`vekha outbox` and `vekha status`: what became of each letter, and whether all is well."""

import json
from collections.abc import Iterator
from datetime import timedelta

import pytest

from config.states import noted
from config.wiring import Office, open_office
from domain.letters import Letter, LetterKind
from domain.sending import Fate, Outcome
from domain.storage.outbox_store import StoredLetters
from tests.cli.conftest import Outcome as Ended
from tests.cli.conftest import Vekha
from tests.scenarios.story import COMMITTEE, CURATOR, DEPUTY, HEAD, moment

NOW = moment("2018-10-01 08:30")
REASON = "RecipientRefused: telegram: chat not found; mail: no address"


@pytest.fixture
def office(imported: Vekha) -> Iterator[Office]:
    """Letters 1 to 5: read by the deputy, held for the head, dead, fresh, sent by e-mail."""
    opened = open_office()
    code = opened.passport().code
    items = {item.number: item.id for item in opened.records.items(code)}
    about = [(HEAD, "2.1.1"), (HEAD, "2.1.2"), (COMMITTEE, "2.1"), (CURATOR, "2.1.2"), (DEPUTY, "3.1.1")]
    letters = [Letter(LetterKind.STARTED, who, code, (items[n],), f"2018-10-01T08:30/{n}", NOW) for who, n in about]
    with opened.database.writing() as connection:
        StoredLetters(connection).put(letters)
    at = NOW + timedelta(minutes=1)
    opened.outbox.record([Fate(1, HEAD, Outcome.SENT, "telegram", letters[0].key, "15")], at)
    opened.outbox.read(letters[0].key, "telegram", at + timedelta(hours=1))
    opened.outbox.record([Fate(2, HEAD, Outcome.HELD, until=moment("2018-10-01 18:05"))], at)
    opened.outbox.record([Fate(3, COMMITTEE, Outcome.REFUSED, "telegram", reason="chat not found")], at)
    opened.outbox.record([Fate(3, COMMITTEE, Outcome.DEAD, reason=REASON)], at)
    opened.outbox.record([Fate(5, DEPUTY, Outcome.SENT, "mail", letters[4].key, "<5@x>")], at)
    yield opened
    opened.close()


def standings(outcome: Ended) -> dict[int, str]:
    return {row["id"]: row["standing"] for row in outcome.json}


def test_each_letter_is_told_with_its_fate_its_channel_and_the_time(imported: Vekha, office: Office) -> None:
    told = {1: "read", 2: "held", 3: "failed", 4: "queued", 5: "sent"}
    assert standings(imported("outbox", "--json")) == told
    shown = imported("outbox").out
    fates = (
        "прочитано (Telegram, 01.10.2018 09:31)",
        "придержано до 01.10.2018 18:05",
        "в очереди",
        "отправлено (почта, 01.10.2018 08:31)",
        "не доставлено: Telegram: chat not found; почта: no address",
    )
    for fate in fates:
        assert fate in " ".join(shown.replace("│", " ").split())


def test_letters_can_be_asked_for_by_what_became_of_them_person_and_item(imported: Vekha, office: Office) -> None:
    assert set(standings(imported("outbox", "--waiting", "--json"))) == {2, 4}
    assert set(standings(imported("outbox", "--failed", "--json"))) == {3}
    assert set(standings(imported("outbox", "--person", HEAD, "--json"))) == {1, 2}
    assert set(standings(imported("outbox", "--item", "2.1.2", "--json"))) == {2, 4}
    assert set(standings(imported("outbox", "--item", "2.1.2", "--person", CURATOR, "--json"))) == {4}
    assert set(standings(imported("outbox", "--limit", "2", "--json"))) == {4, 5}
    assert imported("outbox", "--item", "3.1.2").out == "Таких писем нет\n"


def test_a_letters_story_has_every_attempt(imported: Vekha, office: Office) -> None:
    story = imported("outbox", "show", "1", "--json").json
    assert (story["numbers"], story["standing"]) == (["2.1.1"], "read")
    assert [(a["channel"], a["outcome"], a["reference"]) for a in story["attempts"]] == [
        ("telegram", "sent", "15"), ("telegram", "read", "")
    ]  # fmt: skip
    assert "отказано: этим путём получателю не написать" in imported("outbox", "show", "3").out
    assert "Попыток ещё не было" in imported("outbox", "show", "4").out


def test_a_dead_letter_is_tried_again_and_no_other(imported: Vekha, office: Office) -> None:
    refused = imported("outbox", "retry", "3", "4")
    assert (refused.code, refused.err.startswith("Письмо № 4 повторять незачем")) == (2, True)
    assert imported("outbox", "retry", "3").out == "Снова в очереди: 1\n"
    assert imported("outbox", "retry", "--json").json == {"retried": 0}


# fmt: off
REFUSED = [
    (("outbox", "--person", "Чванов Л.В."), "В паспорте нет участника «Чванов Л.В.»"),
    (("outbox", "--item", "99.1"), "Пункта 99.1 в плане нет"),
    (("outbox", "show", "77"), "Письма № 77 нет"),
    (("outbox", "retry", "77"), "Письма № 77 нет"),
]
# fmt: on


def test_what_is_not_there_is_said_in_one_sentence(imported: Vekha) -> None:
    for words, sentence in REFUSED:
        outcome = imported(*words)
        assert (outcome.code, outcome.out, outcome.err.count("\n")) == (2, "", 1)
        assert outcome.err.startswith(sentence)


def test_with_nothing_amiss_all_is_well(imported: Vekha) -> None:
    assert imported("status").out.splitlines()[0] == "Всё в порядке"
    assert imported("status", "--json").json["well"] is True


def test_what_needs_attention_is_said_first_and_by_the_exit_code(imported: Vekha, office: Office) -> None:
    outcome = imported("status")
    assert (outcome.code, outcome.err) == (1, "")
    assert outcome.out.splitlines()[0] == "Требует внимания: не доставлено 1 письмо"
    data = json.loads(imported("status", "--json").out)
    assert data["delivery"] == {"due": 1, "held": 1, "dead": 1, "oldest_due": "2018-10-01T08:30:00+07:00"}
    assert [(dead["id"], dead["recipient"], dead["reason"]) for dead in data["dead"]] == [(3, COMMITTEE, REASON)]


def test_letters_that_nobody_delivers_need_attention(
    imported: Vekha, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VEKHA_CLOCK", "2018-10-01T09:30+07:00")
    assert "письма не уходят с 01.10.2018 08:30" in imported("status").out.splitlines()[0]


def test_a_channel_is_told_as_the_service_last_noted_it(
    imported: Vekha, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.outbox.retry()
    monkeypatch.setenv("VEKHA_WEB_URL", "https://vekha.example.ru")
    monkeypatch.setenv("VEKHA_SECRET", "x" * 40)
    assert "Рабочий стол — настройка задана, служба ещё не запускалась" in imported("status").out
    noted(office, "desk", "работает")
    assert "Рабочий стол: работает (" in imported("status").out
    assert imported("status").code == 0
    noted(office, "desk", "не работает: порт занят")
    assert imported("status").out.startswith("Требует внимания: Рабочий стол — не работает: порт занят")


def test_whom_no_channel_reaches_is_named_with_what_is_open(imported: Vekha, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VEKHA_SMTP_URL", "smtp://127.0.0.1:25?tls=none")
    monkeypatch.setenv("VEKHA_MAIL_FROM", "vekha@example.ru")
    imported("address", HEAD, "head@example.ru")
    lost = json.loads(imported("status", "--json").out)["unreachable"]
    assert HEAD not in lost
    assert {"3.1.1", "3.1.2"} <= set(lost[DEPUTY])
