"""The App client dialog."""
