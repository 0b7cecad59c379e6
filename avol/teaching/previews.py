"""Small images and sounds with which a person recognises the examples of a taught class."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from avol.core.constants import SAMPLE_RATE
from avol.errors import UnreadableFileError

Floats = NDArray[np.float32]
RGBImage = NDArray[np.uint8]

THUMBNAIL_SIDE = 160
"""Longer side in pixels."""
PREVIEW_RATE = 16_000
"""Samples per second of a stored recording."""
_JPEG_QUALITY = 80
_JPEG_START = b"\xff\xd8"


def encode_thumbnail(image: RGBImage) -> bytes:
    """Return a small JPEG of an image (H, W, 3) RGB."""
    from avol.core.opencv import cv2

    scale = min(1.0, THUMBNAIL_SIDE / max(image.shape[:2]))
    size = max(1, round(image.shape[1] * scale)), max(1, round(image.shape[0] * scale))
    small = cv2.resize(image, size, interpolation=cv2.INTER_AREA)
    _, data = cv2.imencode(".jpg", small[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, _JPEG_QUALITY])
    return data.tobytes()


def decode_thumbnail(data: bytes) -> RGBImage:
    """Return the image (H, W, 3) RGB of a thumbnail; UnreadableFileError if it is damaged."""
    from avol.core.opencv import cv2

    is_jpeg = data.startswith(
        _JPEG_START
    )  # of another format, few bytes may be gigabytes of pixels
    image = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR) if is_jpeg else None
    if image is None:
        raise UnreadableFileError("The image of an example is damaged; delete that example.")
    return np.ascontiguousarray(image[..., ::-1], np.uint8)


def encode_recording(wave: Floats) -> bytes:
    """Return a FLAC file at `PREVIEW_RATE` of a mono 48 kHz wave in -1..1."""
    import soxr

    from avol.media.flac import encode_flac  # a heavy import, for few calls

    return encode_flac(soxr.resample(wave, SAMPLE_RATE, PREVIEW_RATE), PREVIEW_RATE)


def decode_recording(data: bytes) -> Floats:
    """Return the wave (n,) in -1..1 at `PREVIEW_RATE`; UnreadableFileError if it is damaged."""
    from avol.media.flac import decode_flac  # a heavy import, for few calls

    return decode_flac(data)
