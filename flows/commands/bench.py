"""`vekha bench`: the figures of the README, on this machine."""

import time
from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer

from flows.commands.common import AsJson, grid, progress, say

SIZES = (10_000, 100_000, 1_000_000)
SINCE, UNTIL = date(2018, 10, 1), date(2025, 3, 31)


def bench(
    sizes: Annotated[str, typer.Option(help="Сколько пунктов хранить, через запятую.")] = ",".join(map(str, SIZES)),
    wakes: Annotated[bool, typer.Option(help="Измерить и пробуждения на сервере Prefect.")] = True,
    telegram: Annotated[bool, typer.Option(help="Измерить и Telegram, на эмуляторе из тестов.")] = True,
    desk: Annotated[bool, typer.Option(help="Измерить и рабочий стол: пятьдесят человек листают страницы.")] = True,
    mail: Annotated[bool, typer.Option(help="Измерить и почту: десять тысяч писем местному серверу.")] = True,
    reports: Annotated[bool, typer.Option(help="Измерить и отчёты: сто паспортов подряд.")] = True,
    file: Annotated[Path | None, typer.Option(help="Текст паспорта, чтение которого измерить.")] = None,
    as_json: AsJson = False,
) -> None:
    """Измерить скорость на этой машине: такт, событие, пробуждение, проверка паспорта, проживание плана."""
    counts = [int(size) for size in sizes.split(",") if size]
    figures: dict[str, Any] = {
        "tick": _ticks(counts),
        "report": _report(),
        "replay_s": _replays(),
        "intake_s": _intake(),
    }
    if telegram:
        figures |= _telegram()
    asked: dict[str, Callable[[], Any] | None] = {
        "desk": _desk if desk else None,
        "mail": _mail if mail else None,
        "reports": _reports if reports else None,
        "check_s": partial(_reading, file) if file else None,
        "wakes": _wakes if wakes else None,
    }
    figures |= {name: measure() for name, measure in asked.items() if measure}
    say(as_json, figures, lambda: _show(figures))


def _ticks(counts: list[int]) -> list[dict[str, Any]]:
    from config.bench import as_rows, measure_tick
    from config.settings import load_settings
    from config.wiring import ladder_of

    ladder, found = ladder_of(load_settings()), []
    for stored in counts:
        with progress(f"Заполняем {stored:,} пунктов".replace(",", " "), stored) as bar:
            found.append(measure_tick(stored, ladder, bar))
    return as_rows(found)


def _report() -> dict[str, float]:
    from config.bench import measure_report
    from config.settings import load_settings
    from config.wiring import ladder_of

    return {name: round(value, 2) for name, value in asdict(measure_report(ladder_of(load_settings()))).items()}


def _replays() -> dict[str, float]:
    from config.people import Behaviour
    from config.replay import replay
    from config.settings import load_settings
    from config.wiring import SAMPLE, ladder_of
    from domain.intake import read

    book, ladder = read(SAMPLE).passport, ladder_of(load_settings())
    lived = (Behaviour.PUNCTUAL, Behaviour.LATE, Behaviour.SILENT)
    return {how.value: _timed(partial(replay, book, ladder, SINCE, UNTIL, how, 1)) for how in lived}


def _timed(work: Callable[[], object]) -> float:
    before = time.perf_counter()
    work()
    return round(time.perf_counter() - before, 2)


def _intake() -> dict[str, float]:
    from config.bench_intake import measure_intake
    from config.settings import load_settings
    from config.wiring import ladder_of

    with progress("Читаем большие файлы", 3) as bar:
        return measure_intake(ladder_of(load_settings()), bar)


def _telegram() -> dict[str, Any]:
    from config.bench_telegram import LETTERS, measure_letters, measure_presses
    from config.bench_town import TURNS, NoEmulator
    from config.settings import load_settings
    from config.wiring import ladder_of

    ladder = ladder_of(load_settings())
    try:
        with progress("Нажимают пятьдесят человек сразу", TURNS) as bar:
            presses = measure_presses(ladder, bar)
        with progress("Уходят письма в Telegram", LETTERS) as bar:
            return {"telegram_presses": presses, "telegram_letters": measure_letters(ladder, bar)}
    except NoEmulator as absent:
        return {"telegram_presses": {"": str(absent)}}


def _desk() -> dict[str, float]:
    from config.bench_desk import PAGES, measure_desk
    from config.settings import load_settings
    from config.wiring import ladder_of

    with progress("Пятьдесят человек листают рабочий стол", PAGES) as bar:
        return measure_desk(ladder_of(load_settings()), bar)


def _mail() -> dict[str, Any]:
    from config.bench_mail import LETTERS, NoServer, measure_mail
    from config.settings import load_settings
    from config.wiring import ladder_of

    ladder = ladder_of(load_settings())
    try:
        with progress("Уходят письма почтой", LETTERS) as bar:
            return measure_mail(ladder, bar)
    except NoServer as absent:
        return {"": str(absent)}


def _reports() -> dict[str, float]:
    from config.bench_reports import PASSPORTS, measure_reports
    from config.settings import load_settings
    from config.wiring import ladder_of

    with progress("Пишем отчёты ста паспортов", PASSPORTS) as bar:
        return measure_reports(ladder_of(load_settings()), bar)


def _reading(file: Path) -> float:
    from config.bench import measure_reading

    return round(measure_reading(file), 2)


def _wakes() -> dict[str, Any]:
    import tempfile

    from config.settings import Settings
    from config.wiring import SAMPLE, open_office
    from flows.bench_wakes import measure_wakes

    with tempfile.TemporaryDirectory(prefix="vekha-bench-") as folder:
        office = open_office(Settings(home=Path(folder), clock="2018-10-01T08:00"))
        office.load(SAMPLE)
        figures = asdict(measure_wakes(office))
        office.close()
    return {name: round(value, 3) for name, value in figures.items()}


def _show(figures: dict[str, Any]) -> None:
    ticks = ((str(r["stored"]), str(r["tick_ms"]), str(r["bare_ms"]), str(r["ratio"])) for r in figures["tick"])
    grid("Такт: 1000 наступивших из хранимых", ("Хранится", "Такт, мс", "Голый SQL, мс", "Отношение"), ticks)
    for title, name in TITLES.items():
        if name in figures:
            found = figures[name] if isinstance(figures[name], dict) else {"с": figures[name]}
            grid(title, ("Величина", "Значение"), ((key, str(value)) for key, value in found.items()))


TITLES = {
    "Событие «отчёт», по одному, с записью на диск": "report",
    "Прожить шесть лет плана, с": "replay_s",
    "Прочитать и проверить паспорт, с": "check_s",
    "Прочитать большие файлы, внести редакцию, с": "intake_s",
    "Telegram: нажимают 50 человек сразу, от нажатия": "telegram_presses",
    "Telegram: письма 50 людям и группе по настоящим пределам": "telegram_letters",
    "Рабочий стол: 50 человек, каждый по странице в секунду": "desk",
    "Почта: десять тысяч писем местному серверу": "mail",
    "Отчёты ста паспортов подряд, DOCX, XLSX и HTML": "reports",
    "Пробуждения на встроенном сервере Prefect": "wakes",
}
