"""VEKHA_SMTP_URL and VEKHA_MAIL_FROM: what will do, what is refused, and that no password is repeated."""

from pathlib import Path

import pytest

from config.settings import BadSetting, load_settings
from notifications.mail.sender import sender_of
from notifications.mail.server import Server, Tls, server_from

FROM = "Веха <vekha@example.ru>"


@pytest.fixture(autouse=True)
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of the tester's own is seen."""
    monkeypatch.chdir(tmp_path)
    for name in ("SMTP_URL", "SMTP_PLAIN", "MAIL_FROM"):
        monkeypatch.delenv(f"VEKHA_{name}", raising=False)


# fmt: off
GOOD = [
    ("smtp://mail.example.ru",                          Server("mail.example.ru", 587, Tls.STARTTLS)),
    ("smtp://mail.example.ru?tls=tls",                  Server("mail.example.ru", 465, Tls.TLS)),
    ("smtp://localhost",                                Server("localhost", 25, Tls.NONE)),
    ("smtp://localhost:2525?tls=starttls",              Server("localhost", 2525, Tls.STARTTLS)),
    ("smtp://[::1]",                                    Server("::1", 25, Tls.NONE)),
    ("smtp://v%40a.ru:p%40s%3A%2F@m.example.ru",        Server("m.example.ru", 587, Tls.STARTTLS, "v@a.ru", "p@s:/")),
]
WRONG = [
    ("smtp://u:sekret-71@mail.example.ru?tls=none",     "без шифрования письма уходят только на свою машину"),
    ("smtp://u:sekret-71@mail.example.ru?tls=да",       "tls бывает: starttls, tls, none"),
    ("smtp://u:sekret-71@mail.example.ru?ssl=1",        "после знака ? бывают только tls и ca"),
    ("smtp://u:1?sekret-71@mail.example.ru",            "через процент"),
    ("smtp://u:sekret-71@mail.example.ru?ca=/нет.pem",  "файл сертификата, названный в ca, не найден"),
    ("smtp://u:sekret-71@mail.example.ru:99999",        "порт или узел записан неверно"),
    ("smtp://u:sekret-71@mail.example.ru:0",            "порт 0"),
    ("smtp://u:sekret-71@",                             "нужен адрес вида smtp://"),
    ("smtp://u:sekret-71#@mail.example.ru",             "через процент"),
    ("https://u:sekret-71@mail.example.ru",             "нужен адрес вида smtp://"),
    ("sekret-71",                                       "нужен адрес вида smtp://"),
]
# fmt: on


@pytest.mark.parametrize(("url", "server"), GOOD, ids=[url for url, _ in GOOD])
def test_an_address_names_the_server_the_way_and_the_login(url: str, server: Server) -> None:
    assert server_from(url) == server
    assert "p@s:/" not in repr(server_from(url))


@pytest.mark.parametrize(("url", "reason"), WRONG, ids=[reason for _, reason in WRONG])
def test_a_wrong_address_is_one_sentence_without_the_password(
    url: str, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VEKHA_SMTP_URL", url)
    monkeypatch.setenv("VEKHA_MAIL_FROM", FROM)
    with pytest.raises(BadSetting) as refusal:
        load_settings()
    said = str(refusal.value)
    assert said.startswith("Настройка VEKHA_SMTP_URL: значение не подходит — ")
    assert reason in said
    assert "sekret-71" not in said
    assert "\n" not in said


def test_plain_to_another_machine_is_possible_when_it_is_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VEKHA_SMTP_URL", "smtp://mail.example.ru?tls=none")
    monkeypatch.setenv("VEKHA_SMTP_PLAIN", "1")
    monkeypatch.setenv("VEKHA_MAIL_FROM", FROM)
    assert load_settings().smtp_plain


def test_a_file_that_is_no_certificate_is_refused(tmp_path: Path) -> None:
    (tmp_path / "ca.pem").write_text("не сертификат")
    with pytest.raises(ValueError, match="не сертификат"):
        server_from(f"smtp://mail.example.ru?ca={tmp_path / 'ca.pem'}")


def test_whoever_logs_in_is_the_sender_unless_another_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VEKHA_SMTP_URL", "smtp://vekha%40example.ru:p@mail.example.ru")
    assert load_settings().mail_from == "vekha@example.ru"
    monkeypatch.setenv("VEKHA_MAIL_FROM", FROM)
    assert load_settings().mail_from == FROM


def test_a_server_without_a_sender_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VEKHA_SMTP_URL", "smtp://vekha:sekret-71@mail.example.ru")
    with pytest.raises(BadSetting, match="задайте VEKHA_MAIL_FROM") as refusal:
        load_settings()
    assert "sekret-71" not in str(refusal.value)


def test_a_sender_has_a_name_and_an_address_in_ascii() -> None:
    assert (sender_of("vekha@example.ru").name, sender_of(FROM).name) == ("Веха", "Веха")
    assert sender_of('"Проектный офис, Кузбасс" <po@кузбасс.рф>').address == "po@xn--80abrl2baj.xn--p1ai"


@pytest.mark.parametrize("written", ["Веха", "Веха <>", "a@b", "a@example.ru\r\nBcc: x@example.ru", "вега@example.ru"])
def test_what_is_no_sender_is_refused_at_start(written: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VEKHA_MAIL_FROM", written)
    with pytest.raises(BadSetting, match="Настройка VEKHA_MAIL_FROM"):
        load_settings()
