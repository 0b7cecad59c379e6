"""The timeline under the picture: where we are, what was heard, what was found."""

from avol_studio.ui.timeline.widget import Timeline

__all__ = ["Timeline"]
