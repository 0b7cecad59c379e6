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
    """Converts the decoded frames of one stream to images of one size, as displayed.

    first: the first frame of the stream; its size is that of all images, and frames of another
    size are scaled. aspect: width over height of a stored pixel; other than 1, images are scaled in
    width. rotation: degrees (0, 90, 180, 270) clockwise that bring the first frame upright.
    size: (height, width) of the images.
    """

    def __init__(self, first: av.VideoFrame, aspect: float) -> None:
        self.rotation = _rotation(first)
        # Read only where it changes: frames whose side data was accessed are freed by the garbage
        # collector only, and frames are large.
        self._matrix, self._matrix_rotation = _display_matrix(first), first.rotation
        # Shared: reformat() of a frame creates a scaler with threads for each frame.
        self._scaler = VideoReformatter()
        height, width = first.height, max(1, round(first.width * aspect))
        self.size = (width, height) if _is_transposed(self._matrix) else (height, width)

    def __call__(self, frame: av.VideoFrame) -> NDArray[np.uint8]:
        """Return (H, W, 3) uint8 RGB, read-only, C-contiguous."""
        if frame.rotation != self._matrix_rotation:
            self._matrix, self._matrix_rotation = _display_matrix(frame), frame.rotation
        # x' = a x + c y, y' = b x + d y; only quarter turns and mirroring are supported.
        a, b, c, d = self._matrix
        transposed = _is_transposed(self._matrix)
        height, width = self.size[::-1] if transposed else self.size
        image = _pixels(self._scaler.reformat(frame, width=width, height=height, format="rgb24"))
        if transposed:
            image, a, d = image.transpose(1, 0, 2), c, b
        image = np.ascontiguousarray(image[:: -1 if d < 0 else 1, :: -1 if a < 0 else 1], np.uint8)
        image.flags.writeable = False
        return image


def _pixels(frame: av.VideoFrame) -> NDArray[np.uint8]:
    """Return the (H, W, 3) pixels of an RGB frame; they share its memory unless it has margins."""
    plane = frame.planes[0]
    rows = np.frombuffer(memoryview(plane), np.uint8).reshape(-1, plane.line_size)[: frame.height]
    return rows[:, : 3 * frame.width].reshape(frame.height, frame.width, 3)


def _rotation(frame: av.VideoFrame) -> int:
    """Return the degrees clockwise that bring a frame upright."""
    return round(-frame.rotation / 90) % 4 * 90


def _is_transposed(matrix: tuple[int, int, int, int]) -> bool:
    return abs(matrix[1]) > abs(matrix[0])


def _display_matrix(frame: av.VideoFrame) -> tuple[int, int, int, int]:
    """Return a, b, c, d of the display matrix."""
    try:
        matrix = frame.side_data.get("DISPLAYMATRIX")
    except ValueError:  # PyAV fails on other side data that it does not know (EXIF)
        return _QUARTER_TURNS[_rotation(frame) // 90]
    if matrix is None:
        return _QUARTER_TURNS[0]
    a, b, _, c, d = np.frombuffer(bytes(matrix), np.int32)[:5].tolist()
    return a, b, c, d


_QUARTER_TURNS = (1, 0, 0, 1), (0, 1, -1, 0), (-1, 0, 0, -1), (0, -1, 1, 0)  # clockwise
