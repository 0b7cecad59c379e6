"""How well taught classes work after a few examples, and what they cost the other classes."""
