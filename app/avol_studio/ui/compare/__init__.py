"""The comparison of sounds and models on one frame."""
