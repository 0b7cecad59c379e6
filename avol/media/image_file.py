"""Image files."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from avol.core.opencv import cv2
from avol.errors import UnreadableFileError
from avol.media.decoding.container import check_regular_file


def load_image(path: str | Path) -> NDArray[np.uint8]:
    """Load an image as (H, W, 3) uint8 RGB, without alpha and upright by its EXIF orientation.

    Raises UnreadableFileError.
    """
    path = Path(path)
    check_regular_file(path)
    try:
        data = np.frombuffer(path.read_bytes(), np.uint8)
    except OSError as error:
        raise UnreadableFileError(
            f"“{path.name}” cannot be read; check the path “{path}”."
        ) from error
    try:
        image = cv2.imdecode(data, cv2.IMREAD_COLOR) if data.size else None
    except cv2.error:
        image = None
    if image is None:
        raise UnreadableFileError(f"“{path.name}” is not a readable image; use a PNG or JPEG.")
    return np.ascontiguousarray(image[..., ::-1], np.uint8)
