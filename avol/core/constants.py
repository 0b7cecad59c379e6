"""Sizes that the whole project shares."""

SAMPLE_RATE = 48_000
"""Audio samples per second of everything that AVOL decodes, records and encodes (paper §2)."""

AUDIO_WINDOW = SAMPLE_RATE
"""Samples of the 1 s audio window that the networks take (paper §2)."""

SILENCE_LEVEL = -60.0
"""Level in dBFS below which audio is silence."""

GRID_SIZE = 14
"""Rows and columns of the image grid and of the localization map (paper §5, figure 6)."""

EMBEDDING_SIZE = 128
"""Length of the vectors that images and audio windows are compared by (paper, figure 2)."""

LARGE_IMAGE = 12_000_000
"""Pixels above which (4K has 8 million) memory counts more than speed."""
