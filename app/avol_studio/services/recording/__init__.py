"""Recording what is live: a take that can be studied, and a film of it with its maps."""
