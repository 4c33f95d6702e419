"""Several letters leave as one message: by urgency, each item once, and nothing that people wrote is lost."""

import re
from dataclasses import dataclass, replace

import pytest

from domain.letters import Letter, LetterKind
from domain.passport import Passport
from domain.vocabulary import State
from notifications.digest import ROOM, Occasion, render_digest
from notifications.render import Unrenderable
from tests.notifications.samples import (
    AGREEMENT,
    APPLICATION,
    CURATOR,
    DEPUTY,
    HEAD,
    PASSPORT,
    PLATFORM,
    POINT,
    SampleView,
    letter,
    moment,
    plan_item,
)

K = LetterKind
NOW = moment("2019-02-25 09:00")
MORNING = SampleView(NOW)


def reminder(*items: str) -> Letter:
    return letter(K.REMINDER, HEAD, (AGREEMENT, POINT), {"left": "3wd"})


def test_the_subject_counts_what_is_in_the_message_and_nothing_else() -> None:
    late = letter(K.DEADLINE_MISSED, HEAD, (APPLICATION,), {})
    made = render_digest([late, reminder()], MORNING, Occasion.MORNING)
    assert made.subject == "Сводка на 25.02.2019: просрочено 1, приближается срок 2"


def test_what_is_late_comes_first_whatever_the_order_of_the_letters() -> None:
    late = letter(K.DEADLINE_MISSED, HEAD, (APPLICATION,), {})
    made = render_digest([reminder(), late], MORNING, Occasion.MORNING)
    assert made.text.index("Срок истёк: 1") < made.text.index("Приближается срок: 2")


def test_an_item_stands_once_in_its_weightiest_group() -> None:
    late = letter(K.ESCALATION, HEAD, (APPLICATION,), {"rung": "2", "level": "РРП"})
    again = letter(K.REMINDER, HEAD, (APPLICATION,), {"left": "3wd"})
    made = render_digest([again, late], MORNING, Occasion.MORNING)
    assert made.subject.endswith("просрочено 1")
    assert made.text.count("— 2.1.1 ") == 1


def test_reasons_that_people_gave_are_all_told() -> None:
    returned = letter(K.RETURNED, HEAD, (AGREEMENT,), {"by": CURATOR, "reason": "не указан номер соглашения"})
    denied = letter(K.DENIED, HEAD, (AGREEMENT,), {"by": CURATOR, "reason": "причина не подтверждена"})
    text = render_digest([returned, denied], MORNING, Occasion.DAY).text
    assert "не указан номер соглашения" in text
    assert "причина не подтверждена" in text


def test_an_extension_that_is_asked_for_names_its_date_and_reason() -> None:
    asked = replace(PLATFORM, asked_finish=PLATFORM.finish)
    view = replace(MORNING, plan=(asked, APPLICATION))
    facts = {"by": DEPUTY, "reason": "поставка задержана", "until": "2021-03-01"}
    letters = [letter(K.EXTENSION_ASKED, HEAD, (asked,), facts), letter(K.DEADLINE_MISSED, HEAD, (APPLICATION,), {})]
    text = render_digest(letters, view, Occasion.DAY).text
    assert "01.03.2021" in text
    assert "поставка задержана" in text
    assert "Ждёт решения: 1" in text


def test_a_decision_that_has_been_made_meanwhile_is_not_asked_for() -> None:
    done = replace(AGREEMENT, state=State.DONE, reported_at=NOW, reported_by=HEAD)
    view = replace(MORNING, plan=(done, APPLICATION))
    wanted = letter(K.REVIEW_WANTED, CURATOR, (done,), {"by": HEAD})
    made = render_digest([wanted, letter(K.DEADLINE_MISSED, CURATOR, (APPLICATION,), {})], view, Occasion.DAY)
    assert "Уже не требует действий: 1" in made.text
    assert "Ждёт решения" not in made.text


def test_after_an_outage_the_message_says_since_when_letters_did_not_come() -> None:
    old = letter(K.DEADLINE_MISSED, HEAD, (APPLICATION,), {}, at="2019-02-18 18:00")
    made = render_digest([old, reminder()], MORNING, Occasion.AFTER_OUTAGE)
    assert made.note.startswith("С 18.02.2019 по 25.02.2019 письма не доставлялись.")
    assert made.text.startswith(made.note)


def many(count: int) -> SampleView:
    items = [plan_item(f"7.{n}", POINT.rank, "Очень длинное название " * 8, POINT.finish) for n in range(1, count + 1)]
    return replace(MORNING, plan=tuple(replace(item, id=1000 + n) for n, item in enumerate(items)))


@pytest.mark.parametrize("count", [7, 30, 90])
def test_every_item_is_named_by_its_number_and_the_text_fits_every_channel(count: int) -> None:
    view = many(count)
    whole = letter(K.REMINDER, DEPUTY, view.plan, {"left": "7d"})
    made = render_digest([whole, letter(K.HALF_TERM, DEPUTY, view.plan[:2], {})], view, Occasion.MORNING)
    assert all(item.number in made.text for item in view.plan)
    assert len(made.text) <= ROOM + 700
    assert sum(len(section.cards) for section in made.sections) == count


def test_the_message_ends_with_why_it_came() -> None:
    made = render_digest([reminder(), letter(K.STARTED, HEAD, (PLATFORM,), {})], MORNING, Occasion.MORNING)
    assert made.text.splitlines()[-1] == made.why
    assert made.why.startswith("Вы получили это письмо как ответственный исполнитель пунктов")


def test_one_bad_letter_is_named() -> None:
    bad = letter(K.RETURNED, HEAD, (AGREEMENT,), {})
    with pytest.raises(Unrenderable, match=r"sample\|returned"):
        render_digest([reminder(), bad], MORNING, Occasion.DAY)


def test_the_bad_letter_is_known_by_its_key() -> None:
    bad = letter(K.RETURNED, HEAD, (AGREEMENT,), {})
    with pytest.raises(Unrenderable) as fault:
        render_digest([reminder(), bad], MORNING, Occasion.DAY)
    assert fault.value.key == bad.key


def test_where_there_is_room_every_reason_is_told_whole() -> None:
    reason = "в приложении нет сметы расходов на оборудование, не указаны сроки поставки и ответственные; " * 3
    items = [replace(AGREEMENT, id=900 + n, number=f"{n}.1.2") for n in range(1, 8)]
    facts = {"by": CURATOR, "reason": reason.strip("; ")}
    view = replace(MORNING, plan=tuple(items))
    two = [letter(K.RETURNED, HEAD, (item,), facts) for item in items[:2]]
    assert render_digest(two, view, Occasion.DAY).text.count(facts["reason"]) == 2
    short = [letter(K.RETURNED, HEAD, (item,), {"by": CURATOR, "reason": f"нет листа {item.id}"}) for item in items]
    text = render_digest(short, view, Occasion.DAY).text
    assert all(f"нет листа {item.id}" in text for item in items)


def test_the_mail_keeps_every_reason_however_many_there_are() -> None:
    items = [replace(AGREEMENT, id=900 + n, number=f"{n}.1.2") for n in range(1, 60)]
    view = replace(MORNING, plan=tuple(items))
    letters = [
        letter(K.RETURNED, HEAD, (item,), {"by": CURATOR, "reason": f"нет листа {item.id}" + " и подписи" * 30})
        for item in items
    ]
    made = render_digest(letters, view, Occasion.DAY)
    assert len(made.text) <= ROOM + 700
    assert all(item.number in made.text for item in items)
    told = " ".join(section.happened for section in made.sections)
    assert all(f"нет листа {item.id}" in told for item in items)


def test_what_is_settled_is_not_named_again_after_the_news_of_it() -> None:
    done = replace(AGREEMENT, state=State.DONE, reported_at=NOW, reported_by=HEAD)
    accepted = letter(K.ACCEPTED, HEAD, (done,), {"by": CURATOR})
    earlier = letter(K.REMINDER, HEAD, (done,), {"left": "3wd"})
    made = render_digest([earlier, accepted], replace(MORNING, plan=(done,)), Occasion.DAY)
    assert "Исполнение пункта плана принято. Решение: Пахомова Е.А." in made.text
    assert "Уже не требует действий" not in made.text


def test_a_subject_with_no_room_for_everything_says_so() -> None:
    kinds = (K.DEADLINE_MISSED, K.RETURNED, K.NOT_TAKEN, K.REMINDER, K.PROGRESS_WANTED, K.STARTED, K.DENIED)
    items = [replace(AGREEMENT, id=900 + n, number=f"{n}.1.2") for n in range(len(kinds))]
    items[0] = replace(items[0], due_at=moment("2019-02-20 18:00"))
    facts = {"by": CURATOR, "reason": "нет подписи", "left": "7d"}
    letters = [letter(kind, HEAD, (item,), facts) for kind, item in zip(kinds, items, strict=True)]
    subject = render_digest(letters, replace(MORNING, plan=tuple(items)), Occasion.MORNING).subject
    assert subject.startswith("Сводка на 25.02.2019: просрочено 1, возвращено 1, ")
    assert subject.endswith(" и другое")
    assert len(subject) <= 110


def test_an_outage_of_one_day_has_one_date() -> None:
    made = render_digest([reminder(), letter(K.STARTED, HEAD, (PLATFORM,), {})], MORNING, Occasion.AFTER_OUTAGE)
    assert made.note.startswith("25.02.2019 письма не доставлялись.")


def test_a_body_is_spoken_of_and_not_to() -> None:
    late = letter(K.ESCALATION, "ПК", (APPLICATION,), {"rung": "2", "level": "РРП"})
    asked = letter(K.EXTENSION_ASKED, "ПК", (POINT,), {"by": HEAD, "reason": "нет средств", "until": "2020-03-02"})
    text = render_digest([late, asked], MORNING, Occasion.DAY).text
    assert "ПК получает это письмо как " in text
    assert not re.search(r"\b[Вв](ы|ас|ам)\b|\b(Откройте|Выясните|Примите)\b", text)


@dataclass(frozen=True)
class TwoPlans(SampleView):
    """Two passports whose items have the same numbers."""

    def passport(self, code: str) -> Passport:
        return replace(PASSPORT, code=code, title="Современная школа" if code == "school" else PASSPORT.title)


@pytest.mark.parametrize(
    ("reader", "why"),
    [
        (HEAD, "Вы получили это письмо как участник этих проектов."),
        ("ПК", "ПК получает это письмо как орган, контролирующий исполнение этих проектов."),
    ],
)
def test_of_several_plans_each_number_says_whose_it_is(reader: str, why: str) -> None:
    other = replace(AGREEMENT, id=900, passport="school")
    first = letter(K.STARTED, reader, (AGREEMENT,), {})
    second = replace(letter(K.STARTED, reader, (other,), {}), passport="school")
    made = render_digest([first, second], TwoPlans(NOW, plan=(AGREEMENT, other)), Occasion.MORNING)
    assert "— 2.1.2 (Современная школа) Заключение" in made.text
    assert made.project == "Региональные проекты «Цифровая образовательная среда», «Современная школа»."
    assert made.text.splitlines()[-1] == made.why == why
