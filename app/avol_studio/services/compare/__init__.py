"""Side-by-side comparison of the maps of several sounds or of several models."""
