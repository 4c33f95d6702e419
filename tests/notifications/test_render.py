"""Every letter says what happened, what is asked and by when, and why it came."""

import re
from dataclasses import replace
from datetime import date

import pytest

from domain.authority import Absence
from domain.letters import REPORTS, LetterKind
from domain.plan import Evidence, PlanItem
from domain.vocabulary import State
from notifications.render import Rendered, Unrenderable, render
from tests.notifications.samples import (
    AGREEMENT,
    APPLICATION,
    CURATOR,
    DEPUTY,
    HEAD,
    INSTITUTE,
    MOVED,
    PLATFORM,
    POINT,
    RESULT,
    SAMPLES,
    K,
    Sample,
    SampleView,
    letter,
    moment,
)

MORNING = SampleView(moment("2019-02-25 09:00"))
AFTER = SampleView(moment("2020-01-13 09:00"))
ESSENTIAL = [(sample, fact) for sample in SAMPLES for fact in sample[3]]
OPTIONAL = {"rung", "level", "minutes"}


def written(sample: Sample, view: SampleView = MORNING) -> Rendered:
    kind, recipient, item, facts = sample
    return render(letter(kind, recipient, [item], facts), view)


def test_every_kind_of_letter_has_a_sample() -> None:
    assert {sample[0] for sample in SAMPLES} == set(LetterKind) - REPORTS - {LetterKind.DIGEST}


@pytest.mark.parametrize("view", [MORNING, AFTER], ids=["before", "after"])
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample[0])
def test_a_letter_is_clean_and_ends_with_why_it_came(sample: Sample, view: SampleView) -> None:
    text = written(sample, view).text
    assert not re.search(r"None|[{}!]|\n\n\n|[ \t]\n|\S  +\S|\.\.|\( |,\.| [.,;:]", text)
    assert re.match(r"(Вы получили|\S+ получает) это письмо как .+ пункта [\d.]+\.$", text.splitlines()[-1])
    assert sample[2].title in text
    assert "Срок: " in text


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample[0])
def test_a_subject_is_one_short_line_that_names_the_item(sample: Sample) -> None:
    subject = written(sample).subject
    assert f" {sample[2].number} «" in subject
    assert len(subject) < 140
    assert not re.search(r"None|[{}\n]|  |!", subject)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample[0])
def test_several_items_read_as_a_list(sample: Sample) -> None:
    kind, recipient, _, facts = sample
    several = render(letter(kind, recipient, [AGREEMENT, POINT, RESULT], facts), AFTER)
    assert several.subject.endswith(": пункты 2.1.2, 2.1, 2")
    assert re.findall(r"^— (\S+) ", several.text, re.MULTILINE)[:3] == ["2.1.2", "2.1", "2"]
    assert not re.search(r"None|\n\n\n|\.\.|пункт плана", several.text)


@pytest.mark.parametrize(("sample", "fact"), ESSENTIAL)
def test_a_missing_fact_is_an_error_unless_the_letter_reads_well_without_it(sample: Sample, fact: str) -> None:
    kind, recipient, item, facts = sample
    poor = {name: value for name, value in facts.items() if name != fact}
    if fact in OPTIONAL or (kind, fact) == (K.CASCADED, "by"):
        assert fact != "minutes" or "протокол" not in written((kind, recipient, item, poor)).text
    else:
        with pytest.raises(Unrenderable, match=fact):
            written((kind, recipient, item, poor))


def test_a_subject_names_four_items_and_counts_the_rest() -> None:
    six = tuple(replace(AGREEMENT, id=n, number=f"{n}.1.2") for n in range(2, 8))
    subject = render(letter(K.STARTED, HEAD, six, {}), replace(MORNING, plan=six)).subject
    assert subject == "Начинается работа: пункты 2.1.2, 3.1.2, 4.1.2, 5.1.2 и ещё 2"


def test_a_subject_does_not_give_one_delay_for_items_that_are_late_unequally() -> None:
    equal = render(letter(K.DEADLINE_MISSED, HEAD, [POINT, RESULT], {}), AFTER).subject
    unequal = render(letter(K.DEADLINE_MISSED, HEAD, [AGREEMENT, RESULT], {}), AFTER).subject
    assert equal == "Просрочено на 13 дней: пункты 2.1, 2"
    assert unequal == "Срок истёк: пункты 2.1.2, 2"


def test_an_item_that_is_not_there_is_an_error() -> None:
    with pytest.raises(Unrenderable, match="KeyError"):
        render(letter(K.STARTED, HEAD, [replace(AGREEMENT, id=7)], {}), MORNING)


def test_a_reminder_says_the_working_days_left_and_on_the_day_itself_that_it_is_today() -> None:
    reminder = (K.REMINDER, HEAD, AGREEMENT, {"left": "3wd"})
    assert written(reminder).subject.startswith("Осталось 3 рабочих дня: 2.1.2")
    today = written(reminder, SampleView(moment("2019-02-28 09:00")))
    assert today.text.startswith("Сегодня последний день исполнения пункта плана.")
    assert today.subject.startswith("Срок истекает сегодня: 2.1.2")


def test_a_deadline_on_a_day_off_names_the_working_day_before_it() -> None:
    due = replace(AGREEMENT, finish=date(2021, 12, 31), due_at=moment("2021-12-30 18:00"))
    text = written((K.STARTED, HEAD, due, {}), replace(MORNING, plan=(due,))).text
    assert "Срок: 31.12.2021, выходной день; исполнить до 18:00 30.12.2021 (четверг); осталось" in text


def test_a_letter_of_a_control_point_names_what_is_late_beneath() -> None:
    text = written((K.DEADLINE_MISSED, HEAD, POINT, {}), AFTER).text
    assert "В составе пункта просрочено:\n— 2.1.1 Подготовка" in text
    assert "— 2.1.2 Заключение" in text
    assert "просрочено на 319 дней; Чепкасов А.В." in text


def test_what_the_letter_is_about_is_not_named_again_beneath() -> None:
    text = render(letter(K.DEADLINE_MISSED, HEAD, [AGREEMENT, POINT, APPLICATION], {}), AFTER).text
    assert "В составе" not in text


def test_of_many_late_beneath_five_are_named_and_the_rest_counted() -> None:
    many = tuple(replace(AGREEMENT, id=n, number=f"2.1.{n}") for n in range(30, 37))
    text = written((K.DEADLINE_MISSED, HEAD, POINT, {}), replace(AFTER, plan=(POINT, *many))).text
    assert "— и ещё 2 пункта" in text
    assert "2.1.35" not in text


def test_a_late_application_names_the_agreement_that_waits_for_it() -> None:
    text = written((K.DEADLINE_MISSED, HEAD, APPLICATION, {})).text
    assert "Решения по этой заявке ждёт соглашение:\n— 2.1.2 Заключение" in text


def test_a_refused_application_takes_its_agreement_with_it() -> None:
    text = written((K.REFUSED, "ПК", APPLICATION, {"by": HEAD, "reason": "нет средств"})).text
    assert "Вслед за заявкой снимается с контроля соглашение:\n— 2.1.2" in text


def test_an_extension_gives_both_dates_with_their_weekdays() -> None:
    text = written((K.EXTENDED, HEAD, AGREEMENT, MOVED)).text
    assert "прежний — 28.02.2019 (четверг), новый — 29.03.2019 (пятница)." in text


def test_a_broken_date_among_the_facts_is_an_error() -> None:
    with pytest.raises(Unrenderable, match="ValueError"):
        written((K.EXTENDED, HEAD, AGREEMENT, MOVED | {"until": "31.02.2019"}))


def test_a_reason_cannot_break_the_layout_of_a_letter() -> None:
    text = written((K.DENIED, HEAD, AGREEMENT, {"by": CURATOR, "reason": "нет\r\n\r\nоснований\x1b[2J"})).text
    assert "Причина: нет оснований[2J.\n" in text


def test_a_head_who_controls_himself_is_accepted_by_his_supervisor() -> None:
    text = written((K.REVIEW_WANTED, CURATOR, AGREEMENT, {"by": HEAD})).text
    assert "принимает Пахомова Е.А., поскольку исполнитель — Чепкасов А.В.\n" in text
    assert text.endswith("Вы получили это письмо как принимающий исполнение пункта 2.1.2.")


def test_the_acceptor_reads_what_was_presented() -> None:
    proof = Evidence(number="073-09", dated=date(2019, 3, 12), file="соглашение.pdf").in_words
    text = written((K.REVIEW_WANTED, CURATOR, AGREEMENT, {"by": HEAD, "proof": proof})).text
    assert "Представлено: № 073-09 от 12.03.2019; файл «соглашение.pdf»." in text
    assert "Представлено" not in written((K.REVIEW_WANTED, CURATOR, AGREEMENT, {"by": HEAD})).text


def test_a_committee_is_asked_for_the_minutes_and_a_person_is_not() -> None:
    assert "секретарь вносит" in written((K.REVIEW_WANTED, "ПК", POINT, {"by": HEAD})).text
    assert "секретарь вносит" not in written((K.REVIEW_WANTED, CURATOR, AGREEMENT, {"by": HEAD})).text


@pytest.mark.parametrize(
    ("recipient", "item", "ground"),
    [
        (DEPUTY, PLATFORM, "ответственный исполнитель пункта 1.1.1"),
        (INSTITUTE, PLATFORM, "соисполнитель пункта 1.1.1"),
        (HEAD, PLATFORM, "контролирующий исполнение пункта 1.1.1"),
        ("ПК", PLATFORM, "вышестоящий уровень контроля пункта 1.1.1"),
        ("ПК", POINT, "уровень контроля пункта 2.1"),
        (CURATOR, POINT, "непосредственный руководитель исполнителя пункта 2.1"),
        ("Иванов И.И.", POINT, "участник проекта, которого касается исполнение пункта 2.1"),
    ],
)
def test_the_last_line_says_what_the_recipient_is_to_the_item(recipient: str, item: PlanItem, ground: str) -> None:
    assert written((K.HALF_TERM, recipient, item, {})).text.endswith(f"это письмо как {ground}.")


def test_an_escalation_names_everybody_on_the_rungs_below_but_not_its_recipient() -> None:
    late = replace(AGREEMENT, state=State.OVERDUE, rung=4)
    text = written((K.ESCALATION, "Коллегия", late, {}), replace(AFTER, plan=(late,))).text
    assert "Просрочка вынесена на следующий уровень.\nРанее извещены: Чепкасов А.В., Пахомова Е.А., ПК.\n" in text
    lower = replace(late, rung=2)
    text = written((K.ESCALATION, CURATOR, lower, {}), replace(AFTER, plan=(lower,))).text
    assert "Ранее извещён: Чепкасов А.В.\n" in text


def test_an_escalation_that_comes_again_at_the_top_says_so() -> None:
    late = replace(AGREEMENT, state=State.OVERDUE, rung=4, repeats=1)
    text = written((K.ESCALATION, "Коллегия", late, {}), replace(AFTER, plan=(late,))).text
    assert text.startswith("Пункт плана остаётся просроченным: об исполнении по-прежнему не сообщено.\n")


def test_a_review_that_waits_says_for_how_many_working_days_if_it_can_be_said() -> None:
    since = moment("2019-02-20 15:00")
    first = replace(AGREEMENT, state=State.UNDER_REVIEW, reported_at=since)
    second = replace(POINT, state=State.UNDER_REVIEW, reported_at=moment("2019-02-21 15:00"))
    view = replace(MORNING, plan=(first, second))
    assert written((K.REVIEW_WAITING, CURATOR, first, {}), view).subject.startswith("Ждёт приёмки 3 рабочих дня: ")
    both = render(letter(K.REVIEW_WAITING, CURATOR, [first, second], {}), view)
    assert both.subject == "Ждут приёмки: пункты 2.1.2, 2.1"


def test_the_decision_on_an_application_is_entered_by_control_and_told_by_the_executor() -> None:
    assert "внесите его" in written((K.DECISION_WAITING, CURATOR, APPLICATION, {})).text
    lead = written((K.DECISION_WAITING, HEAD, APPLICATION, {})).text
    assert "сообщите тому, кто принимает исполнение: Пахомова Е.А.\n" in lead


def test_an_approved_application_asks_only_those_who_conclude_its_agreement() -> None:
    ready = replace(AGREEMENT, executors=(DEPUTY,))
    view = replace(MORNING, plan=(replace(APPLICATION, state=State.DONE), ready))
    granted = (K.GRANTED, DEPUTY, APPLICATION, {"by": CURATOR})
    assert "Можно заключать соглашение." in written(granted, view).text
    assert "Можно заключать" not in written((K.GRANTED, HEAD, APPLICATION, {"by": CURATOR}), view).text


@pytest.mark.parametrize("minutes", ["№ 5 от 01.03.2019", "протокол № 5 от 01.03.2019"])
def test_minutes_are_called_minutes_once(minutes: str) -> None:
    text = written((K.ACCEPTED, HEAD, POINT, {"by": "ПК", "minutes": minutes})).text
    assert text.startswith("Исполнение пункта плана принято.\nРешение: ПК, протокол № 5 от 01.03.2019.\n")


def test_an_acceptance_above_open_items_gives_its_reason() -> None:
    facts = {"by": "ПК", "minutes": "№ 5 от 01.03.2019", "reason": "отчёт представлен"}
    assert "Основание: отчёт представлен." in written((K.ACCEPTED, HEAD, POINT, facts)).text


def test_different_grounds_are_joined_in_one_sentence() -> None:
    text = render(letter(K.CATCH_UP, HEAD, [AGREEMENT, PLATFORM, POINT], {}), AFTER).text
    both = "ответственный исполнитель пунктов 2.1.2, 2.1 и контролирующий исполнение пункта 1.1.1."
    assert text.endswith(f"Вы получили это письмо как {both}")


def test_a_stand_in_learns_whom_he_stands_in_for_and_only_while_he_does() -> None:
    away = Absence(DEPUTY, "Иванов И.И.", date(2019, 2, 25), date(2019, 2, 25))
    sample: Sample = (K.HALF_TERM, "Иванов И.И.", PLATFORM, {})
    ground = "ответственный исполнитель пункта 1.1.1 (вы замещаете: Чванова Л.В.)."
    assert written(sample, replace(MORNING, absences=(away,))).text.endswith(ground)
    day_after = SampleView(moment("2019-02-26 09:00"), absences=(away,))
    assert "замещаете" not in written(sample, day_after).text


def test_who_has_reported_overnight_is_not_asked_again() -> None:
    reported = replace(AGREEMENT, state=State.UNDER_REVIEW, reported_at=moment("2019-02-28 19:00"))
    view = SampleView(moment("2019-03-01 08:00"), plan=(reported,))
    text = written((K.DEADLINE_MISSED, HEAD, reported, {}), view).text
    assert text.startswith("Срок исполнения пункта плана истёк.\n")
    assert "об исполнении сообщено 28.02.2019." in text
    assert "Действий от вас не требуется." in text


def test_an_executed_item_says_whether_it_was_in_time() -> None:
    done = replace(AGREEMENT, state=State.DONE, reported_at=moment("2019-03-03 10:00"))
    sample = (K.ACCEPTED, HEAD, done, {"by": CURATOR})
    assert "исполнен с опозданием на 3 дня." in written(sample, replace(AFTER, plan=(done,))).text


def test_an_accepted_application_still_waits_for_the_decision() -> None:
    waits = replace(APPLICATION, state=State.AWAITING_DECISION)
    text = written((K.ACCEPTED, HEAD, waits, {"by": CURATOR}), replace(MORNING, plan=(waits,))).text
    assert "Теперь ожидается решение по заявке." in text
    assert "; ждёт решения." in text


def test_the_recipient_is_named_with_his_position_and_a_body_with_its_title() -> None:
    sample = SAMPLES[0]
    assert written(sample).addressee == f"{HEAD}, начальник департамента образования и науки Кемеровской области"
    assert written((K.STARTED, "ПК", POINT, {})).addressee == "ПК (Проектный комитет)"
    assert written((K.STARTED, "Иванов И.И.", POINT, {})).addressee == "Иванов И.И."
    assert written((K.STARTED, "Коллегия", RESULT, {})).addressee == "Коллегия Администрации Кемеровской области"
