"""Images for the documentation: every panel, small files, default settings."""

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
    """A smooth image with many thousands of colours."""
    y, x = np.mgrid[0:200, 0:320]
    pixels = np.stack([x * 255 // 320, y * 255 // 200, (x + y) % 256], axis=-1).astype(np.uint8)
    data = np.ascontiguousarray(pixels)
    return QImage(data.data, 320, 200, 960, QImage.Format.Format_RGB888).copy()


def pixels(image: QImage) -> np.ndarray:
    """Pixels (200, 320, 3) of an image."""
    plain = image.convertToFormat(QImage.Format.Format_RGB888)
    return np.frombuffer(plain.constBits(), np.uint8).reshape(200, 320, 3).astype(int)


def test_reducing_colors_changes_pixels_little() -> None:
    before = photo()
    after = doc_screenshots.reduce_colors(before)
    assert after.colorCount() <= doc_screenshots.COLORS
    assert np.abs(pixels(before) - pixels(after)).mean() < 10


def test_a_plain_image_keeps_its_color() -> None:
    plain = QImage(50, 40, QImage.Format.Format_RGB32)
    plain.fill(0xFF204060)
    assert doc_screenshots.reduce_colors(plain).pixelColor(7, 7).getRgb() == (32, 64, 96, 255)


def test_a_studio_without_a_map_times_out(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doc_screenshots, "TIMEOUT", 0.1)
    with pytest.raises(EngineError, match="avol doctor"):
        doc_screenshots._until(lambda: False)


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_each_panel_is_saved(tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("avol_studio.media.devices.device_list.DeviceList.start", lambda _: None)
    saved = doc_screenshots.save_screenshots(tmp_path / "images", demo_video())
    names = {path.stem for path in saved}
    assert {"studio-dark", "studio-light", "timeline", "presenter"} <= names
    assert {"panel-audio", "panel-region-query", "panel-search", "panel-annotation"} <= names
    assert max(path.stat().st_size for path in saved) < 150_000
    assert not any(QImage(str(path)).isNull() for path in saved)
