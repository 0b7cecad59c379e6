"""Looks at what a camera gives: black, frozen, or suddenly of another size."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from avol.errors import DeviceError

STRIDE = 16  # every 16th pixel either way is looked at
BLACK = 12  # the brightest of them, 0..255, in a picture that counts as black
PATIENCE = 3.0  # seconds that a picture must be black or the same before it is said


@dataclass(frozen=True, slots=True)
class FrameHealthWarning:
    """What the picture looks like, in a sentence; a `trouble` stands until "" says it is over."""

    owner: object
    text: str
    trouble: bool = True


class Sight:
    """Follows the pictures of one camera and tells when they stop to be of use, and when again.

    A `restless` camera, one whose sensor always has some noise, has stalled when picture follows
    picture without any change: DeviceError, so that it is opened again. A network camera may send
    the same picture for good reason, and is only spoken of.
    """

    def __init__(self, title: str, tell: Callable[[object], None], restless: bool) -> None:
        self._title, self._tell, self._restless = title, tell, restless
        self._last: NDArray[np.uint8] | None = None
        self._shape: tuple[int, ...] | None = None
        self._changed_at = self._bright_at = -np.inf
        self._said = ""

    def check(self, image: NDArray[np.uint8], now: float) -> None:
        """Look at the next picture, (H, W, 3), taken at monotonic second `now`."""
        self._check_size(image.shape)
        some = image[::STRIDE, ::STRIDE]
        same = self._last is not None and np.array_equal(some, self._last)
        if not same:
            self._last, self._changed_at = some.copy(), now
        if int(some.max(initial=0)) > BLACK or self._bright_at == -np.inf:
            self._bright_at = now
        if now - self._bright_at > PATIENCE:
            self._say(
                f"The picture of {self._title} is black; take off its cap or its privacy shutter, "
                "or give it light."
            )
        elif now - self._changed_at > PATIENCE:
            if self._restless:
                self._last = None
                raise DeviceError(
                    f"{self._title} has frozen at one picture; it is opened again by itself."
                )
            self._say(f"{self._title} sends the same picture again and again; look after it.")
        elif not same:
            self._say("")

    def _check_size(self, shape: tuple[int, ...]) -> None:
        if self._shape is not None and shape != self._shape:
            text = f"The picture of {self._title} is now {shape[1]} × {shape[0]}."
            self._tell(FrameHealthWarning(self, text, trouble=False))
        self._shape = shape

    def _say(self, text: str) -> None:
        if text != self._said:
            self._said = text
            self._tell(FrameHealthWarning(self, text))
