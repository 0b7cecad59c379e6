"""The paper's claims, tried in small: in a made world, or on photographs, recordings and clips."""
