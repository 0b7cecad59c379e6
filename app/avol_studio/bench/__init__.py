"""Measurements of the studio, through the code that the studio runs."""
