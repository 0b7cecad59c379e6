"""Annotation boxes: on the image and in their panel."""
