"""From the decoder's picture to the picture as shown: RGB, square pixels, the right way up."""

import av
import numpy as np
from av.video.reformatter import VideoReformatter
from av.video.stream import VideoStream
from numpy.typing import NDArray


def pixel_aspect(stream: VideoStream) -> float:
    """Width of a stored pixel over its height; 1 where the file gives none or an absurd one."""
    aspect = stream.sample_aspect_ratio
    return float(aspect) if aspect and 0.25 <= aspect <= 4 else 1.0


class Orientation:
    """Turns the decoded pictures of one stream into pictures as shown.

    first: any picture of the stream; it tells how all are to be turned or mirrored.
    aspect: width of a stored pixel over its height; other than 1 the pictures are widened.
    turn: degrees (0, 90, 180, 270) clockwise that bring the stored pictures upright.
    """

    def __init__(self, first: av.VideoFrame, aspect: float) -> None:
        self.turn = round(-first.rotation / 90) % 4 * 90
        self._aspect = aspect
        # Looked up once: a frame whose side data was asked for is freed by the garbage
        # collector alone, and frames are large.
        self._matrix = _display_matrix(first)
        # One for all: a frame's own reformat() makes a scaler, with threads, per frame.
        self._scaler = VideoReformatter()

    def __call__(self, picture: av.VideoFrame) -> NDArray[np.uint8]:
        """(H, W, 3) uint8 RGB, read-only, C-contiguous."""
        width = max(1, round(picture.width * self._aspect))
        image = self._scaler.reformat(picture, width=width, format="rgb24").to_ndarray()
        # x' = a x + c y, y' = b x + d y; only quarter turns and mirrors are honoured.
        a, b, c, d = self._matrix
        if abs(b) > abs(a):
            image, a, d = image.transpose(1, 0, 2), c, b
        image = np.ascontiguousarray(image[:: -1 if d < 0 else 1, :: -1 if a < 0 else 1], np.uint8)
        image.flags.writeable = False
        return image


def _display_matrix(picture: av.VideoFrame) -> tuple[int, int, int, int]:
    """a, b, c, d of the matrix by which a player is told to show the picture."""
    try:
        matrix = picture.side_data.get("DISPLAYMATRIX")
    except ValueError:  # PyAV has no name for some other side data (EXIF) and gives none at all
        return _QUARTERS[round(-picture.rotation / 90) % 4]
    if matrix is None:
        return _QUARTERS[0]
    a, b, _, c, d = np.frombuffer(bytes(matrix), np.int32)[:5].tolist()
    return a, b, c, d


_QUARTERS = (1, 0, 0, 1), (0, 1, -1, 0), (-1, 0, 0, -1), (0, -1, 1, 0)  # turned clockwise
