from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from avol_studio.ui.viewport.cached_painting import paint_cached

painted: list[tuple[QRectF, str]] = []


@pytest.fixture(autouse=True)
def nothing_painted() -> None:
    painted.clear()


def test_equal_requests_are_painted_once(qtbot: QtBot) -> None:
    canvas = _canvas()
    painter = QPainter(canvas)
    for left in (4, 10, 4):
        paint_cached(painter, QRectF(left, 3, 8, 5), _ellipse, "#ff0000")
    painter.end()
    assert len(painted) == 1


@pytest.mark.parametrize(
    ("rect", "colour"),
    [(QRectF(4, 3, 9, 5), "#00ff00"), (QRectF(4.5, 3, 8, 5), "#00ff00"),
     (QRectF(4, 3, 8, 5), "#0000ff")],
    ids=["size", "place within a pixel", "argument"],
)  # fmt: skip
def test_other_requests_are_painted(qtbot: QtBot, rect: QRectF, colour: str) -> None:
    canvas = _canvas()
    painter = QPainter(canvas)
    paint_cached(painter, QRectF(4, 3, 8, 5), _ellipse, "#00ff00")
    painted.clear()
    paint_cached(painter, rect, _ellipse, colour)
    painter.end()
    assert [(at.size(), name) for at, name in painted] == [(rect.size(), colour)]


@pytest.mark.parametrize("ratio", [1.0, 2.0])
def test_the_pixels_are_those_of_direct_painting(qtbot: QtBot, ratio: float) -> None:
    direct, cached = _canvas(ratio), _canvas(ratio)
    rect = QRectF(4, 3, 11, 7)
    painter = QPainter(direct)
    _ellipse(painter, rect, "#d02090")
    painter.end()
    painter = QPainter(cached)
    paint_cached(painter, rect, _ellipse, "#d02090")
    painter.end()
    assert np.abs(_values(cached) - _values(direct)).max() <= 2  # blending twice rounds twice
    assert np.abs(_values(cached) - _values(_canvas(ratio))).max() > 100


def _values(image: QImage) -> NDArray[np.int16]:
    return np.frombuffer(image.constBits(), np.uint8).astype(np.int16)


def _canvas(ratio: float = 1.0) -> QImage:
    canvas = QImage(round(24 * ratio), round(16 * ratio), QImage.Format.Format_RGB32)
    canvas.setDevicePixelRatio(ratio)
    canvas.fill(QColor("#405060"))
    return canvas


def _ellipse(painter: QPainter, rect: QRectF, colour: str) -> None:
    painted.append((rect, colour))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QColor(255, 255, 255))
    painter.setBrush(QColor(colour))
    painter.drawEllipse(rect)
