"""Project files: a video with the work on it."""
