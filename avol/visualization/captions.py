"""Draws verdict and colour scale into an image, for exported and recorded videos."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from avol.visualization.heatmap import heat_table

if TYPE_CHECKING:
    from avol.localization import Localization

Image = NDArray[np.uint8]
_TEXTS = {
    "match": "Source found",
    "no_match": "No known source in view",
    "unfamiliar": "Unfamiliar sound",
}
_CARD, _INK = (12, 13, 16), (242, 244, 247)
_CARD_OPACITY = 0.8
_HEIGHT, _WIDTH = 1 / 18, 1 / 11
"""Height of a card as a fraction of the height and, at most, of the width of the image: the longest
card is ten times as wide as high."""
_SMALLEST = 8  # px
_FONT_SIZE = 22  # px of a capital letter of OpenCV's font at scale 1


def draw_verdict(image: Image, localization: Localization) -> None:
    """Draw verdict and score into the upper left corner of an image (H, W, 3), in place."""
    verdict = localization.verdict.value
    text = _TEXTS.get(verdict, verdict.replace("_", " ").capitalize())
    if localization.verdict.has_sound:
        text += f"  {localization.score:.2f}"
    high = _card_height(image)
    _draw_card(image, text, high // 3, high // 3, high)


def draw_note(image: Image, note: str, row: int) -> None:
    """Draw a note about the map at the left, in place; row 1 is below the verdict.

    Accents are left out.
    """
    plain = unicodedata.normalize("NFKD", note).encode("ascii", "ignore").decode()
    high = _card_height(image)
    _draw_card(image, plain, high // 3, high // 3 + row * (high + high // 6), high)


def draw_legend(image: Image, opacity: float, threshold: float, colormap: str) -> None:
    """Draw the colours of the scores 0..1 into the lower right corner, in place."""
    high = _card_height(image)
    strip_width, strip_height = 4 * high, max(2, high // 3)
    text_width = _text_width("score 0", high)
    wide = text_width + strip_width + _text_width("1", high) + 2 * high
    left, top = image.shape[1] - wide - high // 3, image.shape[0] - high - high // 3
    if left < 0:
        return
    _darken(image[top : top + high, left : left + wide])
    _put_text(image, "score 0", left + high // 2, top, high)
    table = heat_table(opacity, threshold, colormap)
    ramp = table[np.linspace(0, 255, strip_width).round().astype(int)].astype(np.float32)
    alpha = ramp[:, 3:] / 255
    colours = ramp[:, :3] * alpha + np.float32(42) * (1 - alpha)
    x, y = left + text_width + high * 3 // 4, top + (high - strip_height) // 2
    image[y : y + strip_height, x : x + strip_width] = np.rint(colours).astype(np.uint8)
    _put_text(image, "1", x + strip_width + high // 4, top, high)


def _card_height(image: Image) -> int:
    high, wide = image.shape[:2]
    return max(_SMALLEST, int(min(max(18, high * _HEIGHT), wide * _WIDTH)))


def _draw_card(image: Image, text: str, left: int, top: int, high: int) -> None:
    wide = _text_width(text, high) + high
    _darken(image[top : top + high, left : left + wide])
    _put_text(image, text, left + high // 2, top, high)


def _darken(part: Image) -> None:
    mixed = part * (1 - _CARD_OPACITY) + np.array(_CARD) * _CARD_OPACITY
    part[:] = np.rint(mixed).astype(np.uint8)


def _scale(high: int) -> float:
    return 0.45 * high / _FONT_SIZE


def _text_width(text: str, high: int) -> int:
    from avol.core.opencv import cv2

    return cv2.getTextSize(text, cv2.FONT_HERSHEY_SIMPLEX, _scale(high), _thickness(high))[0][0]


def _thickness(high: int) -> int:
    return max(1, round(high / 20))


def _put_text(image: Image, text: str, left: int, top: int, high: int) -> None:
    from avol.core.opencv import cv2

    drawn = np.ascontiguousarray(image)
    cv2.putText(
        drawn, text, (left, top + round(high * 0.68)), cv2.FONT_HERSHEY_SIMPLEX, _scale(high), _INK,
        _thickness(high), cv2.LINE_AA,
    )  # fmt: skip
    if drawn is not image:
        image[:] = drawn
