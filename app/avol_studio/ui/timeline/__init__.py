"""The timeline below the image: playhead, audio, scores and verdicts over time."""

from avol_studio.ui.timeline.widget import Timeline

__all__ = ["Timeline"]
