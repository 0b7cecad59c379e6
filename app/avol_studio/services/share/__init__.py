"""State links: texts that describe what the window shows."""
