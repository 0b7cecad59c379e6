"""A training of the tiny network that takes a minute: for teaching, with switches that break it."""
