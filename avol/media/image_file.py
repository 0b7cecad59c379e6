"""Reading a still picture."""

from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from avol.media.errors import UnreadableFile


def read_picture(path: str | Path) -> NDArray[np.uint8]:
    """A still picture as (H, W, 3) uint8 RGB, upright by its EXIF orientation, any transparency
    dropped; raises Unreadable."""
    path = Path(path)
    try:
        data = np.frombuffer(path.read_bytes(), np.uint8)
    except OSError as error:
        raise UnreadableFile(f"“{path.name}” cannot be read; check the path “{path}”.") from error
    try:
        image = cv2.imdecode(data, cv2.IMREAD_COLOR) if data.size else None
    except cv2.error:
        image = None
    if image is None:
        raise UnreadableFile(f"“{path.name}” is not a picture that can be read; use a PNG or JPEG.")
    return np.ascontiguousarray(image[..., ::-1], np.uint8)
