"""Self-supervised training by audio-visual correspondence, on one process or many (paper §2)."""
