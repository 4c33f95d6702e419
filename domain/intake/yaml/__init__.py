"""Vekha's own format."""
