"""The application 2.1.1 and the agreement 2.1.2 from the first letter to the last, by presses and messages alone."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from domain.vocabulary import State
from notifications.telegram.buttons import packed
from tests.scenarios.story import ADMINISTRATOR, CURATOR, DEPUTY, HEAD, INSTITUTE, moment
from tests.telegram.emulator_screen import Seen
from tests.telegram.people import Group, Person
from tests.telegram.post import Post, opened_post
from tests.telegram.town import Town, at_work

SCAN = b"%PDF-1.7 a signed application"
REASON = "нет подписи второй стороны"
FAST = 1000
"""The pace of letters is measured elsewhere; here its seconds pass that many times faster."""


@dataclass
class Life:
    """Result 2 lived through: the head executes, the curator accepts for him, the committee hears."""

    post: Post
    head: Person
    curator: Person
    member: Person
    committee: Group

    def until(self, at: str) -> "Life":
        """Live on to that instant; every letter is delivered when it is due."""
        story, end = self.post.story, moment(at)
        office = story.office
        while (due := min(filter(None, (office.next_due(), office.outbox.next_try_at())), default=end)) < end:
            story.until(f"{due:%Y-%m-%d %H:%M}")
            self.go_out()
        story.until(at)
        self.go_out()
        return self

    def go_out(self) -> None:
        """Rounds until all has gone that may go now."""
        office = self.post.story.office
        self.post.until(lambda: not office.outbox.waiting(office.clock.now(), 1), 30)

    def state(self, number: str) -> State:
        return self.post.story[number].state

    def presses(self, who: Person, words: str, message: Seen) -> str:
        """Press, and give the answer once the letters that it causes have come."""
        said = who.presses(message, words).answer().text
        self.post.all_sent(30)
        return said

    def reports(self, words: str = "", file: str = "") -> str:
        """The head reports from his newest letter."""
        self.presses(self.head, "Исполнено", offering(self.head, "Исполнено"))
        asked = self.head.waits_for("Отменить — /cancel")
        said = self.head.sends_file(file, SCAN) if file else self.head.says(words)
        assert said.id > asked.id
        return self.presses(self.head, "Отправить", offering(self.head, "Отправить", after=said.id))

    def returns(self, reason: str) -> str:
        """The curator sends the report back."""
        self.presses(self.curator, "Вернуть", offering(self.curator, "Вернуть"))
        self.curator.waits_for("Укажите причину")
        said = self.curator.says(reason)
        return self.presses(self.curator, "Отправить", offering(self.curator, "Отправить", after=said.id))


def offering(who: Person | Group, words: str, after: int = 0) -> Seen:
    """The newest message with that button, waited for."""
    screen = who.until(lambda seen: any(m.id > after and words in m.buttons for m in seen))
    return [message for message in screen if message.id > after and words in message.buttons][-1]


@pytest.fixture
def life(tmp_path: Path) -> Iterator[Life]:
    with opened_post(tmp_path, "2", begins="2018-10-01 08:00") as post:
        post.emulator.limits.on = False
        post.telegram.channel.pace.clock = lambda: time.monotonic() * FAST
        head, curator, member = (post.person(name) for name in (HEAD, CURATOR, DEPUTY))
        committee = post.group(member, secretary=INSTITUTE)
        with at_work(post.telegram.window()):
            yield Life(post, head, curator, member, committee)


@pytest.fixture
def filed(life: Life) -> Life:
    """The application is with the ministry."""
    life.until("2018-10-23 10:00").reports(file="заявка.pdf")
    life.presses(life.curator, "Принять", offering(life.curator, "Принять"))
    return life


@pytest.fixture
def climbed(filed: Life) -> Life:
    """The ministry has agreed, and of the agreement nobody has heard for a week."""
    filed.until("2018-12-18 10:00")
    filed.presses(filed.curator, "Заявка одобрена", offering(filed.curator, "Заявка одобрена"))
    return filed.until("2019-03-06 10:00")


def test_an_application_is_taken_from_the_first_letter(life: Life) -> None:
    life.until("2018-10-01 09:05")
    life.presses(life.head, "Открыть 2.1.1", life.head.waits_for("Начинается работа"))
    card = offering(life.head, "В работу")
    assert life.presses(life.head, "В работу", card) == "Пункт 2.1.1: взят в работу."
    life.until("2018-10-04 10:00")
    assert "2.1.1" not in life.curator.screen.words


def test_the_heads_report_goes_to_his_supervisor_with_the_file(life: Life) -> None:
    assert life.until("2018-10-23 10:00").reports(file="заявка.pdf") == "Пункт 2.1.1: отчёт отправлен на приёмку."
    assert "Принять" not in life.head.screen.buttons
    wanted = offering(life.curator, "Принять")
    life.presses(life.curator, "Файл отчёта", wanted)
    handed = life.curator.until(lambda screen: screen[-1].file_name).last
    assert (handed.file_name, life.post.emulator.contents(handed)) == ("заявка.pdf", SCAN)
    assert life.presses(life.curator, "Принять", wanted) == "Пункт 2.1.1: исполнение принято."
    assert life.state("2.1.1") is State.AWAITING_DECISION


def test_the_ministrys_consent_ends_the_application_and_frees_the_agreement(filed: Life) -> None:
    assert filed.state("2.1.2") is State.BLOCKED
    filed.until("2018-12-18 10:00")
    asked = offering(filed.curator, "Заявка одобрена")
    assert filed.presses(filed.curator, "Заявка одобрена", asked) == "Пункт 2.1.1: одобрение заявки отмечено."
    assert (filed.state("2.1.1"), filed.state("2.1.2")) == (State.DONE, State.PLANNED)
    assert "Заявка одобрена" not in filed.curator.screen.buttons


def test_a_missed_deadline_climbs_to_the_committee_and_a_member_takes_it(climbed: Life) -> None:
    item = climbed.post.story["2.1.2"]
    assert (item.state, item.rung) == (State.OVERDUE, 3)
    escalation = offering(climbed.committee, "Беру на контроль")
    assert climbed.presses(climbed.member, "Беру на контроль", escalation) == "Пункт 2.1.2: взят на контроль."
    taken = climbed.committee.waits_for(f"— {DEPUTY}")
    assert (taken.id, "Беру на контроль" in taken.buttons) == (escalation.id, False)
    climbed.until("2019-03-11 08:59")
    assert climbed.post.story["2.1.2"].rung == 3


def test_an_agreement_is_returned_with_a_reason_reported_again_and_accepted(climbed: Life) -> None:
    assert "отправлен на приёмку" in climbed.reports("№ 073-09 от 05.03.2019")
    assert climbed.returns(REASON) == "Пункт 2.1.2: возвращён на доработку."
    assert REASON in offering(climbed.head, "Исполнено").text
    assert "отправлен на приёмку" in climbed.reports("№ 073-09-2019-215 от 06.03.2019")
    climbed.curator.says("/item 2.1.2")
    card = climbed.curator.waits_for("Подтверждение: № 073-09-2019-215 от 06.03.2019")
    assert climbed.presses(climbed.curator, "Принять", card) == "Пункт 2.1.2: исполнение принято."
    acts = [row.event for row in climbed.post.story.history("2.1.2") if row.actor in (HEAD, CURATOR)]
    assert acts == ["report", "return", "report", "accept"]


def test_in_the_end_no_screen_offers_what_can_no_longer_be_done(climbed: Life) -> None:
    climbed.reports("№ 073-09 от 05.03.2019")
    climbed.presses(climbed.curator, "Принять", offering(climbed.curator, "Принять"))
    escalation = climbed.committee.waits_for(f"исполнение принято — {CURATOR}")
    assert not escalation.buttons
    about = [m for p in (climbed.head, climbed.curator) for m in p.screen if "Мероприятие 2.1.2" in m.text]
    assert about
    assert {words for message in about for words in message.buttons} <= {"Возобновить", "Файл отчёта"}


def test_a_report_half_written_is_told_that_another_was_accepted(town: Town) -> None:
    town.press(DEPUTY, town.card(DEPUTY, "3.1.1"), "Исполнено")
    town[DEPUTY].waits_for("номер и дата графика")
    town.press(INSTITUTE, town.card(INSTITUTE, "3.1.1"), "Исполнено")
    town.press(INSTITUTE, town.tell(INSTITUTE, "№ 15-р от 05.06.2019", "Отправить?"), "Отправить")
    town.press(HEAD, town.card(HEAD, "3.1.1"), "Принять")
    town.press(DEPUTY, town.tell(DEPUTY, "№ 16-р от 06.06.2019", "Отправить?"), "Отправить")
    assert HEAD in town[DEPUTY].waits_for("исполнение принято").text
    assert town.item("3.1.1").state is State.DONE
    assert "15-р" in town.card(DEPUTY, "3.1.1").text
    assert "/my" in town.tell(DEPUTY, "№ 16-р от 06.06.2019", "/my").text


def test_a_stand_in_cannot_accept_what_he_reported(town: Town) -> None:
    for absent in (HEAD, DEPUTY):
        town.story.away(absent, ADMINISTRATOR)
    town.press(ADMINISTRATOR, town.card(ADMINISTRATOR, "3.1.1"), "Исполнено")
    town.press(ADMINISTRATOR, town.tell(ADMINISTRATOR, "№ 15-р от 05.06.2019", "Отправить?"), "Отправить")
    card, item = town.card(ADMINISTRATOR, "3.1.1"), town.item("3.1.1")
    assert (item.reported_by, "Принять" in card.buttons) == (ADMINISTRATOR, False)
    answer = town[ADMINISTRATOR].forges(card, packed("accept", item.id, item.version)).answer()
    assert "не может принять" in answer.text
    assert town.item("3.1.1").state is State.UNDER_REVIEW


def test_a_stand_in_accepts_what_another_reported_and_both_are_named(town: Town) -> None:
    town.story.away(HEAD, ADMINISTRATOR)
    town.reported("3.1.1", by=INSTITUTE)
    town.press(ADMINISTRATOR, town.card(ADMINISTRATOR, "3.1.1"), "Принять")
    row = town.story.history("3.1.1")[-1]
    assert (row.event, row.actor, row.details["stands_in_for"]) == ("accept", ADMINISTRATOR, [HEAD])
