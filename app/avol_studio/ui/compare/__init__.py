"""Pictures side by side: how they lie, how they are drawn, and what they are chosen with."""
