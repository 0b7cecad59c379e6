"""Adapts the model to annotations and to a room, in the background."""
