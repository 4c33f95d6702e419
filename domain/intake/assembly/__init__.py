"""Tables and prose become a passport."""
