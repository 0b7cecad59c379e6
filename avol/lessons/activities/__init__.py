"""Activities of lessons: judging pairs, ordering sounds, logging tries."""
