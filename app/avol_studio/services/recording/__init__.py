"""Recording of live sources: crash-safe video, maps, and an overlay video."""
