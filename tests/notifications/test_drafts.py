"""Drafts for executors: what is known is written in, what is not is marked, whatever the words."""

from dataclasses import replace
from io import BytesIO

import pytest
from docx import Document

from config.drafting import draft_for, draft_of
from domain import use_cases
from domain.ports import UnknownItem
from domain.vocabulary import DocumentKind
from notifications.drafts import drafted
from notifications.drafts.paper import BLANK
from tests.scenarios.story import CURATOR, DEPUTY, HEAD, PROOF, Story, story


def told() -> Story:
    return story(begins="2018-10-01 08:00").until("2018-10-20 10:00")


def read(content: bytes) -> str:
    """All that stands in the document, tables too."""
    document = Document(BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def draft(one: Story, number: str) -> str:
    return read(draft_of(one.office, one.passport, number)[1])


def test_an_application_goes_with_the_passport_s_money_and_its_agreement() -> None:
    words = draft(told(), "2.1.1")
    assert "О представлении заявки" in words
    assert "заключить соглашение до 28.02.2019" in words
    assert "105,475 *" in words
    assert "[кому: министерство, должность, фамилия]" in words
    assert HEAD in words


def test_a_report_tells_what_was_done_beneath_and_asks_for_the_year_s_indicators() -> None:
    one = told()
    one.do(use_cases.report, "2.1.1", by=HEAD, evidence=PROOF)
    one.do(use_cases.accept, "2.1.1", by=CURATOR)
    one.do(use_cases.grant, "2.1.1", by=CURATOR)
    words = draft(one, "2")
    assert "Информационно-аналитический отчёт" in words
    assert "Пункт 2.1.1 исполнен 20.10.2018" in words
    assert PROOF.in_words in words
    assert "План 2019" in words
    assert BLANK in words


def test_notes_of_a_monitoring_are_written_in() -> None:
    one = story(begins="2019-01-10 08:00").until("2019-06-10 10:00")
    number = next(i.number for i in one.items() if i.document_kind is DocumentKind.MONITORING and i.taken_at is None)
    lead = one[number].lead
    if one[number].state == "in_progress":
        one.do(use_cases.note, number, by=lead, text="опрошено 40 школ")
        assert "10.06.2019: опрошено 40 школ" in draft(one, number)


@pytest.mark.parametrize("kind", sorted(DocumentKind))
def test_every_kind_has_a_form_that_opens(kind: DocumentKind) -> None:
    one = told()
    number = next((item.number for item in one.items() if item.document_kind is kind), None)
    if number is not None:
        name, content = draft_of(one.office, one.passport, number)
        assert name.endswith("заготовка.docx")
        assert number in read(content)


def test_only_an_executor_of_an_open_item_gets_one() -> None:
    one = told()
    assert draft_for(one.office, one["2.1.1"], HEAD)
    assert draft_for(one.office, one["2.1.1"], DEPUTY) is None
    one.do(use_cases.withdraw, "2.1.1", by=CURATOR, reason="не нужна")
    assert draft_for(one.office, one["2.1.1"], HEAD) is None


def test_an_unknown_item_is_refused() -> None:
    one = told()
    with pytest.raises(UnknownItem, match="Пункта 99 нет в плане"):
        draft_of(one.office, one.passport, "99")


@pytest.mark.parametrize("word", ["<b>жирно</b>", "нуль\x00байт\x0b", "я" * 400, "=1+1", "{{ 7*7 }}"])
def test_hostile_words_do_not_break_the_document(word: str) -> None:
    from config.outlook import pasts
    from notifications.drafts import Draft

    one = told()
    past = next(past for past in pasts(one.office, one.passport) if past.item.number == "2.1.1")
    hostile = replace(past, item=past.item.but(title=word, executors=(word,), document=word))
    made = Draft(replace(one.passport, title=word), hostile, {word: word}, (), ())
    assert word.replace("\x00", "").replace("\x0b", "") in read(drafted(made))
