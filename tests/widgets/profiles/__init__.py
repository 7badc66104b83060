"""The dialog of profiles."""
