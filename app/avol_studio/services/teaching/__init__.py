"""Teaching new classes: records examples, tracks the object, stores the taught classes."""
