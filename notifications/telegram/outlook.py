"""What may be late, in Telegram: the likeliest items with their reasons; each opens by its button."""

from collections.abc import Iterator, Sequence

from domain.plan import PlanItem
from domain.reporting.outlook import Estimate
from notifications.prospects import tone
from notifications.telegram import screens
from notifications.telegram.buttons import CARD, button, in_rows
from notifications.telegram.visit import Visit
from notifications.words import date_ru, inside

MOST, IN_A_ROW, TITLE = 8, 4, 90
NONE = "Начатых пунктов, срок которых впереди, нет: прогнозировать нечего."
LIGHTS = {"late": "🔴", "soon": "🟡", "": "🟢"}


async def listed(visit: Visit, _words: str = "") -> None:
    """`/outlook`: of all the caller's passports together, the likeliest to be late first."""
    prospects = await visit.ask(visit.clerk.prospects.outlook, visit.caller.name)
    found = sorted((one for prospect in prospects for one in prospect.found), key=lambda one: -one[1].probability)
    shown = found[:MOST]
    if not shown:
        await visit.say(NONE)
        return
    keyboard = in_rows([button(item.number, CARD, item) for item, _ in shown], IN_A_ROW)
    await visit.say(screens.fitted(_lines(shown, len(found))), keyboard)


def _lines(shown: Sequence[tuple[PlanItem, Estimate]], count: int) -> Iterator[str]:
    yield f"<b>Что может опоздать</b>: {len(shown)} из {count}"
    for item, estimate in shown:
        yield ""
        title = f"<b>{screens.foreign(item.number)}</b> {screens.foreign(item.title, TITLE)}"
        yield f"{LIGHTS[tone(estimate.percent)]} {title} — {date_ru(item.finish)}; {screens.foreign(item.lead)}"
        yield f"{estimate.percent} %: {inside(screens.foreign(estimate.why))}"
