"""Project files: a video and all that was done with it, to be opened again."""
