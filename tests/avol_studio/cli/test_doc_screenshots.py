"""Pictures for the documentation: every panel there is, small files, nobody's settings."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from avol.errors import EngineError
from avol_studio.app import demo_video
from avol_studio.cli import doc_screenshots


def photo() -> QImage:
    """A smooth picture with many thousands of colours."""
    y, x = np.mgrid[0:200, 0:320]
    pixels = np.stack([x * 255 // 320, y * 255 // 200, (x + y) % 256], axis=-1).astype(np.uint8)
    data = np.ascontiguousarray(pixels)
    return QImage(data.data, 320, 200, 960, QImage.Format.Format_RGB888).copy()


def pixels(image: QImage) -> np.ndarray:
    """(h, w, 3) of a picture whose lines are a multiple of four bytes."""
    plain = image.convertToFormat(QImage.Format.Format_RGB888)
    return np.frombuffer(plain.constBits(), np.uint8).reshape(200, 320, 3).astype(int)


def test_few_colours_look_the_same() -> None:
    before = photo()
    after = doc_screenshots.few_colours(before)
    assert after.colorCount() <= doc_screenshots.COLOURS
    assert np.abs(pixels(before) - pixels(after)).mean() < 10


def test_a_plain_picture_keeps_its_colours() -> None:
    plain = QImage(50, 40, QImage.Format.Format_RGB32)
    plain.fill(0xFF204060)
    assert doc_screenshots.few_colours(plain).pixelColor(7, 7).getRgb() == (32, 64, 96, 255)


def test_a_studio_that_shows_nothing_is_given_up(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doc_screenshots, "PATIENCE", 0.1)
    with pytest.raises(EngineError, match="avol doctor"):
        doc_screenshots._until(lambda: False)


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_each_panel_is_saved(tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("avol_studio.media.devices.device_list.DeviceList.start", lambda _: None)
    made = doc_screenshots.shoot(tmp_path / "images", demo_video())
    names = {path.stem for path in made}
    assert {"studio-dark", "studio-light", "timeline", "presenter"} <= names
    assert {"panel-hearing", "panel-ask", "panel-search", "panel-boxes"} <= names
    assert max(path.stat().st_size for path in made) < 150_000
    assert not any(QImage(str(path)).isNull() for path in made)
