"""/settings: whose account it is, and how its owner wants to be written to; each button gives the next choice."""

from collections.abc import Mapping

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from notifications.telegram import screens
from notifications.telegram.buttons import SET, Press, packed
from notifications.telegram.visit import Visit

CHOICES: dict[str, dict[str, str]] = {
    "quiet": {"20-8": "с 20:00 до 08:00", "18-9": "с 18:00 до 09:00", "22-7": "с 22:00 до 07:00"},
    "dates": {"digits": "28.02.2019", "words": "28 февраля 2019 г."},
}
"""What may be set: the values as they are kept and as they are read, the first of them the default."""
TITLES = {"quiet": "Тихие часы", "dates": "Запись дат"}
NAMES = tuple(CHOICES)


async def shown(visit: Visit, _words: str = "") -> None:
    """What is set for the caller."""
    if not visit.is_private:
        await visit.say(screens.PRIVATE_ONLY)
        return
    position = await visit.ask(visit.clerk.position, visit.caller.name)
    chosen = await visit.ask(visit.clerk.settings, visit.caller.name)
    whose = screens.foreign(visit.caller.name) + (f", {screens.foreign(position, 200)}" if position else "")
    lines = [f"{TITLES[name]}: {CHOICES[name][_value(name, chosen)]}" for name in NAMES]
    tail = ["", "В выходные дни письма не приходят. Отвязать учётную запись — /stop"]
    await visit.show(screens.fitted(["<b>Настройки</b>", whose, "", *lines, *tail]), _keyboard())


def _value(name: str, chosen: Mapping[str, str]) -> str:
    """The kept value, or the default where nothing sensible is kept."""
    kept = chosen.get(name, "")
    return kept if kept in CHOICES[name] else next(iter(CHOICES[name]))


def _keyboard() -> InlineKeyboardMarkup:
    rows = ((TITLES[name], packed(SET, 0, number)) for number, name in enumerate(NAMES))
    return InlineKeyboardMarkup([[InlineKeyboardButton(f"{title}: изменить", callback_data=d)] for title, d in rows])


async def pressed(visit: Visit, press: Press) -> None:
    """The next choice of one setting, kept at once."""
    if press.item or press.version >= len(NAMES):
        await visit.toast(screens.NOT_OURS, alert=True)
        return
    name = NAMES[press.version]
    chosen = await visit.ask(visit.clerk.settings, visit.caller.name)
    values = list(CHOICES[name])
    following = values[(values.index(_value(name, chosen)) + 1) % len(values)]
    await visit.ask(visit.clerk.set, visit.caller.name, name, following)
    await visit.toast(f"{TITLES[name]}: {CHOICES[name][following]}")
    await shown(visit)
