"""Bringing a passport in: check what is wrong with it, put it under control, write it out."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.commands.common import AsJson, OfPassport, opened, out, say, wrote
from flows.commands.examining import File, Suggested, check, contents, passport_as, read_file

if TYPE_CHECKING:
    from config.wiring import Office
    from domain.passport import Passport

app = typer.Typer(help="Паспорт регионального проекта: проверить, поставить на контроль, выгрузить.")
app.command()(check)


@app.command(name="import")
def import_(file: File, accept_suggestions: Suggested = False, as_json: AsJson = False) -> None:
    """Поставить план паспорта на контроль с этой минуты."""
    intake = read_file(file, accept_suggestions)
    with opened() as office:
        _before(office, intake.passport, as_json)
        code = office.plant(intake.passport, by="администратор")
        office.keep_time()
        count = len(office.records.items(code))
    fixes = [f"{c.number}: {c.was or 'пусто'} → {c.now}" for c in intake.passport.corrections]
    data = {"passport": code, "items": count, "corrections": fixes}
    say(as_json, data, lambda: _imported(code, count, fixes))


def _before(office: "Office", passport: "Passport", as_json: bool) -> None:
    """Say what is going to be put under control or, of a passport that is there already, what an amendment would do.

    Planting the latter is refused, in words that name `vekha amend`.
    """
    known = {one.code: one for one in office.records.passports()}
    if passport.code in known:
        _compared(known[passport.code], passport, as_json)
    elif not as_json:
        contents(passport)


def _compared(old: "Passport", new: "Passport", as_json: bool) -> None:
    from domain.intake.editions import compare
    from flows.commands.amending import as_plain, show

    if difference := compare(old, new):
        say(as_json, as_plain(difference, False), lambda: show(difference, old.code))


def _imported(code: str, count: int, fixes: list[str]) -> None:
    from notifications.words import plan_items

    out(f"Паспорт {code} на контроле: {plan_items(count)}")
    for fix in fixes:
        out(f"  исправлено {fix}")


@app.command()
def export(
    file: Annotated[Path, typer.Argument(help="Куда записать: .xlsx, .docx или .yaml.")], passport: OfPassport = None
) -> None:
    """Выгрузить паспорт: таблицей, документом или в собственном формате Вехи."""
    with opened() as office:
        content = passport_as(file, office.passport(passport))
    out(f"Записан {wrote(file, content)}")
