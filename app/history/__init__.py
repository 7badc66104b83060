"""Finished runs, kept between starts of the program."""
