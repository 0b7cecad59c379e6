"""The widgets of lessons: the lesson column, its sections, and the activities."""
