"""Turns what was recorded into files for other programs."""
