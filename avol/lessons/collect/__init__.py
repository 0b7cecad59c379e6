"""Collects the hand-ins of a class into a table and a page."""
