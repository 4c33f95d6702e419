"""Passports of an invented region in layouts that differ in everything, with planted faults and silent oddities."""
