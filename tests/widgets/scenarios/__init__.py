"""Scenarios in the window."""
