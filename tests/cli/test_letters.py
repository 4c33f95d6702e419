"""Letters are shown from the command line, and links to the desk given and taken back."""

from pathlib import Path

import httpx
import pytest

from tests.cli.conftest import Vekha
from tests.scenarios.story import DEPUTY

SITE = "https://vekha.example.ru"


def test_a_kind_of_letter_is_shown_without_any_plan(vekha: Vekha) -> None:
    assert "Исполнение не принято" in vekha("letters", "preview", "--kind", "returned").out


def test_an_unknown_kind_is_one_sentence(vekha: Vekha) -> None:
    refused = vekha("letters", "preview", "--kind", "postcard")
    assert (refused.code, refused.err.count("\n")) == (2, 1)
    assert "Писем вида «postcard» нет; бывает: started" in refused.err


def test_previews_are_written_in_each_channel(vekha: Vekha, tmp_path: Path) -> None:
    assert vekha("letters", "preview", "--kind", "digest", "--out", str(tmp_path / "letters")).code == 0
    written = sorted(file.name for file in (tmp_path / "letters").iterdir())
    assert written == ["digest.console.txt", "digest.mail.html", "digest.mail.txt", "digest.telegram.html"]


def test_without_a_desk_there_are_no_links(imported: Vekha) -> None:
    refused = imported("link", DEPUTY)
    assert (refused.code, "VEKHA_WEB_URL" in refused.err) == (2, True)


def test_a_link_is_whole_and_its_secret_is_kept_for_the_next(
    imported: Vekha, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VEKHA_WEB_URL", SITE)
    address = httpx.URL(imported("link", DEPUTY, "--json").json["link"])
    assert (address.host, address.path.startswith("/l/")) == ("vekha.example.ru", True)
    assert (home / "secret").stat().st_mode & 0o777 == 0o600
    assert imported("link", DEPUTY, "--calendar").out.strip().endswith(".ics")


def test_taking_links_back_is_told(imported: Vekha, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VEKHA_WEB_URL", SITE)
    taken = imported("link", DEPUTY, "--revoke", "--json").json
    assert taken["generation"] == 1
    assert imported("link", "Чванов Л.В.").code == 2
