"""Search in a library: images that match a sound, and audio that matches an image."""
