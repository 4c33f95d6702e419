"""Finds the passport's tables in ruled blocks by the headings of their columns, whatever their place."""
