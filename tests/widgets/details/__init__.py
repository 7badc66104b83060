"""Tests of widgets/details."""
