"""Every page of the desk that a person can come to, each made as he comes to it."""

from collections.abc import Callable, Iterator
from datetime import timedelta

from domain import use_cases
from tests.scenarios.story import COMMITTEE, DEPUTY, HEAD
from tests.web.chromium.people import Person
from tests.web.house import House

Place = Callable[[Person], None]
LONG = "Оченьдлинноесловобезединогопробела" * 5


def furnished(house: House) -> None:
    """Items in several states, a history with words in it, a committee with its secretary."""
    now = house.story.clock.now()
    house.story.office.mailboxes.appoint(COMMITTEE, house.story.passport.code, DEPUTY, now)
    house.story.do(use_cases.note, "3.1.1", by=DEPUTY, text=LONG)
    house.story.do(use_cases.ask, "3.1.1", by=DEPUTY, finish=(now + timedelta(days=400)).date(), reason=LONG)
    house.story.do(use_cases.withdraw, "3.1.2", by=HEAD, reason="Так решено на совещании")
    house.reported("2.1.1", by=HEAD)
    house.reported("3.1", by=HEAD)


def _page(path: str) -> Place:
    return lambda who: who.opens(path)


def _card(number: str) -> Place:
    return lambda who: who.opens(who.house.card(number))


def _refused(number: str, code: str) -> Place:
    """The form of an action, sent as it stands though its fields say nothing sensible."""

    def come(who: Person) -> None:
        who.opens(f"{who.house.card(number)}/{code}")
        for field in who.page.locator("main textarea, main input[type=text], main input[type=url]").all():
            field.fill("?")
        who.page.locator("main form").evaluate("form => { form.noValidate = true }")
        who.page.locator("main form button").click()
        who.page.locator("#refusal").wait_for()

    return come


def _absent(who: Person) -> None:
    who.opens("/absence")
    who.fills({"Кто замещает": "Нетаков Н.Н."})
    who.page.locator("main form").evaluate("form => { form.noValidate = true }")
    who.presses("Записать отсутствие")
    who.page.locator("#refusal").wait_for()


def _expired(who: Person) -> None:
    who.house.later = timedelta(hours=73)
    who.opens(who.house.links.desk(HEAD))
    who.house.later = timedelta()


def _entrance(who: Person) -> None:
    who.opens(who.house.links.desk(HEAD))


def _news(who: Person) -> None:
    who.opens(who.house.links.unsubscribe(HEAD))


HEADS: dict[str, Place] = {
    "entrance": _entrance,
    "expired": _expired,
    "unsubscribe": _news,
    "desk": _page("/desk"),
    "board": _page("/board"),
    "board of a state": _page("/board?state=late&year=2019&level=nowhere"),
    "settings": _page("/settings"),
    "absence": _page("/absence"),
    "absence refused": _absent,
    "not found": _page("/nowhere"),
    "no such number": _page("/find?number=99"),
    "asked for more time": _card("3.1.1"),
    "withdrawn": _card("3.1.2"),
    "under review": _card("2.1.1"),
    "not now": lambda who: who.opens(f"{who.house.card('3.1.2')}/report"),
    "extension refused": _refused("3.1.1", "extend"),
    "denial refused": _refused("3.1.1", "deny"),
    "reassignment refused": _refused("3.1.1", "reassign"),
    "withdrawal refused": _refused("3.1.1", "withdraw"),
    "reopening refused": _refused("3.1.2", "reopen"),
}
DEPUTYS: dict[str, Place] = {
    "desk with a body's items": _page("/desk"),
    "waits for the committee": _card("3.1"),
    "report refused": _refused("3.1.1", "report"),
    "note refused": _refused("3.1.1", "note"),
    "request refused": _refused("3.1.1", "ask"),
    "handing over refused": _refused("3.1.1", "hand_over"),
    "acceptance refused": _refused("3.1", "accept"),
    "return refused": _refused("3.1", "return"),
}
PLACES: dict[str, dict[str, Place]] = {HEAD: HEADS, DEPUTY: DEPUTYS}
"""By whose place it is."""


def everywhere(who: Person) -> Iterator[str]:
    """Come to each place in turn."""
    for name, places in PLACES.items():
        who.comes_in(name)
        for where, come in places.items():
            come(who)
            who.page.wait_for_load_state()
            yield where
