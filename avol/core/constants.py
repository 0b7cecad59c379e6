"""Sizes that the whole project shares."""

SAMPLE_RATE = 48_000
"""Audio samples per second of everything that AVOL decodes, records and encodes (paper §2)."""

AUDIO_WINDOW = SAMPLE_RATE
"""Samples of the 1 s audio window that the networks take (paper §2)."""

GRID_SIZE = 14
"""Rows and columns of the image grid and of the localization map (paper §5, figure 6)."""

EMBEDDING_SIZE = 128
"""Length of the vectors that images and audio windows are compared by (paper, figure 2)."""
