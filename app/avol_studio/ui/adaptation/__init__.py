"""The dialog of adaptations."""
