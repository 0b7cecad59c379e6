"""A view into a network: stages with activations, and the arithmetic of a score."""
