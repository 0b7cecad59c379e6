"""The age of a map that is drawn over a newer frame."""

from __future__ import annotations

import math

from avol_studio.core.translation import number, tr

FRESH, GONE = 0.3, 3.0
"""Seconds: age at which a map starts to fade, and is hidden. A slow processor, fine maps or another
model may take more than a second for each map: it must not come and go."""
_STEP = 0.5  # s: an exact delay would change with each frame


def delay_note(age: float) -> str:
    """The delay of a map behind the image in words, rounded up to half a second; "" if fresh."""
    if age < FRESH:
        return ""
    return tr("delay {age} s").format(age=number(_STEP * math.ceil(age / _STEP), 1))
