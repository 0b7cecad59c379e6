"""A clip: some seconds of a video on the grid of 25 frames a second, ready to learn from.

In a shard a clip is three members of one name: `.json` its facts, `.mjpg` its distinct pictures as
JPEGs one after the other, `.flac` its sound, mono, 48 kHz. Frame k is what was on screen k / 25 s
after the beginning; sample 0 of the sound is the moment of frame 0. The layout is ours.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, ValidationError

from avol.core.constants import SAMPLE_RATE
from avol.data.shards.flac import unpack
from avol.media import UnreadableFile

RATE = 25
"""Frames a second (paper §2)."""
FRAME = SAMPLE_RATE // RATE
"""Samples of sound from one frame to the next."""
EDGE = -(-SAMPLE_RATE // 2 // FRAME)
"""Frames at either end of a clip around which there is no whole second: 13."""
SHORTEST = 2 * EDGE
"""Frames that a clip must have so that one of them has a whole second around it."""

Floats = NDArray[np.float32]
Picture = NDArray[np.uint8]


class ClipInfo(BaseModel):
    """Where a clip comes from, and how its bytes are divided.

    start: seconds, on the file's own axis, of frame 0. time_base: seconds per tick of `pts`, as a
    fraction. pts: of the picture that each frame shows; frames that show the same picture share
    it. ends: of each distinct picture in the `.mjpg`, in bytes. labels: as the list gave them.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    video: str
    source: str
    labels: tuple[str, ...]
    start: float
    time_base: str
    pts: tuple[int, ...]
    ends: tuple[int, ...]


@dataclass(frozen=True)
class Clip:
    """One clip; what is asked of it is decoded then."""

    key: str
    facts: ClipInfo
    mjpg: bytes
    flac: bytes

    @property
    def video(self) -> str:
        """What it was cut from: two clips of one video are no mismatch for sure."""
        return self.facts.video

    @property
    def seconds(self) -> float:
        """How long it is."""
        return len(self.facts.pts) / RATE

    @property
    def centres(self) -> range:
        """The frames around which the clip has a whole second of sound."""
        return range(EDGE, len(self.facts.pts) - EDGE + 1)

    @cached_property
    def wave(self) -> Floats:
        """All its sound, (frames x 1920,)."""
        return unpack(self.flac)

    @cached_property
    def _distinct(self) -> list[int]:
        return sorted(set(self.facts.pts))

    def picture(self, frame: int) -> Picture:
        """Frame `frame` as stored, (H, W, 3) RGB; raises Unreadable."""
        number = self._distinct.index(self.facts.pts[frame])
        low = self.facts.ends[number - 1] if number else 0
        data = np.frombuffer(self.mjpg[low : self.facts.ends[number]], np.uint8)
        image = cv2.imdecode(data, cv2.IMREAD_COLOR_RGB) if data.size else None
        if image is None:
            raise UnreadableFile(f"A picture of “{self.key}” is damaged; prepare its shard again.")
        return np.asarray(image, np.uint8)

    def second(self, centre: int) -> Floats:
        """The second around sample `centre` of the clip: (48000,)."""
        return self.wave[centre - SAMPLE_RATE // 2 : centre + SAMPLE_RATE // 2]

    def members(self) -> dict[str, bytes]:
        """The clip as members of a shard, by their endings."""
        return {"json": self.facts.model_dump_json().encode(), "mjpg": self.mjpg, "flac": self.flac}


def clip_of(sample: Mapping[str, Any]) -> Clip:
    """The clip in a WebDataset sample; raises Unreadable where it is none."""
    try:
        facts = ClipInfo.model_validate_json(sample["json"])
        return Clip(sample["__key__"], facts, sample["mjpg"], sample["flac"])
    except (KeyError, ValidationError) as error:
        raise UnreadableFile(
            f"“{sample.get('__key__')}” is no clip of avol prepare; make the shards with it."
        ) from error
