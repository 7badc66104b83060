"""Cognito servers that nobody here wrote: how each is started, and what the engine can do with it."""
