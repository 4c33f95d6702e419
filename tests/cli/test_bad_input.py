"""Whatever is wrong, the command line says it in one Russian sentence, ends with 2 and changes nothing."""

import re
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from config.wiring import SAMPLE
from tests.cli.conftest import Outcome, Vekha

HEAD = "Чепкасов А.В."
Contents = Callable[[], list[str]]


def sentence(outcome: Outcome) -> str:
    """The complaint, which is one line in Russian, alone, and no traceback."""
    assert (outcome.code, outcome.out) == (2, "")
    assert re.fullmatch(r"[^\n]*[а-яё]{3}[^\n]*\n", outcome.err)
    assert "Traceback" not in outcome.err
    return outcome.err.strip()


# fmt: off
BAD = [
    (("item", "2.1.9"),
     "В плане нет пункта 2.1.9; номера показывает «vekha plan»"),
    (("schedule", "сто"),
     "В плане нет пункта сто; номера показывает «vekha plan»"),
    (("take", "99"),
     "В плане нет пункта 99; номера показывает «vekha plan»"),
    (("extend", "2.1.1", "--until", "31.02.2019", "--reason", "перенос"),
     "Даты «31.02.2019» не бывает; напишите её, например, так: 28.02.2019"),
    (("replay", "--from", "31.02"),
     "Даты «31.02» не бывает; напишите её, например, так: 28.02.2019"),
    (("replay", "--from", "01.01.2020", "--to", "31.12.2019"),
     "Конец 31.12.2019 раньше начала 01.01.2020; поменяйте даты местами"),
    (("take", "2.1.1", "--by", "Иванов И.И."),
     "В паспорте нет участника «Иванов И.И.»; имена показывает «vekha people»"),
    (("reassign", "2.1.1", "--to", "Иванов И.И.", "--reason", "отпуск"),
     "Пункт 2.1.1: в паспорте нет участника Иванов И.И."),
    (("absence", "Иванов И.И.", "--stand-in", HEAD, "--from", "01.02.2019", "--to", "10.02.2019"),
     "В паспорте нет участника «Иванов И.И.»; имена показывает «vekha people»"),
    (("absence", HEAD, "--stand-in", HEAD, "--from", "01.02.2019", "--to", "10.02.2019"),
     f"{HEAD} не может замещать себя; назовите другого участника"),
    (("absence", HEAD, "--stand-in", "Чванова Л.В.", "--from", "10.02.2019", "--to", "01.02.2019"),
     "Отсутствие кончается раньше, чем начинается: с 10.02.2019 по 01.02.2019; поменяйте даты местами"),
    (("report", "2.1.1", "--file", "нет.pdf"),
     "Файл нет.pdf не найден; укажите существующий файл"),
    (("report", "2.1.1", "--file", "."),
     "Файл . не найден; укажите существующий файл"),
    (("accept", "2.1.1"),
     "Пункт 2.1.1: нельзя принять исполнение — его состояние «запланирован»"),
    (("accept", "2.1.1", "--by", HEAD),
     "Пункт 2.1.1: нельзя принять исполнение — его состояние «запланирован»"),
    (("withdraw", "2.1.1", "--reason", " "),
     "Пункт 2.1.1: укажите причину"),
    (("plan", "--passport", "другой"),
     "Паспорта другой нет на контроле; есть: kemerovo-digital-education"),
    (("passport", "export", "нет/такой/папки.yaml"),
     "Файл нет/такой/папки.yaml не записывается (No such file or directory); укажите другую папку"),
    (("passport", "import", str(SAMPLE)),
     "Паспорт kemerovo-digital-education уже на контроле; новую редакцию вносит «vekha amend ФАЙЛ»"),
]
# fmt: on


@pytest.mark.parametrize(("words", "complaint"), BAD, ids=[" ".join(words)[:40] for words, _ in BAD])
def test_a_word_that_cannot_be_understood_is_answered_and_changes_nothing(
    words: tuple[str, ...], complaint: str, imported: Vekha, contents: Contents
) -> None:
    before = contents()
    assert sentence(imported(*words)) == complaint
    assert contents() == before


def test_an_unknown_behaviour_names_those_that_are_known(vekha: Vekha) -> None:
    said = sentence(vekha("replay", "--behaviour", "lazy"))
    assert said.startswith("Поведения «lazy» нет; бывает: punctual, late, silent")


@pytest.mark.parametrize("command", ["plan", "status", "people"])
def test_without_a_passport_one_is_told_how_to_bring_it_in(command: str, vekha: Vekha) -> None:
    said = sentence(vekha(command))
    assert said == "Паспортов на контроле нет; загрузите первый: «vekha passport import ФАЙЛ»"


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder of files that are no passports."""
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)))
    (tmp_path / "empty.txt").write_bytes(b"  \n")
    (tmp_path / "letter.txt").write_text("Уважаемый Андрей Викторович!\n", encoding="utf-8")
    (tmp_path / "broken.yaml").write_text("format: [vekha\n", encoding="utf-8")
    (tmp_path / "other.yaml").write_text("format: something-else\n", encoding="utf-8")
    (tmp_path / "folder.yaml").mkdir()
    return tmp_path


@pytest.mark.parametrize("command", ["check", "import"])
@pytest.mark.parametrize(
    ("name", "complaint"),
    [
        ("binary.txt", "Файл binary.txt не текстовый: сохраните паспорт как текст (.txt) или YAML"),
        ("empty.txt", "Файл empty.txt пуст: укажите файл с текстом паспорта"),
        ("letter.txt", "В файле letter.txt нет плана мероприятий"),
        ("broken.yaml", "broken.yaml"),
        ("other.yaml", "other.yaml"),
        ("folder.yaml", "folder.yaml - папка, а не файл: укажите файл с паспортом"),
        ("missing.txt", "missing.txt нет: проверьте имя и папку"),
    ],
)
def test_a_file_that_is_no_passport_is_refused(
    command: str, name: str, complaint: str, files: Path, vekha: Vekha
) -> None:
    assert complaint in sentence(vekha("passport", command, str(files / name)))
    assert not (files / "home").exists()


def test_a_locked_database_is_busy(imported: Vekha, home: Path, contents: Contents) -> None:
    other = sqlite3.connect(home / "vekha.db", isolation_level=None)
    before = contents()
    other.execute("BEGIN IMMEDIATE")
    said = sentence(imported("take", "2.1.1"))
    assert said == f"База данных {home}/vekha.db занята другой программой; завершите её или повторите позже"
    other.close()
    assert contents() == before


def test_a_read_only_database_refuses_to_be_written(
    imported: Vekha, home: Path, contents: Contents, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents()
    monkeypatch.setenv("VEKHA_DATABASE_URL", f"sqlite:///file:{home}/vekha.db?mode=ro&uri=true")
    assert "открыта только для чтения; дайте право записи на файл и его папку" in sentence(imported("take", "2.1.1"))
    assert contents() == before


def test_a_read_only_database_can_be_looked_at(imported: Vekha, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VEKHA_DATABASE_URL", f"sqlite:///file:{home}/vekha.db?mode=ro&uri=true")
    assert len(imported("plan", "--json").json) == 99


def test_a_file_that_is_no_database_is_named(vekha: Vekha, home: Path) -> None:
    home.mkdir()
    (home / "vekha.db").write_bytes(b"hello" * 1000)
    assert sentence(vekha("plan")).startswith(f"База данных {home}/vekha.db: file is not a database")


@pytest.mark.parametrize("url", ["mysql://u:secret@host/base", "нечто"])
def test_an_unknown_kind_of_database_is_refused(url: str, vekha: Vekha, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VEKHA_DATABASE_URL", url)
    said = sentence(vekha("plan"))
    assert said.startswith("VEKHA_DATABASE_URL: нужен адрес")
    assert "secret" not in said


def test_a_home_that_cannot_be_made_is_named(vekha: Vekha, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("VEKHA_HOME", str(tmp_path / "file" / "home"))
    assert sentence(vekha("plan")).endswith("не создаётся (Not a directory); задайте VEKHA_HOME")


# fmt: off
SETTINGS = [
    ("CLOCK",     "вчера",      "VEKHA_CLOCK: «вчера» — не момент времени"),
    ("CLOCK",     "2019-02-30", "VEKHA_CLOCK: «2019-02-30» — не момент времени"),
    ("CLOCK",     "2019-02-20T09:00+07:00@fast", "VEKHA_CLOCK: «2019-02-20T09:00+07:00@fast» — не момент времени"),
    ("ZONE",      "Кемерово",   "Настройка VEKHA_ZONE: «Кемерово» не подходит — нужно имя часового пояса"),
    ("ZONE",      "../etc",     "Настройка VEKHA_ZONE: «../etc» не подходит — нужно имя часового пояса"),
    ("ZONE",      "",           "Настройка VEKHA_ZONE: «» не подходит — нужно имя часового пояса"),
    ("DAY_OFF",   "never",      "Настройка VEKHA_DAY_OFF: «never» не подходит"),
    ("EXECUTION", "nowhere",    "Настройка VEKHA_EXECUTION: «nowhere» не подходит"),
    ("LADDER",    "нет.toml",   "Лестница нет.toml: файл не читается"),
]
# fmt: on


@pytest.mark.parametrize(("name", "value", "complaint"), SETTINGS)
def test_a_wrong_setting_is_named_with_its_value(
    name: str, value: str, complaint: str, imported: Vekha, contents: Contents, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents()
    monkeypatch.setenv(f"VEKHA_{name}", value)
    assert sentence(imported("take", "2.1.1")).startswith(complaint)
    assert contents() == before
