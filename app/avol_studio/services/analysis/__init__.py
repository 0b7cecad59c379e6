"""Background analysis of the open file: the map of every frame, the audio overview, markers."""
