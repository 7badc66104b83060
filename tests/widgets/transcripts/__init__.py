"""Transcripts in the window."""
