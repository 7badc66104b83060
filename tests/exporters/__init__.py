"""Tests of app/exporters."""
