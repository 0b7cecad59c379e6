"""Exports of the open file, and snapshots."""
