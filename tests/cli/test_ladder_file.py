"""A mistake in ladder.toml is found before anything is done; the sentence says which key and what may stand there."""

from pathlib import Path

import pytest

from config.settings import HERE
from tests.cli.conftest import Vekha
from tests.cli.test_bad_input import Contents, sentence

GOOD = (HERE / "ladder.toml").read_text(encoding="utf-8")
# fmt: off
TYPOS = [
    # what stands there      what is written instead   what is said of it
    ('level = "2wd"',        'levell = "2wd"',         "неизвестный ключ «overdue.levell»"),
    ('level = "2wd"',        '',                       "нет ключа «overdue.level»; допишите его"),
    ('level = "2wd"',        'level = "2 days"',       "в «overdue.level» стоит «2 days»"),
    ('level = "2wd"',        'level = "0wd"',          "в «overdue.level» стоит «0wd»"),
    ('level = "2wd"',        'level = 2',              "в «overdue.level» стоит «2»"),
    ('repeat_times = 4',     'repeat_times = "4"',     "в «overdue.repeat_times» стоит «4», а нужно целое число"),
    ('repeat_times = 4',     'repeat_times = -1',      "в «overdue.repeat_times» стоит «-1», а нужно целое число"),
    ('"30d", "14d"',         '"30d", "вчера"',         "в «before.remind» стоит «вчера»"),
    ('[review]',             '[rewiew]',               "неизвестный ключ «rewiew."),
    ('[before]',             '[before',                "ошибка записи TOML"),
]
# fmt: on


@pytest.mark.parametrize(("there", "instead", "complaint"), TYPOS)
def test_a_typo_is_found_and_explained(
    there: str, instead: str, complaint: str, imported: Vekha, contents: Contents, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    assert there in GOOD
    (tmp_path / "ladder.toml").write_text(GOOD.replace(there, instead, 1), encoding="utf-8")
    monkeypatch.setenv("VEKHA_LADDER", str(tmp_path / "ladder.toml"))
    before = contents()
    assert sentence(imported("take", "2.1.1")).startswith(f"Лестница {tmp_path / 'ladder.toml'}: {complaint}")
    assert contents() == before


def test_a_file_without_a_typo_is_followed(imported: Vekha, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "ladder.toml").write_text(GOOD.replace('"30d", "14d"', '"20d", "14d"'), encoding="utf-8")
    monkeypatch.setenv("VEKHA_LADDER", str(tmp_path / "ladder.toml"))
    steps = [step["step"] for step in imported("schedule", "2.1.2", "--json").json]
    assert "before:20d" in steps
    assert "before:30d" not in steps


def test_a_ladder_that_is_not_text_is_refused(imported: Vekha, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "ladder.toml").write_bytes(b"\xff\xfe\x00")
    monkeypatch.setenv("VEKHA_LADDER", str(tmp_path / "ladder.toml"))
    assert "файл не читается" in sentence(imported("plan"))
