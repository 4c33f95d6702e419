"""`vekha invite` prints a one-time link, for whom and until when; `vekha people` shows who is linked."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from config.wiring import Office, open_office
from tests.cli.conftest import Vekha
from tests.scenarios.story import ADMINISTRATOR, COLLEGIUM, COMMITTEE, DEPUTY, HEAD, moment

TOKEN = "123456:ABC-def"
NOW = moment("2018-10-01 08:00")
UNTIL = "08.10.2018 08:"


@pytest.fixture
def office(imported: Vekha) -> Iterator[Office]:
    """The same office, as the bot has it."""
    opened = open_office()
    yield opened
    opened.close()


@pytest.fixture
def telegram(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """A server that knows one token; the addresses it was asked."""
    asked = list[str]()

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            known = self.path == f"/bot{TOKEN}/getMe"
            self.send_response(200 if known else 401)
            self.end_headers()
            self.wfile.write(b'{"ok":true,"result":{"id":1,"username":"vekha_bot"}}' if known else b'{"ok":false}')

        def log_message(self, *_: object) -> None:
            """Nothing is written to the error stream."""

    with HTTPServer(("127.0.0.1", 0), Answers) as server:
        Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        monkeypatch.setenv("VEKHA_TELEGRAM_API_URL", f"http://127.0.0.1:{server.server_port}")
        yield asked
        server.shutdown()


def test_without_a_bot_the_token_is_printed_and_how_to_use_it(imported: Vekha, office: Office) -> None:
    lines = imported("invite", DEPUTY).out.splitlines()
    assert lines[0] == f"Отправьте боту в личном чате с телефона участника ({DEPUTY}):"
    assert lines[2].startswith(f"Приглашение действует до {UNTIL}")
    assert office.contacts.invited(lines[1].removeprefix("/start "), NOW) == DEPUTY


def test_a_known_bot_makes_a_deep_link(imported: Vekha, office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VEKHA_TELEGRAM_BOT", "@vekha_bot")
    invitation = imported("invite", DEPUTY, "--json").json
    assert invitation["link"] == f"https://t.me/vekha_bot?start={invitation['token']}"
    assert invitation["until"].startswith("2018-10-08T08:0")
    assert office.contacts.invited(invitation["token"], NOW) == DEPUTY


def test_the_bots_name_is_asked_of_telegram(
    imported: Vekha, telegram: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VEKHA_TELEGRAM_TOKEN", TOKEN)
    assert imported("invite", DEPUTY).out.splitlines()[1].startswith("https://t.me/vekha_bot?start=")
    assert telegram == [f"/bot{TOKEN}/getMe"]


@pytest.mark.parametrize("address", ["http://127.0.0.1:1", None])
def test_a_telegram_that_does_not_answer_or_know_the_token_stops_no_invitation(
    address: str | None, imported: Vekha, telegram: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VEKHA_TELEGRAM_TOKEN", "666:wrong")
    if address:
        monkeypatch.setenv("VEKHA_TELEGRAM_API_URL", address)
    outcome = imported("invite", DEPUTY)
    assert outcome.out.splitlines()[1].startswith("/start ")
    assert "666:wrong" not in outcome.out + outcome.err


def test_a_committees_invitation_names_its_secretary(imported: Vekha, office: Office) -> None:
    outcome = imported("invite", COMMITTEE, "--secretary", ADMINISTRATOR)
    lines = outcome.out.splitlines()
    assert lines[0] == "Добавьте бота в группу «ПК» и отправьте в ней:"
    assert lines[2:4] == [
        f"Команду отправляет секретарь со своего телефона: {ADMINISTRATOR}",
        f"Секретарь ещё не подключён, сначала пригласите его: vekha invite «{ADMINISTRATOR}»",
    ]
    known = office.contacts.invitation(lines[1].removeprefix("/link "), NOW)
    assert known is not None
    assert (known.subject, known.secretary, known.passport) == (COMMITTEE, ADMINISTRATOR, office.passport().code)


def test_a_revoked_invitation_opens_nothing(imported: Vekha, office: Office) -> None:
    token = imported("invite", DEPUTY, "--json").json["token"]
    assert imported("invite", DEPUTY, "--revoke").out == f"{DEPUTY}: приглашение отозвано\n"
    assert office.contacts.invited(token, NOW) is None
    assert imported("invite", DEPUTY, "--revoke").out == f"{DEPUTY}: отзывать нечего\n"


def test_a_committees_invitation_is_revoked_by_its_code(imported: Vekha, office: Office) -> None:
    token = imported("invite", COMMITTEE, "--secretary", ADMINISTRATOR, "--json").json["token"]
    assert imported("invite", COMMITTEE, "--revoke", "--json").json["revoked"] is True
    assert office.contacts.invitation(token, NOW) is None


def test_the_administrator_may_cut_a_person_and_a_group_off(imported: Vekha, office: Office) -> None:
    linked(imported, office)
    assert imported("invite", DEPUTY, "--unlink").out == f"{DEPUTY}: Telegram отключён\n"
    assert imported("invite", COMMITTEE, "--unlink").out == f"{COMMITTEE}: Telegram отключён\n"
    assert office.contacts.groups() == []
    assert [contact.name for contact in office.contacts.people()] == [ADMINISTRATOR]


def test_a_lost_phone_is_replaced_without_asking_it(imported: Vekha, office: Office) -> None:
    linked(imported, office)
    office.contacts.link(imported("invite", DEPUTY, "--replace", "--json").json["token"], 99, 99, NOW)
    assert office.contacts.chat_of(DEPUTY) == 99


def test_people_shows_who_is_linked(imported: Vekha, office: Office) -> None:
    before = imported("people", "--json").json
    assert not any(row["telegram"] for row in before["people"] + before["levels"])
    linked(imported, office)
    after = imported("people", "--json").json
    assert {row["name"] for row in after["people"] if row["telegram"]} == {DEPUTY, ADMINISTRATOR}
    assert {row["code"]: row["telegram"] for row in after["levels"]} == {"РРП": False, "ПК": True, "Коллегия": False}
    assert imported("people").out.count("│ да") == 3


def linked(vekha: Vekha, office: Office) -> None:
    """The deputy and the secretary have their phones linked, the committee its group."""
    for name, user in ((DEPUTY, 11), (ADMINISTRATOR, 12)):
        office.contacts.link(vekha("invite", name, "--json").json["token"], user, user, NOW)
    token = vekha("invite", COMMITTEE, "--secretary", ADMINISTRATOR, "--json").json["token"]
    office.contacts.link_group(token, -100, "Проектный комитет", 12, NOW)


# fmt: off
REFUSED = [
    (("Чванов Л.В.",), f"В паспорте нет участника «Чванов Л.В.»; похожие: {DEPUTY}"),
    (("чванова",), f"В паспорте нет участника «чванова»; похожие: {DEPUTY}"),
    (("пк",), f"В паспорте нет участника «пк»; похожие: {COMMITTEE}"),
    (("Иванов И.И.",), "В паспорте нет участника «Иванов И.И.»"),
    (("",), "В паспорте нет участника «»; имена показывает «vekha people»"),
    ((COMMITTEE,), "Группу органа «ПК» подключает её секретарь; назовите его: --secretary «Фамилия И.О.»"),
    ((COMMITTEE, "--secretary", "Иванов И.И."), "В паспорте нет участника «Иванов И.И.»"),
    ((COMMITTEE, "--secretary", COLLEGIUM), "Секретарём может быть участник, а «Коллегия» — уровень контроля"),
    ((DEPUTY, "--secretary", HEAD), f"{DEPUTY} — не коллегиальный орган; секретарь ему не нужен"),
    (("РРП",), f"«РРП» — это {HEAD}; пригласите участника по имени: vekha invite «{HEAD}»"),
]
# fmt: on


@pytest.mark.parametrize(("words", "sentence"), REFUSED)
def test_who_cannot_be_invited_is_said_in_one_sentence(
    words: tuple[str, ...], sentence: str, imported: Vekha, office: Office
) -> None:
    outcome = imported("invite", *words)
    assert (outcome.code, outcome.out, outcome.err.count("\n")) == (2, "", 1)
    assert outcome.err.startswith(sentence)


def test_a_secret_of_the_settings_is_not_repeated(imported: Vekha, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VEKHA_TELEGRAM_TOKEN", "тайна 1")
    outcome = imported("invite", DEPUTY)
    assert outcome.code == 2
    assert outcome.err.startswith("Настройка VEKHA_TELEGRAM_TOKEN: значение не подходит")
    assert "тайна" not in outcome.err
