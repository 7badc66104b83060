"""The matrix: flows x users x app clients in one grid that fills itself."""
