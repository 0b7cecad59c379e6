"""Clips: a few seconds of video at 25 frames per second, stored for training.

A clip consists of three members of a shard: NAME.json (its `ClipInfo`), NAME.mjpg (its distinct
images as concatenated JPEGs) and NAME.flac (its sound, mono, 48 kHz). Frame k is what the video
shows k / 25 s after the start of the clip; sample 0 belongs to frame 0. The format is not in the
paper.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, ValidationError

from avol.core.constants import SAMPLE_RATE
from avol.core.opencv import cv2
from avol.media import UnreadableFileError
from avol.media.flac import decode_flac

FRAME_RATE = 25
"""Frames per second (paper §2)."""
SAMPLES_PER_FRAME = SAMPLE_RATE // FRAME_RATE
"""Audio samples from one frame to the next: 1920."""
EDGE_FRAMES = -(-SAMPLE_RATE // 2 // SAMPLES_PER_FRAME)
"""Frames at either end of a clip that have no complete audio window around them: 13."""
MIN_FRAMES = 2 * EDGE_FRAMES
"""Minimum length of a clip: one frame has a complete audio window around it."""

Floats = NDArray[np.float32]
Image = NDArray[np.uint8]


class ClipInfo(BaseModel):
    """Origin of a clip and the layout of its data.

    start: time of frame 0 on the time axis of the file, in seconds. time_base: seconds per tick of
    `pts`, as a fraction. pts: timestamp of the image that each frame shows; frames that show the
    same image share it. ends: end of each distinct image in the `.mjpg`, in bytes. labels: as in
    the source list.
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
    """A clip in encoded form; images and sound are decoded on access."""

    key: str
    info: ClipInfo
    mjpg: bytes
    flac: bytes

    @property
    def video(self) -> str:
        """Id of the source video; two clips of one video never form a mismatched pair."""
        return self.info.video

    @property
    def seconds(self) -> float:
        """Duration in seconds."""
        return len(self.info.pts) / FRAME_RATE

    @property
    def centre_frames(self) -> range:
        """The frames that have a complete audio window (1 s) around them."""
        return range(EDGE_FRAMES, len(self.info.pts) - EDGE_FRAMES + 1)

    @cached_property
    def wave(self) -> Floats:
        """The whole sound, (frames * 1920,)."""
        return decode_flac(self.flac)

    @cached_property
    def _distinct_pts(self) -> list[int]:
        return sorted(set(self.info.pts))

    def image(self, frame: int) -> Image:
        """The image of a frame as stored, (H, W, 3) RGB.

        Raises:
            UnreadableFileError: the image is damaged.
        """
        number = self._distinct_pts.index(self.info.pts[frame])
        start = self.info.ends[number - 1] if number else 0
        data = np.frombuffer(self.mjpg[start : self.info.ends[number]], np.uint8)
        image = cv2.imdecode(data, cv2.IMREAD_COLOR_RGB) if data.size else None
        if image is None:
            raise UnreadableFileError(
                f"An image of “{self.key}” is damaged; prepare its shard again."
            )
        return np.asarray(image, np.uint8)

    def audio_window(self, centre: int, samples: int = SAMPLE_RATE) -> Floats:
        """The audio window whose last second lies around sample `centre` of the clip, (samples,).

        What a window of more than a second contains before the clip is zero.
        """
        stop = centre + SAMPLE_RATE // 2
        window = self.wave[max(0, stop - samples) : stop]
        return np.pad(window, (samples - len(window), 0))

    def members(self) -> dict[str, bytes]:
        """The members of the shard by file extension."""
        return {"json": self.info.model_dump_json().encode(), "mjpg": self.mjpg, "flac": self.flac}


def parse_clip(sample: Mapping[str, Any]) -> Clip:
    """Parses a WebDataset sample.

    Raises:
        UnreadableFileError: the sample is not a clip.
    """
    try:
        info = ClipInfo.model_validate_json(sample["json"])
        return Clip(sample["__key__"], info, sample["mjpg"], sample["flac"])
    except (KeyError, ValidationError) as error:
        raise UnreadableFileError(
            f"“{sample.get('__key__')}” is no clip of avol prepare; create the shards with it."
        ) from error
