"""Thumbnails of segments: small JPEGs of the frame or the spectrogram."""

import numpy as np
from numpy.typing import NDArray

HEIGHT = 96
QUALITY = 80
MAX_WIDTH = 171


def frame_thumbnail(image: NDArray[np.uint8]) -> bytes:
    """A frame (H, W, 3) RGB as a JPEG of HEIGHT pixels."""
    from avol.core.opencv import cv2

    height, width = image.shape[:2]
    size = (min(max(1, round(width * HEIGHT / height)), MAX_WIDTH), HEIGHT)
    small = cv2.resize(image, size, interpolation=cv2.INTER_AREA)
    return _jpeg(small[..., ::-1].astype(np.uint8))


def spectrogram_thumbnail(spectrogram: NDArray[np.float32]) -> bytes:
    """A log spectrogram (bins, columns), low frequencies first, as a JPEG, those at the bottom."""
    from avol.core.opencv import cv2

    low, high = np.percentile(spectrogram, (1, 99))
    levels = np.clip((spectrogram - low) / max(high - low, 1e-6), 0, 1)
    grey = cv2.resize((255 * levels[::-1]).astype(np.uint8), (HEIGHT, HEIGHT))
    return _jpeg(cv2.applyColorMap(grey, cv2.COLORMAP_VIRIDIS).astype(np.uint8))


def _jpeg(image: NDArray[np.uint8]) -> bytes:
    from avol.core.opencv import cv2

    _, data = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, QUALITY])
    return data.tobytes()
