"""Commands that adapt weights to annotations and to a room."""
