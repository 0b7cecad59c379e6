"""Lessons: the open lesson, the work on it, its autosave and its checked numbers."""
