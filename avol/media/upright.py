"""From the decoder's picture to the picture as shown: RGB, square pixels, the right way up."""

import av
import numpy as np
from av.video.stream import VideoStream
from numpy.typing import NDArray


def turned(picture: av.VideoFrame) -> int:
    """Degrees (0, 90, 180, 270) clockwise that bring the stored picture upright."""
    return round(-picture.rotation / 90) % 4 * 90


def pixel_aspect(stream: VideoStream) -> float:
    """Width of a stored pixel over its height; 1 where the file gives none or an absurd one."""
    aspect = stream.sample_aspect_ratio
    return float(aspect) if aspect and 0.25 <= aspect <= 4 else 1.0


def upright(picture: av.VideoFrame, aspect: float = 1.0) -> NDArray[np.uint8]:
    """(H, W, 3) uint8 RGB, read-only, with the display matrix applied.

    aspect: width of a stored pixel over its height; other than 1 the picture is widened.
    """
    width = round(picture.width * aspect) if aspect != 1 else picture.width
    image = picture.reformat(width=width, format="rgb24").to_ndarray()
    image = _orient(image, picture)
    image = np.ascontiguousarray(image, np.uint8)
    image.flags.writeable = False
    return image


def _orient(image: NDArray, picture: av.VideoFrame) -> NDArray:
    try:
        matrix = picture.side_data.get("DISPLAYMATRIX")
    except ValueError:  # PyAV has no name for some other side data (EXIF) and gives none at all
        return np.rot90(image, round(picture.rotation / 90))
    if matrix is None:
        return image
    # x' = a x + c y, y' = b x + d y; only quarter turns and mirrors are honoured.
    a, b, _, c, d = np.frombuffer(bytes(matrix), np.int32)[:5].tolist()
    if abs(b) > abs(a):
        image, a, d = image.transpose(1, 0, 2), c, b
    return image[:: -1 if d < 0 else 1, :: -1 if a < 0 else 1]
