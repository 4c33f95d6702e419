"""`vekha draft`: the document that an item needs, begun for its executor."""

from pathlib import Path
from typing import Annotated

import typer

from flows.commands.common import OfPassport, opened, out, wrote


def draft(
    number: Annotated[str, typer.Argument(help="Номер пункта плана, например 2.1.1.")],
    file: Annotated[Path | None, typer.Option("--out", help="Куда записать; без него — в текущую папку.")] = None,
    passport: OfPassport = None,
) -> None:
    """Заготовка документа (DOCX): известное уже вписано, остальное помечено."""
    from config.drafting import draft_of

    with opened() as office:
        name, content = draft_of(office, office.passport(passport), number)
    out(f"Заготовка записана: {wrote(file or Path(name), content)}")
