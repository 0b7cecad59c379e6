"""Taking home what was found: films, tables and maps of a file or of a part of it."""
