"""The letter to a passport's author reads the same as HTML and as DOCX."""

from dataclasses import replace
from datetime import date
from io import BytesIO

from docx import Document

from domain.intake import Intake
from domain.passport import Finding, Passport
from domain.vocabulary import Severity
from notifications.remarks import as_docx, as_html, counted

TODAY = date(2020, 3, 2)
PASSPORT = Passport(
    code="p", title="Школа <будущего>", region="", order="от 24.12.2019 N 77-р", starts=None, ends=None, head=None,
    curator=None, administrator=None, levels=(), participants=(), plan=(),
)  # fmt: skip
WRONG = Finding(
    "invalid_date", Severity.ERROR, "plan", "2.1", "finish", "31.04.2020", "Пункт 2.1: не дата", "30.04.2020"
)
DOUBTFUL = Finding("unknown_person", Severity.WARNING, "plan", "3", "executors", "А", "Пункт 3: <b>кто это</b>?")
INTAKE = Intake(PASSPORT, (DOUBTFUL, WRONG))


def test_the_gravest_come_first_with_what_is_asked() -> None:
    page = as_html(INTAKE, TODAY)
    assert page.index("Ошибки: 1") < page.index("Пункт 2.1: не дата") < page.index("Сомнения: 1")
    assert "Примечания" not in page


def test_the_document_is_named_with_its_order_and_the_day() -> None:
    page = as_html(INTAKE, TODAY)
    assert "Школа &lt;будущего&gt;" in page
    assert "Распоряжение от 24.12.2019 N 77-р, проверено 02.03.2020" in page


def test_words_of_the_document_never_become_markup() -> None:
    assert "&lt;b&gt;кто это&lt;/b&gt;" in as_html(INTAKE, TODAY)


def test_a_page_asks_for_nothing_from_outside() -> None:
    page = as_html(INTAKE, TODAY)
    assert "http" not in page
    assert "src=" not in page


def test_word_has_the_same_remarks_in_tables_with_repeated_headings() -> None:
    document = Document(BytesIO(as_docx(INTAKE, TODAY)))
    rows = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
    assert rows[1] == ["План мероприятий", "2.1", "Пункт 2.1: не дата", "30.04.2020"]
    assert rows[3] == ["План мероприятий", "3", "Пункт 3: <b>кто это</b>?", ""]
    assert all("tblHeader" in table.rows[0]._tr.xml for table in document.tables)


def test_a_clean_passport_is_said_to_be_clean() -> None:
    clean = replace(INTAKE, findings=())
    assert "Замечаний нет." in as_html(clean, TODAY)
    assert "Замечаний нет." in [p.text for p in Document(BytesIO(as_docx(clean, TODAY))).paragraphs]


def test_counts_name_only_what_there_is() -> None:
    assert counted(INTAKE) == "ошибка: 1, сомнение: 1"
