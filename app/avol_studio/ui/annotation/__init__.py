"""Boxes as they are seen: on the picture and in their panel."""
