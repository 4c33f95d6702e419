"""The settings of Telegram and of files: what will do, what is refused, and that a secret is never repeated."""

from pathlib import Path

import pytest

from config.settings import BadSetting, Settings, load_settings

TOKEN = "123456:ABC-def_1234"


@pytest.fixture(autouse=True)
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of the tester's own is seen."""
    monkeypatch.chdir(tmp_path)
    for name in ("TOKEN", "API_URL", "PROXY", "WEBHOOK", "BOT"):
        monkeypatch.delenv(f"VEKHA_TELEGRAM_{name}", raising=False)
    for name in ("FILES", "METRICS_PORT"):
        monkeypatch.delenv(f"VEKHA_{name}", raising=False)


def test_without_settings_there_is_no_token_and_files_lie_in_the_home(tmp_path: Path) -> None:
    settings = load_settings()
    assert settings.telegram_token.get_secret_value() == ""
    assert settings.telegram_api_url == "https://api.telegram.org"
    assert settings.files_address == f"file://{tmp_path}/var/files"


# fmt: off
WRONG = [
    ("TELEGRAM_TOKEN", "12/3:тайна", "значение не подходит — нужен токен, который дал @BotFather"),
    ("TELEGRAM_API_URL", "api.telegram.org", "«api.telegram.org» не подходит — нужен адрес до /bot<токен>/"),
    ("TELEGRAM_API_URL", "http://a:99999", "«http://a:99999» не подходит"),
    ("TELEGRAM_PROXY", "ftp://u:тайна@h", "значение не подходит — нужен адрес http://УЗЕЛ:ПОРТ"),
    ("TELEGRAM_WEBHOOK", "да", "«да» не подходит — нужен адрес, по которому Telegram достучится"),
    ("TELEGRAM_BOT", "имя бота", "«имя бота» не подходит — нужно имя бота"),
    ("FILES", "s4://тайна@склад", "значение не подходит — нужен адрес, который знает fsspec"),
    ("METRICS_PORT", "65536", "«65536» не подходит — нужно число не больше 65535"),
    ("METRICS_PORT", "-1", "«-1» не подходит — нужно число не меньше 0"),
    ("METRICS_PORT", "да", "«да» не подходит — нужно целое число"),
]
# fmt: on


@pytest.mark.parametrize(("name", "value", "words"), WRONG)
def test_a_wrong_setting_is_named_without_its_secret(
    name: str, value: str, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(f"VEKHA_{name}", value)
    with pytest.raises(BadSetting) as refused:
        load_settings()
    assert str(refused.value).startswith(f"Настройка VEKHA_{name}: {words}")
    assert "тайна" not in str(refused.value)


# fmt: off
RIGHT = [
    ("telegram_api_url", "http://127.0.0.1:8081/", "http://127.0.0.1:8081"),
    ("telegram_api_url", "http://127.0.0.1:8081/api", "http://127.0.0.1:8081/api"),
    ("telegram_proxy", "http://user:pass@proxy.local:3128", "http://user:pass@proxy.local:3128"),
    ("telegram_webhook", "https://vekha.example.ru/tg", "https://vekha.example.ru/tg"),
    ("telegram_bot", "@vekha_bot", "vekha_bot"),
    ("telegram_bot", "https://t.me/vekha_bot", "vekha_bot"),
    ("files_address", "memory://vekha", "memory://vekha"),
]
# fmt: on


@pytest.mark.parametrize(("name", "given", "kept"), RIGHT)
def test_a_right_setting_is_kept_in_its_plain_form(
    name: str, given: str, kept: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(f"VEKHA_{name.removesuffix('_address').upper()}", given)
    assert getattr(load_settings(), name) == kept


@pytest.mark.parametrize(("given", "kept"), [("0", 0), ("9464", 9464), ("65535", 65535), (None, 0)])
def test_the_port_of_metrics_is_off_unless_set(given: str | None, kept: int, monkeypatch: pytest.MonkeyPatch) -> None:
    if given is not None:
        monkeypatch.setenv("VEKHA_METRICS_PORT", given)
    assert load_settings().metrics_port == kept


def test_a_token_with_a_line_end_of_its_file_is_taken_without_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VEKHA_TELEGRAM_TOKEN", f" {TOKEN}\n")
    assert load_settings().telegram_token.get_secret_value() == TOKEN


def test_settings_that_are_printed_show_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VEKHA_TELEGRAM_TOKEN", TOKEN)
    monkeypatch.setenv("VEKHA_TELEGRAM_PROXY", "http://user:pass@proxy.local:3128")
    monkeypatch.setenv("VEKHA_FILES", "memory://ключ@склад")
    shown = repr(Settings())
    assert [secret for secret in (TOKEN, "pass", "ключ") if secret in shown] == []
