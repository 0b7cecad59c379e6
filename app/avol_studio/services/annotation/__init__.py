"""Box annotations of sound sources: editing, storage, box lists and evaluation of the maps."""
