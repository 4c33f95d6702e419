"""Draws `docs/images/telegram-*.png`: the real bot is driven on the emulator, its messages are drawn as bubbles.

`python -m docs.telegram_pictures`; needs Chromium and an emoji font (Debian: chromium, fonts-noto-color-emoji).
"""

import asyncio
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from html import escape
from io import BytesIO
from pathlib import Path
from threading import Thread

from PIL import Image, ImageChops

from tests.scenarios.story import CURATOR, DEPUTY, HEAD, INSTITUTE
from tests.telegram.emulator_screen import Seen
from tests.telegram.people import Person, Place
from tests.telegram.post import Post, opened_post

IMAGES = Path(__file__).parent / "images"
CHROMIUM = (
    "/usr/bin/chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
    "--hide-scrollbars", "--force-device-scale-factor=2", "--window-size=480,2400",
)  # fmt: skip
ITEM, NUMBER = "2.1.2", "№ 073-09-2019-215 от 25.02.2019"
CONTROL_BEGINS = "2018-12-24 09:00"
REMINDED, EXECUTOR_EVE = "2019-02-25 09:05", "2019-02-25 08:50"
ESCALATED, COMMITTEE_EVE = "2019-03-06 09:05", "2019-03-06 08:50"
STYLE = """
body { margin: 0; font: 14px/1.36 'DejaVu Sans Condensed', 'Noto Color Emoji', sans-serif; }
main { width: 448px; padding: 14px 14px 2px; background: #dfe7ee; }
header { text-align: center; font-size: 12.5px; color: #44525e; margin-bottom: 12px; }
article { width: 432px; margin-bottom: 12px; }
article.own { width: fit-content; max-width: 340px; margin-left: auto; }
p { margin: 0; padding: 10px 13px; background: #fff; border-radius: 12px; white-space: pre-wrap; }
.own p { background: #d8f3cf; }
div { display: flex; gap: 5px; margin-top: 5px; }
span { flex: 1; padding: 8px 4px; border-radius: 8px; background: #6d8aa3; color: #fff; text-align: center; }
"""
TAGS = {"bold": "b", "italic": "i"}


def main() -> None:
    """Draw every picture anew."""
    with _lived_until(EXECUTOR_EVE) as post:
        _executor(post)
    with _lived_until(COMMITTEE_EVE) as post:
        _committee(post)


@contextmanager
def _lived_until(eve: str) -> Iterator[Post]:
    """The whole sample plan with nobody linked yet: the application is granted, its agreement taken, the rest left."""
    with tempfile.TemporaryDirectory() as home, opened_post(Path(home), begins=CONTROL_BEGINS) as post:
        post.story.granted("2.1.1")
        post.story.until(eve)
        post.all_sent()
        with _at_work(post):
            yield post


@contextmanager
def _at_work(post: Post) -> Iterator[None]:
    """The bot, in a thread of its own."""
    bot, loop = post.telegram.bot(), asyncio.new_event_loop()
    thread = Thread(target=loop.run_forever)
    thread.start()
    try:
        asyncio.run_coroutine_threadsafe(bot.start(), loop).result()
        yield
    finally:
        asyncio.run_coroutine_threadsafe(bot.stop(), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()


def _executor(post: Post) -> None:
    head = post.person(HEAD)
    _lives_on(post, REMINDED)
    reminder = next(message for message in head.screen if f": {ITEM} " in message.text)
    draw("executor-reminder", "25 февраля, 09:00", [reminder])
    draw("executor-report", "25 февраля, 10:12", _report(head, reminder))
    draw("executor-my", "25 февраля, 10:15", _asked(head, "/my", "Ваши пункты"))


def _lives_on(post: Post, until: str) -> None:
    post.story.until(until)
    post.all_sent(60)


def _report(head: Person, reminder: Seen) -> list[Seen]:
    """«Исполнено», the question, the number, the summary that waits for «Отправить»."""
    head.presses(reminder, "Исполнено").answer()
    question = head.waits_for("К отчёту нужно приложить")
    head.says(NUMBER)
    head.waits_for("Отправить?")
    return [message for message in head.talk if message.id >= question.id]


def _asked(person: Person, command: str, answer: str, to: Place | None = None) -> list[Seen]:
    place = to or person
    said = person.says(command, to=to)
    place.until(lambda screen: any(m.id > said.id and answer in m.text for m in screen), 20)
    return [message for message in place.talk if message.id >= said.id]


def _committee(post: Post) -> None:
    curator, deputy = post.person(CURATOR), post.person(DEPUTY)
    group = post.group(curator, deputy, secretary=INSTITUTE)
    _lives_on(post, ESCALATED)
    draw("committee-escalation", "6 марта, 09:00", [group.screen.saying(f"эскалация: {ITEM} ")])
    draw("committee-digest", "6 марта, 09:00", [group.screen.saying("утренняя сводка")])
    board = _asked(curator, "/board", "", group)[-1]
    _saved(Image.open(BytesIO(post.emulator.contents(board))), "committee-board")


def draw(name: str, day: str, messages: Sequence[Seen]) -> None:
    """One picture of a chat, cut to what is in it."""
    page = f"<!doctype html><meta charset=utf-8><style>{STYLE}</style><main><header>{day}</header>"
    page += "".join(map(_bubble, messages)) + "</main>"
    with tempfile.TemporaryDirectory() as folder:
        source, shot = Path(folder, "chat.html"), Path(folder, "shot.png")
        source.write_text(page, encoding="utf-8")
        command = [*CHROMIUM, f"--user-data-dir={folder}/profile", f"--screenshot={shot}", source.as_uri()]
        subprocess.run(command, check=True, capture_output=True, timeout=60)  # noqa: S603  # our own page
        _saved(_cut(Image.open(shot).convert("RGB")), name)


def _cut(image: Image.Image) -> Image.Image:
    """Without the white around the chat."""
    return image.crop(ImageChops.difference(image, Image.new("RGB", image.size, "white")).getbbox())


def _saved(image: Image.Image, name: str) -> None:
    """In few colours: a page of text needs no more."""
    image.convert("RGB").quantize(256).save(IMAGES / f"telegram-{name}.png", optimize=True)


def _bubble(message: Seen) -> str:
    own = "" if message.raw["from"]["is_bot"] else " class=own"
    rows = "".join(f"<div>{''.join(map(_button, row))}</div>" for row in message.rows)
    return f"<article{own}><p>{_marked(message)}</p>{rows}</article>"


def _button(button: dict[str, str]) -> str:
    return f"<span>{escape(button['text'])}</span>"


def _marked(message: Seen) -> str:
    """The text with its bold and italic words; Telegram counts in UTF-16."""
    wide = message.text.encode("utf-16-le")
    cuts, at = [], 0
    for mark in message.raw.get("entities", []):
        if mark["type"] in TAGS:
            since, until = mark["offset"] * 2, (mark["offset"] + mark["length"]) * 2
            tag = TAGS[mark["type"]]
            cuts += [_plain(wide[at:since]), f"<{tag}>{_plain(wide[since:until])}</{tag}>"]
            at = until
    return "".join([*cuts, _plain(wide[at:])])


def _plain(wide: bytes) -> str:
    return escape(wide.decode("utf-16-le"))


if __name__ == "__main__":
    main()
