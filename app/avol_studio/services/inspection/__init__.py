"""Inspection of a network at work: embeddings, activations, arithmetic."""
