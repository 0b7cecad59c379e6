"""Search in the studio: what looks like what is heard, what sounds like what is seen."""
