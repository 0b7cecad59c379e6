"""Lessons: files of steps with predictions and checked numbers, hand-ins, and their collection."""
