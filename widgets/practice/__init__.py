"""The dialogs about the practice pool itself: what-if settings, faults, and its triggers."""
