"""The trainer: a tiny network that is trained in the window."""
