"""Measurements of the studio's own parts, made through the code that the studio runs."""
