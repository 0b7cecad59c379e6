"""Analysing a whole file in the background: its maps, its sound at a glance, kept for next time."""
