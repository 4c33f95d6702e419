"""Letters about a new edition: of sixty items fifteen are named, and one about the passport alone names none."""

from dataclasses import replace
from datetime import date

from domain.letters import LetterKind
from notifications.render import render
from tests.notifications.samples import AGREEMENT, DEPUTY, HEAD, NEWS, PLATFORM, SUMMARY, SampleView, letter, moment

VIEW = SampleView(moment("2019-02-25 09:00"))
SIXTY = tuple(replace(PLATFORM, id=n, number=f"{n}.1.1", finish=date(2020, 12, 30)) for n in range(1, 61))
MANY = NEWS | {"changes": " ¦ ".join(f"прежний номер {n}.1.2" for n in range(1, 16))}


def test_of_sixty_items_fifteen_are_named_with_what_has_changed_and_the_rest_counted() -> None:
    written = render(letter(LetterKind.AMENDED, DEPUTY, SIXTY, MANY), replace(VIEW, plan=SIXTY))
    assert written.subject == "План проекта изменён: пункты 1.1.1, 2.1.1, 3.1.1, 4.1.1 и ещё 56"
    assert written.text.count("\n— ") == 16
    assert "прежний номер 15.1.2" in written.text
    assert "\n— и ещё 45 пунктов\n" in written.text
    assert written.text.endswith("ответственный исполнитель пунктов 1.1.1, 2.1.1, 3.1.1, 4.1.1, 5.1.1, 6.1.1, 7.1.1, "
                                 "8.1.1 и ещё 52.")  # fmt: skip


def test_one_item_is_shown_whole_with_what_has_changed() -> None:
    text = render(letter(LetterKind.AMENDED, HEAD, [AGREEMENT], NEWS), VIEW).text
    assert text.startswith("Распоряжением от 20.05.2020 № 301-р изменён пункт плана, который касается вас.\n")
    assert "\nЧто изменено: прежний номер 3.1.2.\n" in text


def test_an_edition_that_touches_no_item_is_told_to_the_committee_in_sum() -> None:
    written = render(letter(LetterKind.AMENDED, "ПК", [], NEWS | {"changes": ""} | SUMMARY), VIEW)
    assert written.subject == "Паспорт проекта изменён"
    assert "Всего: перенесено сроков — 4, изменено номеров — 12." in written.text
    assert written.text.endswith("ПК получает это письмо как орган, контролирующий исполнение плана проекта.")
