"""Playback of files and live inputs: sessions, clock, inference thread and the player."""
