"""Cameras and microphones: listing, opening, supervision."""
