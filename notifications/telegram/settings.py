"""/settings: whose account it is, and how its owner wants to be written to; each button gives the next choice."""

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from notifications.choices import CHOICES, NAMES, TITLES, chosen, following
from notifications.telegram import screens
from notifications.telegram.buttons import SET, Press, packed
from notifications.telegram.visit import Visit


async def shown(visit: Visit, _words: str = "") -> None:
    """What is set for the caller."""
    if not visit.is_private:
        await visit.say(screens.PRIVATE_ONLY)
        return
    position = await visit.ask(visit.clerk.position, visit.caller.name)
    kept = await visit.ask(visit.clerk.settings, visit.caller.name)
    whose = screens.foreign(visit.caller.name) + (f", {screens.foreign(position, 200)}" if position else "")
    lines = [f"{TITLES[name]}: {CHOICES[name][chosen(name, kept.get(name, ''))]}" for name in NAMES]
    tail = ["", "В выходные дни письма не приходят. Отвязать учётную запись — /stop"]
    await visit.show(screens.fitted(["<b>Настройки</b>", whose, "", *lines, *tail]), _keyboard())


def _keyboard() -> InlineKeyboardMarkup:
    rows = ((TITLES[name], packed(SET, 0, number)) for number, name in enumerate(NAMES))
    return InlineKeyboardMarkup([[InlineKeyboardButton(f"{title}: изменить", callback_data=d)] for title, d in rows])


async def pressed(visit: Visit, press: Press) -> None:
    """The next choice of one setting, kept at once."""
    if press.item or press.version >= len(NAMES):
        await visit.toast(screens.NOT_OURS, alert=True)
        return
    name = NAMES[press.version]
    kept = await visit.ask(visit.clerk.settings, visit.caller.name)
    value = following(name, kept.get(name, ""))
    await visit.ask(visit.clerk.set, visit.caller.name, name, value)
    await visit.toast(f"{TITLES[name]}: {CHOICES[name][value]}")
    await shown(visit)
