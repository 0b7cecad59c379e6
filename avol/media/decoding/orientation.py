"""Converts decoded frames to RGB images with square pixels, upright."""

import av
import numpy as np
from av.video.reformatter import VideoReformatter
from av.video.stream import VideoStream
from numpy.typing import NDArray


def pixel_aspect(stream: VideoStream) -> float:
    """Return width over height of a stored pixel; 1 if unknown or implausible."""
    aspect = stream.sample_aspect_ratio
    return float(aspect) if aspect and 0.25 <= aspect <= 4 else 1.0


class Orientation:
    """Converts the decoded frames of one stream to images as displayed.

    first: any frame of the stream; its rotation and mirroring apply to all.
    aspect: width over height of a stored pixel; other than 1, images are scaled in width.
    rotation: degrees (0, 90, 180, 270) clockwise that bring the stored frames upright.
    """

    def __init__(self, first: av.VideoFrame, aspect: float) -> None:
        self.rotation = round(-first.rotation / 90) % 4 * 90
        self._aspect = aspect
        # Read once: frames whose side data was accessed are freed by the garbage collector only,
        # and frames are large.
        self._matrix = _display_matrix(first)
        # Shared: reformat() of a frame creates a scaler with threads for each frame.
        self._scaler = VideoReformatter()

    def __call__(self, frame: av.VideoFrame) -> NDArray[np.uint8]:
        """Return (H, W, 3) uint8 RGB, read-only, C-contiguous."""
        width = max(1, round(frame.width * self._aspect))
        image = self._scaler.reformat(frame, width=width, format="rgb24").to_ndarray()
        # x' = a x + c y, y' = b x + d y; only quarter turns and mirroring are supported.
        a, b, c, d = self._matrix
        if abs(b) > abs(a):
            image, a, d = image.transpose(1, 0, 2), c, b
        image = np.ascontiguousarray(image[:: -1 if d < 0 else 1, :: -1 if a < 0 else 1], np.uint8)
        image.flags.writeable = False
        return image


def _display_matrix(frame: av.VideoFrame) -> tuple[int, int, int, int]:
    """Return a, b, c, d of the display matrix."""
    try:
        matrix = frame.side_data.get("DISPLAYMATRIX")
    except ValueError:  # PyAV fails on other side data that it does not know (EXIF)
        return _QUARTER_TURNS[round(-frame.rotation / 90) % 4]
    if matrix is None:
        return _QUARTER_TURNS[0]
    a, b, _, c, d = np.frombuffer(bytes(matrix), np.int32)[:5].tolist()
    return a, b, c, d


_QUARTER_TURNS = (1, 0, 0, 1), (0, 1, -1, 0), (-1, 0, 0, -1), (0, -1, 1, 0)  # clockwise
