"""Readers of files: each gives blocks (paragraphs and ruled grids) and knows nothing of passports."""
