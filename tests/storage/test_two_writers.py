"""Two at once: the second writer loses loudly, two services share their work, and nobody waits for ever."""

from collections import Counter
from collections.abc import Iterator
from threading import Event, Thread

import pytest

from config.replay import StoryClock
from config.wiring import Office
from domain import use_cases
from domain.plan import PlanItem
from domain.ports import Desk, Entry, StaleItem
from domain.storage.database import Database
from domain.storage.journal import verify
from domain.storage.plan_store import due, record
from domain.vocabulary import State
from tests.scenarios.story import HEAD, PROOF, Story, ladder, moment, story


def beside(told: Story) -> Office:
    """Another service on the same database, with its own connections and clock."""
    return Office(Database(told.office.database.url), ladder(), StoryClock(told.clock.present), told.office.home)


@pytest.fixture
def second(told: Story) -> Iterator[Office]:
    office = beside(told)
    yield office
    office.close()


def taken(item: PlanItem, told: Story) -> Entry:
    return Entry(item, item.but(version=item.version + 1, state=State.IN_PROGRESS), "take", HEAD, told.clock.now())


def write_down(office: Office, entry: Entry) -> None:
    with office.database.writing() as connection:
        record(connection, [entry])


def test_the_second_writer_of_one_version_is_refused_and_nothing_of_his_is_kept(told: Story, second: Office) -> None:
    mine, his = told["2.1.1"], second.records.items()[1]
    assert mine == his
    write_down(told.office, taken(mine, told))
    before = (told.items(), told.history("2.1.1"), told.office.records.wakes(100))
    with pytest.raises(StaleItem, match=r"Пункт 2\.1\.1 только что изменил кто-то другой"):
        write_down(second, taken(his, told))
    assert (told.items(), told.history("2.1.1"), told.office.records.wakes(100)) == before


def test_the_second_writer_who_reads_again_succeeds(told: Story, second: Office) -> None:
    write_down(told.office, taken(told["2.1.1"], told))
    write_down(second, taken(second.records.items()[1], told))
    assert told["2.1.1"].version == 2


def test_whoever_acts_on_an_item_that_has_spoken_meanwhile_is_refused_and_its_timer_stays_one(told: Story) -> None:
    told.until("2018-10-10 12:00")
    read = told["2.1.1"]
    told.until("2018-10-16 09:00")
    assert told["2.1.1"].version == read.version
    with pytest.raises(StaleItem):
        write_down(told.office, Entry(read, read.but(version=9, next_wake_at=None), "report", HEAD, told.clock.now()))
    assert told.until("2018-10-30 18:00")["2.1.1"].state is State.OVERDUE


def test_the_journal_verifies_as_of_one_moment_while_others_write(told: Story, second: Office) -> None:
    with told.office.database.reading() as connection:
        before = connection.exec_driver_sql("SELECT count(*) FROM journal").scalar()
        write_down(second, taken(second.records.items()[1], told))
        assert verify(connection) == before
    assert told.office.verify_journal() == (before or 0) + 1


@pytest.fixture
def crowd(postgres_url: str) -> Iterator[Story]:
    """Results 2 and 3 on PostgreSQL."""
    made = story("2", "3", url=postgres_url)
    yield made
    made.office.close()


def test_what_one_service_has_taken_the_other_skips(crowd: Story) -> None:
    other, now = beside(crowd), moment("2018-10-01 09:00")
    with crowd.office.database.writing() as connection:
        mine = due(connection, now, 2, crowd.office.zone)
        assert other.tick_once(now) == 1
        assert use_cases.tick(now, mine, {crowd.passport.code: crowd.office.desk(connection, crowd.passport)}) == 2
    assert (crowd.office.tick_once(now), other.tick_once(now)) == (0, 0)
    assert [crowd.events(number).count("start_comes") for number in ("2", "2.1", "2.1.1")] == [1, 1, 1]
    other.close()


def test_two_services_ticking_at_once_come_to_what_one_would_and_double_nothing(
    crowd: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("config.wiring.BATCH", 1)
    offices = (crowd.office, beside(crowd))
    while (now := crowd.office.next_due()) and now <= moment("2019-12-31 23:59"):
        crowd.clock.present = now
        both = [Thread(target=until_nothing_is_due, args=(office, now)) for office in offices]
        for one in both:
            one.start()
        for one in both:
            one.join()
    assert crowd.items() == story("2", "3").until("2019-12-31 23:59").items()
    said = Counter((x.recipient, x.kind, x.occasion, item) for x in crowd.letters() for item in x.items)
    assert set(said.values()) == {1}
    crowd.office.verify_journal()
    offices[1].close()


def until_nothing_is_due(office: Office, now: object) -> None:
    while office.tick_once(now):  # type: ignore[arg-type]
        pass


def test_an_event_waits_for_the_tick_that_has_the_item_and_then_loses_instead_of_deadlocking(crowd: Story) -> None:
    crowd.until("2018-10-29 12:00")
    now, read, outcome = moment("2018-10-30 09:00"), Event(), list[Exception]()
    other = beside(crowd)

    def report(desk: Desk, at: object) -> PlanItem:
        desk.plan.get("2.1.1")
        read.set()
        return use_cases.report("2.1.1", by=HEAD, evidence=PROOF, now=now, desk=desk)

    def act() -> None:
        try:
            other.act(crowd.passport, report)
        except Exception as error:
            outcome.append(error)

    person = Thread(target=act)
    with crowd.office.database.writing() as connection:
        mine = due(connection, now, 100, crowd.office.zone)
        person.start()
        read.wait()
        person.join(timeout=0.3)
        use_cases.tick(now, mine, {crowd.passport.code: crowd.office.desk(connection, crowd.passport)})
    person.join()
    other.close()
    assert [type(error) for error in outcome] == [StaleItem]
    assert crowd.events("2.1.1")[-1] == "spoken"
