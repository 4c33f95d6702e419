"""What a person may set for himself: the values as they are kept and as they are read, the same at bot and desk."""

CHOICES: dict[str, dict[str, str]] = {
    "quiet": {"20-8": "с 20:00 до 08:00", "18-9": "с 18:00 до 09:00", "22-7": "с 22:00 до 07:00"},
    "dates": {"digits": "28.02.2019", "words": "28 февраля 2019 г."},
    "channels": {"telegram,mail": "сначала Telegram, затем почта", "mail,telegram": "сначала почта, затем Telegram"},
    "news": {"all": "приходят", "none": "не приходят"},
}
"""The first value of each is the default. A button carries the place of its setting: new ones go to the end."""
TITLES = {
    "quiet": "Тихие часы",
    "dates": "Запись дат",
    "channels": "Порядок доставки",
    "news": "Извещения, не требующие действий",
}
NAMES = tuple(CHOICES)


def chosen(name: str, kept: str) -> str:
    """The kept value of a setting, or its default where nothing sensible is kept."""
    return kept if kept in CHOICES[name] else next(iter(CHOICES[name]))


def following(name: str, kept: str) -> str:
    """The choice after the kept one; after the last comes the first."""
    values = list(CHOICES[name])
    return values[(values.index(chosen(name, kept)) + 1) % len(values)]


def order_of(kept: str) -> tuple[str, ...]:
    """The channels by which a person is written to, the first one first."""
    return tuple(chosen("channels", kept).split(","))
