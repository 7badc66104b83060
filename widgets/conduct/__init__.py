"""Conductors: what the person does goes to a worker, what a worker says goes to the panels; one for each worker."""
