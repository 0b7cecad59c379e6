"""Checks the frames of a camera: black, frozen, or of another size."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from avol.errors import DeviceError
from avol_studio.core.threads.worker_thread import Notify
from avol_studio.core.translation import tr

STRIDE = 16  # every 16th pixel in both directions is checked
BLACK = 12  # maximum value, 0..255, of the checked pixels of a black frame
PATIENCE = 3.0  # seconds that frames must be black or identical before a warning


@dataclass(frozen=True, slots=True)
class FrameHealthWarning:
    """Event: what is wrong with the frames; a `persistent` warning lasts until an empty one."""

    owner: object
    text: str
    persistent: bool = True


class FrameHealthMonitor:
    """Detects frames that are of no use, and when they are usable again.

    The sensor of a local camera always has some noise (`has_noise`), so identical frames mean that
    it has stalled: DeviceError, so that it is reopened. A network camera may send identical frames
    for a good reason and causes only a warning.
    """

    def __init__(self, title: str, notify: Notify, has_noise: bool) -> None:
        self._title, self._notify, self._has_noise = title, notify, has_noise
        self._last: NDArray[np.uint8] | None = None
        self._shape: tuple[int, ...] | None = None
        self._changed_at = self._bright_at = -np.inf
        self._warning = ""

    def check(self, image: NDArray[np.uint8], now: float) -> None:
        """Check the next frame, (H, W, 3), captured at monotonic time `now`."""
        self._check_size(image.shape)
        pixels = image[::STRIDE, ::STRIDE]
        same = self._last is not None and np.array_equal(pixels, self._last)
        if not same:
            self._last, self._changed_at = pixels.copy(), now
        if int(pixels.max(initial=0)) > BLACK or self._bright_at == -np.inf:
            self._bright_at = now
        if now - self._bright_at > PATIENCE:
            self._warn(
                tr("The image of {title} is black: check lens cap, shutter, lighting.").format(
                    title=self._title
                )
            )
        elif now - self._changed_at > PATIENCE:
            if self._has_noise:
                self._last = None
                raise DeviceError(
                    tr("{title} has frozen; AVOL reopens it.").format(title=self._title)
                )
            self._warn(
                tr("{title} sends identical frames; check the camera.").format(title=self._title)
            )
        elif not same:
            self._warn("")

    def _check_size(self, shape: tuple[int, ...]) -> None:
        if self._shape is not None and shape != self._shape:
            text = tr("The image of {title} is now {shape} × {shape2}.").format(
                title=self._title, shape=shape[1], shape2=shape[0]
            )
            self._notify(FrameHealthWarning(self, text, persistent=False))
        self._shape = shape

    def _warn(self, text: str) -> None:
        if text != self._warning:
            self._warning = text
            self._notify(FrameHealthWarning(self, text))
