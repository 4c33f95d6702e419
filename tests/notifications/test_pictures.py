"""The board's picture fits a phone and shows what it should."""

from datetime import datetime
from io import BytesIO
from zoneinfo import ZoneInfo

from PIL import Image, ImageColor

from domain.plan import PlanItem
from domain.vocabulary import State
from domain.workdays import Calendar, week_only
from notifications.canvas import DPI
from notifications.pictures import LIGHTS, ROW, board_picture
from tests.domain.samples import item

ZONE = ZoneInfo("Asia/Novokuznetsk")
CALENDAR = Calendar(ZONE, week_only)
NOW = datetime(2019, 3, 4, 9, tzinfo=ZONE)


def _shown(*items: PlanItem) -> Image.Image:
    return Image.open(BytesIO(board_picture(items, NOW, CALENDAR, "Цифровая среда")))


def test_it_is_as_wide_as_a_phone() -> None:
    assert _shown(item()).size[0] == 1080


def test_each_open_item_has_a_row_and_closed_ones_have_none() -> None:
    one, three = _shown(item("1")), _shown(item("1"), item("2"), item("3"), item("4", state=State.DONE))
    assert three.size[1] - one.size[1] == round(2 * ROW * DPI)


def test_an_overdue_item_is_red_and_one_in_good_time_is_not() -> None:
    late, good = item(state=State.OVERDUE), item(due_at=datetime(2020, 3, 4, 18, tzinfo=ZONE))
    assert _red(_shown(late))
    assert not _red(_shown(good))


def test_a_plan_with_nothing_open_says_so_in_a_picture() -> None:
    assert _shown().size[1] > 200


def _red(picture: Image.Image) -> bool:
    colours = picture.convert("RGB").getcolors(maxcolors=1 << 20) or ()
    return ImageColor.getrgb(LIGHTS[0].colour) in {pixel for _, pixel in colours}
