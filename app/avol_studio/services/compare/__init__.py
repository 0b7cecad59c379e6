"""Maps side by side over one picture: of several sounds, or of several models."""
