"""Tests of the dialog that compares."""
