"""Scenarios: a sign-in with its expected end, in a TOML file. Pure: nothing here reads a file or calls anybody."""
