"""The dialog that compares two runs."""
