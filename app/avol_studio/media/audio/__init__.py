"""Audio output, buffers, levels and analysis of live audio."""
