"""The dialog of scenarios: files of sign-ins that are run together, and the test secrets that they name."""
