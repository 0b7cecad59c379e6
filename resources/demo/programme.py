"""What the demo clip shows and plays, and when: the one place where the programme is written.

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
    """Where on the disc it stands, as a share of a turn."""
    radius: float
    sway: float
    """Slow turning to and fro on its stand, the same for the whole clip whoever sounds."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the clip; `stems` names the rendered sounds, `sounding` whom one can see."""

    seconds: float
    kind: Kind
    sounding: tuple[str, ...] = ()
    stems: tuple[str, ...] = ()


CAST = (
    Player("drums", height=1.22, lift=0.0, berth=0.59, radius=1.75, sway=0.0),
    Player("violin", height=1.04, lift=0.42, berth=0.99, radius=1.95, sway=2.2),
    Player("guitar", height=1.44, lift=0.14, berth=0.79, radius=1.85, sway=1.2),
    Player("trumpet", height=0.37, lift=0.62, berth=0.18, radius=1.80, sway=2.4),
    Player("cello", height=1.66, lift=0.0, berth=0.39, radius=1.95, sway=0.9),
)

PROGRAMME = (
    Segment(3.6, "one", ("violin",), ("violin_spring",)),
    Segment(3.6, "one", ("guitar",), ("guitar_folia",)),
    Segment(3.2, "one", ("trumpet",), ("trumpet_joy",)),
    Segment(3.6, "two", ("violin", "drums"), ("violin_spring_answer", "drums_ride")),
    Segment(3.6, "two", ("guitar", "trumpet"), ("guitar_chords", "trumpet_joy_answer")),
    Segment(2.4, "silence"),
    Segment(3.2, "offscreen", (), ("piano_sonata",)),
    Segment(3.6, "one", ("cello",), ("cello_prelude",)),
    Segment(3.2, "one", ("drums",), ("drums_groove",)),
    Segment(2.4, "silence"),
    Segment(3.2, "offscreen", (), ("flute_morning",)),
    Segment(3.6, "two", ("trumpet", "drums"), ("trumpet_finale", "drums_finale")),
)

STARTS = tuple(round(s, 2) for s in accumulate((p.seconds for p in PROGRAMME), initial=0.0))
SECONDS = STARTS[-1]
FRAMES = round(SECONDS * FPS)
