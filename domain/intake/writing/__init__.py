"""A passport as a workbook or a document that people edit and bring back."""

from domain.intake.writing.document import document
from domain.intake.writing.workbook import workbook

__all__ = ["document", "workbook"]
