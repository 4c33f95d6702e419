"""A passport as a workbook or a document that people edit and bring back."""
