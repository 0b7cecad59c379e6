"""Sources of frames and audio that run in threads of their own (`avol_studio.media.source`)."""
