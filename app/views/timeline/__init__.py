"""The timeline under the picture: where we are, what was heard, what was found."""

from app.views.timeline.widget import Timeline

__all__ = ["Timeline"]
