"""Training of the class heads on real videos: a frame and the sound that belongs to it."""
