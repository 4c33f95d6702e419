"""How the values of a passport look in cells: dates and periods, amounts, levels of control."""

import re

_MONTH = (
    r"(?:январ[ьяе]|феврал[ьяе]|март[ае]?|апрел[ьяе]|ма[йяе]|июн[ьяе]|июл[ьяе]|август[ае]?|сентябр[ьяе]|октябр[ьяе]|"
    r"ноябр[ьяе]|декабр[ьяе])"
)
_YEAR = r"\d{4} ?(?:гг?\.|год[ауы]?|годов|г(?![а-яё]))?"
_QUARTER = rf"(?:[IVХX]{{1,3}}|[1-4])(?:-?(?:й|ый|ой|м|го))? ?(?:кварталы?|квартал[ае]|кв\.?)(?: {_YEAR})?"
_HALF = rf"(?:I{{1,2}}|[12]|перво[ем]|второ[ем])(?:-?[ео]е)? полугоди[еяи](?: {_YEAR})?"
_OFTEN = (
    r"(?:ежегодно|ежеквартально|ежемесячно|еженедельно|ежедневно|постоянно|бессрочно|весь период|"
    r"в течение (?:года|срока|всего (?:периода|срока))(?: реализации(?: проекта)?)?|по мере необходимости)"
    r"(?:,? до \d{1,2}(?:-?го)? числа(?: [а-яё]+){0,4})?"
)
_DAY = r"\d{1,2}\.\d{1,2}\.\d{4} ?(?:г\.|года?)?"
_WORDS = rf"(?:[«\"„]?\d{{1,2}}[»\"“]? )?{_MONTH}(?: {_YEAR})?"
_BEFORE = r"(?:(?:не позднее|в срок до|до конца|конец|начиная с|до|к|с|со|по|на|в) )?"
_MOMENT = rf"{_BEFORE}(?:{_DAY}|{_WORDS}|{_QUARTER}|{_HALF}|{_OFTEN}|{_YEAR})"
_DASH = r"[-–—]"

MOMENT = re.compile(rf"(?i:{_DASH}|{_MOMENT}(?:, ?{_MOMENT}){{0,3}})")
"""A date, a period or several: `до 1 марта 2019 года`, `III кв. 2019 г.`, `ежегодно, до 1 марта`, or a dash."""

SURE_MOMENT = re.compile(rf"(?i:{_DASH}|(?=.*\d{{4}}|{_OFTEN}){_MOMENT}(?:, ?{_MOMENT}){{0,3}})")
"""The same, whole: "март" without its year is not."""

TERM = re.compile(rf"(?i:{_DASH}|{_MOMENT}(?:(?: ?{_DASH} ?|[,;] ?| ){_MOMENT}){{0,3}}|\d{{4}} ?{_DASH} ?{_YEAR})")
"""A moment or a span of time: `01.03.2019 - 31.12.2019`, `с 1 марта по 1 июня 2019 г.`, `2019 - 2024 годы`."""

SURE_TERM = re.compile(rf"(?=.*\d{{4}}|(?i:{_OFTEN})|{_DASH}$)(?:{TERM.pattern})")

DATE_LIKE = re.compile(
    rf"{MOMENT.pattern}|(?=\S*\d)\S+\.\S*|\d{{1,2}}\. ?\d{{1,2}}\. ?\d{{2,4}}|\d{{1,4}}[/.-]\d{{1,2}}[/.-]\d{{1,4}}|"
    rf"(?i:{_BEFORE})\d{{1,2}} [а-яё]+ {_YEAR}"
)
TERM_LIKE = re.compile(rf"{TERM.pattern}|{DATE_LIKE.pattern}|(?=\S*\d)\S+\.\S* ?{_DASH} ?(?=\S*\d)\S+\.\S*")
"""The same when it may be written wrong: `28.02.024`, `31 мартобря 2019 г.`"""

ANCHOR = re.compile(rf"\d\.\d{{2}}\.\d{{2,4}}|\d{{2}}\.\d{{1,2}}\.\d{{2,4}}|^(?i:{_MOMENT})(?=\s|$)")
"""A date that tells a row: in digits anywhere, in words where a cell begins."""

DAY_OR_PERIOD = re.compile(rf"(?i:\b{_DAY}|\d{{1,2}} {_MONTH} \d{{4}}|\b{_QUARTER}|\b{_OFTEN})")
"""A date or a period inside a text; a mere year is none: "1. Создание к 2024 году" has no date."""

MARK = r"<\*+>|\*{1,3}"
AMOUNT = re.compile(
    rf"(?:(?:не (?:менее|более) )?[-+]?(?:\d{{1,3}}(?: \d{{3}})+|\d+)(?:[.,]\d+)?(?: ?%)?|{_DASH}|[ХхXx])"
    rf"(?: ?(?:{MARK}))?"
)
VALUE = re.compile(
    rf"(?i:[-+]?[\d.,]*\d[.,]?%?|{_DASH}|[хx%]|{MARK}|{_MONTH}|гг?\.|год[ауы]?|кв\.|квартал[ае]?|полугоди[ея])"
)
"""A word that can stand in a cell of numbers and dates."""

_ABBREVIATION = r"[А-ЯЁ]{2,6}"
_LEVEL_WORD = r"(?i:коллегия|куратор|губернатор|совет|комиссия|правительство)"
_BODY = (
    r"(?i:руководитель|куратор|администратор|заместитель|губернатор|проектн\w+|координационн\w+|ведомственн\w+|"
    r"коллегия)"
)
LEVEL = re.compile(
    rf"{_ABBREVIATION}|{_LEVEL_WORD}|[А-ЯЁ][^()]*\(далее\s*[-–—]\s*[^()]+\)|[А-ЯЁ][а-яё]+|{_BODY}(?: [а-яё]+){{1,4}}"
)
SURE_LEVEL = re.compile(
    rf"{_ABBREVIATION}|{_LEVEL_WORD}|(?i:([А-ЯЁ])[^()]*\(далее\s*[-–—]\s*\1[^()]*\))",
)
