"""Predict first: the image without its map, points of teams, and the reveal."""
