"""The storage format of clips, and the encoding of images and audio that are in memory."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from numpy.typing import NDArray

from avol.core.opencv import cv2
from avol.data.shards.clips import FRAME_RATE, Clip, ClipInfo, Floats
from avol.errors import InputError
from avol.media.flac import encode_flac


@dataclass(frozen=True)
class ClipFormat:
    """Storage format of clips.

    seconds: maximum duration. side: shorter side of the images in pixels; images are never
    enlarged. quality: JPEG quality, 1 to 100.
    """

    seconds: int = 10
    side: int = 256
    quality: int = 85

    def __post_init__(self) -> None:
        if not (2 <= self.seconds <= 60 and self.side >= 32 and 1 <= self.quality <= 100):
            raise InputError(
                "Clips last 2 to 60 s, with sides from 32 pixels and JPEG quality 1 to 100."
            )


def encode_clip(
    video: str, images: Sequence[NDArray[Any]], wave: Floats, form: ClipFormat, label: str = ""
) -> Clip:
    """Encodes images (H, W, 3) RGB at 25 per second and their audio (images * 1920,)."""
    mjpg, ends = bytearray(), []
    for image in images:
        mjpg += encode_jpeg(image, form)
        ends.append(len(mjpg))
    info = ClipInfo(
        video=video,
        source=video,
        labels=(label,) if label else (),
        start=0.0,
        time_base=f"1/{FRAME_RATE}",
        pts=tuple(range(len(images))),
        ends=tuple(ends),
    )
    return Clip(video, info, bytes(mjpg), encode_flac(wave))


def encode_jpeg(image: NDArray[Any], form: ClipFormat) -> bytes:
    """Encodes an image (H, W, 3) RGB, scaled down to the format."""
    height, width = image.shape[:2]
    while min(height, width) >= 2 * form.side:  # OpenCV halves four times as fast as it scales
        height, width = height // 2, width // 2
        image = cv2.resize(image, (width, height), interpolation=cv2.INTER_AREA)
    scale = form.side / min(height, width)
    if scale < 1:
        size = round(width * scale), round(height * scale)
        image = cv2.resize(image, size, interpolation=cv2.INTER_AREA)
    quality = [cv2.IMWRITE_JPEG_QUALITY, form.quality]
    return cv2.imencode(".jpg", cv2.cvtColor(image, cv2.COLOR_RGB2BGR), quality)[1].tobytes()
