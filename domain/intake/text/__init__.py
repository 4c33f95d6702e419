"""Unruled text: chunks between blank lines become tables, as ConsultantPlus and PDF converters give them."""
