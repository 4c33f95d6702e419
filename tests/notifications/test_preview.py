"""`vekha letters preview`: every kind in every channel, from a plan of its own and nobody's settings."""

from functools import cache
from pathlib import Path

import pytest
from typer.testing import CliRunner

from config.preview import own_ladder, previews
from domain.letters import LetterKind
from flows.cli import app
from notifications.kinds import WHEN
from notifications.preview import Preview, as_console, as_mail, as_telegram, document
from notifications.words import LETTERS, NEWS


@cache
def shown() -> dict[LetterKind, Preview]:
    return {one.kind: one for one in previews(own_ladder())}


def test_every_kind_says_when_it_comes_and_to_whom() -> None:
    assert list(WHEN) == list(LetterKind) == list(LETTERS)
    assert all(when and to for when, to in WHEN.values())


def test_the_page_has_a_row_and_a_chapter_for_every_kind() -> None:
    page = document(list(shown().values()))
    for kind in LetterKind:
        assert f"\n## {LETTERS[kind]}\n" in page
        assert f"| `{kind}` | {WHEN[kind][0]} | {WHEN[kind][1]} | {'извещение' if kind in NEWS else 'обязат'}" in page


def test_the_page_is_the_same_each_time() -> None:
    assert document(list(shown().values())) == document(previews(own_ladder()))


@pytest.mark.parametrize("kind", LetterKind)
def test_each_channel_shows_the_subject_and_why_the_letter_came(kind: LetterKind) -> None:
    one = shown()[kind]
    for text in (as_console(one), as_telegram(one), as_mail(one), one.mail):
        assert one.rendered.why in text
    for text in (as_console(one), as_telegram(one), as_mail(one)):
        assert one.rendered.subject in text


def test_telegram_shows_the_words_of_its_buttons_below() -> None:
    assert as_telegram(shown()[LetterKind.REVIEW_WANTED]).splitlines()[-1].startswith("[ ")
    assert "[ Принять ] [ Вернуть ]" in as_telegram(shown()[LetterKind.REVIEW_WANTED])


def test_a_broken_setting_of_this_machine_does_not_matter(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VEKHA_LADDER", str(tmp_path / "нет.toml"))
    made = CliRunner().invoke(app, ["letters", "preview", "--kind", "returned", "--channel", "mail"])
    assert made.exit_code == 0
    assert made.output.startswith("Тема: Возвращён на доработку: ")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_gets_each_letter_in_each_channel(tmp_path: Path) -> None:
    made = CliRunner().invoke(app, ["letters", "preview", "--kind", "digest", "--out", str(tmp_path)])
    assert made.exit_code == 0
    names = ["digest.console.txt", "digest.mail.html", "digest.mail.txt", "digest.telegram.html"]
    assert sorted(path.name for path in tmp_path.iterdir()) == names
    assert all("Сводка на " in path.read_text(encoding="utf-8") for path in tmp_path.iterdir())
