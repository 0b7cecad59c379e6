"""Boxes round what sounds, drawn by hand: kept, judged, exchanged."""
