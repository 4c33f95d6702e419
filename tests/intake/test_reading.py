"""A file is a passport or is refused in one sentence; nothing else ever comes out."""

import json
import os
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.intake import Intake, NotAPassport, as_json, from_text, read, with_suggestions, write
from domain.intake import reading as module
from tests.intake.test_text import HEAD, PLAN_HEADER, ROWS, WHOLE

TEXT = (HEAD + PLAN_HEADER + ROWS).replace("·", " ")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b" \n ", "пуст"),
        (b"\x89PNG\r\n\x00\x01", "не текстовый"),
        (b"\x98 \x98", "Кодировка"),
        ("письмо".encode(), "нет плана"),
    ],
)
def test_a_file_that_is_no_passport_is_refused(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "письмо.txt"
    path.write_bytes(content)
    with pytest.raises(NotAPassport, match=message):
        read(path)


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(NotAPassport, match="нет: проверьте"):
        read(tmp_path / "нет.txt")
    with pytest.raises(NotAPassport, match="папка"):
        read(tmp_path)


def test_a_file_that_does_not_open_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotAPassport, match="не открывается"):
        read(tmp_path / ("д" * 300))


def test_a_file_over_fifty_megabytes_is_not_even_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert module.LIMIT == 50 * 1024 * 1024
    path = tmp_path / "большой.txt"
    path.touch()
    os.truncate(path, module.LIMIT + 1)
    with pytest.raises(NotAPassport, match="больше 50 МБ"):
        read(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251"])
def test_usual_encodings_are_read(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "altai.txt"
    path.write_bytes(TEXT.replace("\n", "\r\n").encode(encoding))
    assert read(path) == WHOLE


def test_yaml_is_read_and_its_corrections_are_noted(tmp_path: Path) -> None:
    mended = with_suggestions(from_text(TEXT.replace("20.08.2020", "20.08.020"), code="altai"))
    path = tmp_path / "altai.yaml"
    path.write_text(write(mended.passport), encoding="utf-8")
    taken = read(path)
    assert taken == mended
    note = next(finding for finding in taken.findings if finding.code == "corrected")
    assert (note.number, note.field, note.value, note.suggestion) == ("100.1.1", "finish", "20.08.020", "20.08.2020")


def test_json_has_the_agreed_shape() -> None:
    told = json.loads(json.dumps(as_json(WHOLE)))
    assert list(told) == [
        "passport", "counts", "items", "indicators", "results", "funding", "participants", "findings",
    ]  # fmt: skip
    assert told["items"][3] == {
        "number": "100.1",
        "rank": "control_point",
        "parent": "100",
        "title": "Построено не менее 10 станций за 2022 год и 5 колодцев",
        "start": None,
        "finish": "2022-12-20",
        "executors": ["Ёлкин П.С."],
        "document": "Отчет о строительстве",
        "document_kind": "report",
        "level": "ПС",
    }
    assert told["counts"]["activities"] == 2
    assert told["findings"][0]["severity"] == "note"


def test_the_sample_passport_is_whole_and_has_no_errors() -> None:
    sample = read(Path(__file__).parents[2] / "config" / "passports" / "kemerovo-digital-education.yaml")
    counts = as_json(sample)["counts"]
    assert (counts["results"], counts["control_points"], counts["activities"]) == (30, 30, 39)
    assert counts["levels"] == {"Коллегия": 30, "ПК": 30, "РРП": 39}
    assert (counts["participants"], counts["findings"]["error"]) == (67, 0)


def test_the_whole_passport_is_read_the_same_way_twice() -> None:
    assert from_text(TEXT, code="altai") == WHOLE
    assert WHOLE.passport.plan[0].finish == date(2022, 12, 30)


def mutated(text: str, cuts: list[tuple[str, int, int, str]]) -> str:
    lines = text.split("\n")
    for how, one, other, inserted in cuts:
        first, second = one % len(lines), other % len(lines)
        if how == "delete":
            lines[first] = ""
        elif how == "swap":
            lines[first], lines[second] = lines[second], lines[first]
        else:
            lines[first] = lines[first][:other] + inserted + lines[first][other:]
    return "\n".join(lines)


odd = st.text(max_size=6) | st.sampled_from(["1 ", "31.02.2019", " ", "\f", "\n\n\n\n", "РРП", "(далее - ", "А.Б."])
cuts = st.tuples(st.sampled_from(["delete", "swap", "insert"]), st.integers(0, 500), st.integers(0, 500), odd)


@given(st.lists(cuts, max_size=12))
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_mutated_text_gives_findings_or_one_sentence(changes: list[tuple[str, int, int, str]]) -> None:
    taken = taken_or_refused(mutated(TEXT, changes))
    assert isinstance(taken, Intake | NotAPassport)
    if isinstance(taken, Intake):
        assert json.dumps(as_json(with_suggestions(taken)))
    else:
        assert "\n" not in str(taken)


def taken_or_refused(text: str) -> Intake | NotAPassport:
    try:
        return from_text(text, code="x")
    except NotAPassport as refusal:
        return refusal


@given(st.binary(max_size=200))
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_random_bytes_are_refused(tmp_path: Path, content: bytes) -> None:
    for name in ("x.txt", "x.yaml"):
        path = tmp_path / name
        path.write_bytes(content)
        with pytest.raises(NotAPassport):
            read(path)
