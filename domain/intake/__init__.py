"""Intake of passports: a file becomes a passport and findings, or is refused in one sentence.

`config/passports/*.yaml` are made of the original text by
`write(replace(with_suggestions(read(path)).passport, code=...))`.
"""

from domain.intake.corrections import with_suggestions
from domain.intake.examination.whole import examine
from domain.intake.listing import as_json
from domain.intake.outcome import Illegible, Intake
from domain.intake.reading import from_text, read
from domain.intake.refusal import NotAPassport
from domain.intake.yaml.format import parse, write

__all__ = [
    "Illegible", "Intake", "NotAPassport", "as_json", "examine", "from_text", "parse", "read", "with_suggestions",
    "write",
]  # fmt: skip
