"""Commands that teach classes, and that manage files of taught classes."""
