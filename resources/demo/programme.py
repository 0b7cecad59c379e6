"""The programme of the demo clip: instruments, segments and times.

Every time is a multiple of a frame (0.04 s), so a segment changes exactly between two frames.
"""

from dataclasses import dataclass
from itertools import accumulate
from typing import Literal

WIDTH, HEIGHT, FPS = 1280, 720, 25
Kind = Literal["one", "two", "offscreen", "silence"]


@dataclass(frozen=True, slots=True)
class Player:
    """An instrument on the revolving stage; lengths in metres, angles in turns."""

    name: str
    height: float
    lift: float
    berth: float
    """Position along the shared part of the rim, 0 to 1."""
    sway: float
    """Amplitude of the slow rotation on its stand, independent of who is playing."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A segment of the clip; `stems`: the rendered sounds, `sounding`: the visible sources."""

    seconds: float
    kind: Kind
    sounding: tuple[str, ...] = ()
    stems: tuple[str, ...] = ()


CAST = (
    Player("drums", height=1.16, lift=0.0, berth=0.238, sway=0.0),
    Player("violin", height=1.44, lift=0.44, berth=0.916, sway=2.2),
    Player("guitar", height=1.62, lift=0.05, berth=0.686, sway=1.2),
    Player("trumpet", height=0.51, lift=1.22, berth=0.539, sway=2.4),
)

PROGRAMME = (
    Segment(3.6, "one", ("violin",), ("violin_spring",)),
    Segment(2.8, "silence"),
    Segment(3.6, "two", ("violin", "drums"), ("violin_spring_answer", "drums_ride")),
    Segment(2.8, "silence"),
    Segment(3.2, "one", ("drums",), ("drums_groove",)),
    Segment(3.2, "offscreen", (), ("flute_morning",)),
    Segment(3.2, "one", ("trumpet",), ("trumpet_joy",)),
    Segment(3.2, "offscreen", (), ("piano_sonata",)),
    Segment(3.6, "one", ("guitar",), ("guitar_folia",)),
    Segment(3.6, "two", ("guitar", "trumpet"), ("guitar_chords", "trumpet_joy_answer")),
    Segment(3.2, "one", ("trumpet",), ("trumpet_finale",)),
)

STARTS = tuple(round(s, 2) for s in accumulate((p.seconds for p in PROGRAMME), initial=0.0))
SECONDS = STARTS[-1]
FRAMES = round(SECONDS * FPS)
