"""Zoom and pan of the image with real mouse events, and everything that is mapped through it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from avol_studio.ui.main_window import MainWindow
from avol_studio.ui.viewport.image_zoom import LARGEST, STEP
from avol_studio.ui.viewport.video_view import VideoView
from tests.avol_studio.ui.commands.test_commands import press
from tests.avol_studio.ui.viewport.test_video_view import BARE, grey_frame, located, one_hot, pixels
from tests.support.fakes import number_of
from tests.support.studio import give, move_mouse

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def turn_wheel(
    widget: QWidget,
    at: QPointF,
    steps: float,
    keys: Qt.KeyboardModifier = NONE,
) -> None:
    """Turn the wheel by some notches with the mouse at a point of the widget."""
    window = widget.window()
    point = QPointF(widget.mapTo(window, at.toPoint()))
    handle = window.windowHandle()
    QTest.wheelEvent(handle, point, QPoint(0, round(120 * steps)), QPoint(), keys)


def drag(widget: QWidget, start: QPoint, stop: QPoint, button: Qt.MouseButton = LEFT) -> None:
    QTest.mousePress(widget, button, NONE, start)
    move_mouse(widget, (start + stop) / 2, button)
    move_mouse(widget, stop, button)
    QTest.mouseRelease(widget, button, NONE, stop)


def under(viewport: VideoView, point: QPointF) -> tuple[float, float]:
    """The point of the image, 0..1, under a point of the widget."""
    rect = viewport.image_rect
    return (point.x() - rect.left()) / rect.width(), (point.y() - rect.top()) / rect.height()


@pytest.fixture
def viewport(qtbot: QtBot) -> VideoView:
    viewport = VideoView()
    qtbot.addWidget(viewport)
    viewport.resize(800, 560)
    viewport.set_settings(BARE)
    viewport.show_frame(grey_frame())
    viewport.show()
    return viewport


@pytest.mark.parametrize("keys", [NONE, Qt.KeyboardModifier.ControlModifier])
def test_the_wheel_zooms_around_the_pointer(viewport: VideoView, keys: Qt.KeyboardModifier) -> None:
    whole, point = viewport.image_rect, QPointF(300, 200)
    assert whole == QRectF(120, 0, 560, 560)
    before = under(viewport, point)
    turn_wheel(viewport, point, 4, keys)
    assert viewport.zoom.factor == pytest.approx(STEP**4)
    assert viewport.image_rect.width() == pytest.approx(560 * STEP**4)
    assert under(viewport, point) == pytest.approx(before)
    turn_wheel(viewport, point, -4, keys)
    assert viewport.image_rect == whole
    turn_wheel(viewport, point, 99, keys)
    assert viewport.zoom.factor == LARGEST
    turn_wheel(viewport, point, -99, keys)
    assert viewport.image_rect == whole


def test_a_drag_moves_the_enlarged_image_up_to_its_edges(viewport: VideoView) -> None:
    whole = viewport.image_rect
    drag(viewport, QPoint(300, 200), QPoint(350, 260))
    assert viewport.image_rect == whole
    turn_wheel(viewport, QPointF(400, 280), 4)
    before = viewport.image_rect
    drag(viewport, QPoint(300, 200), QPoint(350, 260))
    moved = viewport.image_rect.topLeft() - before.topLeft()
    assert (moved.x(), moved.y()) == pytest.approx((50, 60))
    drag(viewport, QPoint(1, 1), QPoint(790, 550), Qt.MouseButton.MiddleButton)
    assert viewport.image_rect.topLeft() == QPointF(0, 0)
    drag(viewport, QPoint(790, 550), QPoint(-2000, -2000))
    assert viewport.image_rect.bottomRight() == QPointF(800, 560)
    assert viewport.cursor().shape() == Qt.CursorShape.ArrowCursor


def test_the_map_grows_with_the_image(viewport: VideoView) -> None:
    viewport.show_localization(located(one_hot(6, 6)))
    viewport.zoom.zoom_by(4)
    changed = np.abs(pixels(viewport) - 90).sum(axis=2) > 250
    ys, xs = np.nonzero(changed)
    rect, cell = viewport.image_rect, 560 * 4 / 14
    centre = rect.left() + 6.5 * cell, rect.top() + 6.5 * cell
    assert (xs.mean(), ys.mean()) == pytest.approx(centre, abs=4)


def test_keys_zoom_pan_and_reset(playing: MainWindow) -> None:
    viewport = playing.stage.viewport
    whole = viewport.image_rect
    assert not playing.actions_by_id["image.zoom_out"].isEnabled()
    press(playing, "Alt+=")
    press(playing, "Alt+=")
    assert viewport.zoom.factor == pytest.approx(STEP**2)
    assert viewport._texts.echo == "Zoom 156 %"
    before = viewport.image_rect
    press(playing, "Alt+Down")
    assert viewport.image_rect.top() < before.top()
    press(playing, "Alt+Up")
    assert viewport.image_rect.top() == pytest.approx(before.top())
    press(playing, "Alt+-")
    assert viewport.zoom.factor == pytest.approx(STEP)
    press(playing, "Alt+0")
    assert viewport.image_rect == whole
    assert not playing.actions_by_id["image.zoom_reset"].isEnabled()


@pytest.mark.parametrize("mirror", [False, True])
def test_boxes_and_queries_are_mapped_through_zoom_and_mirror(
    playing: MainWindow, qtbot: QtBot, mirror: bool
) -> None:
    window, viewport = playing, playing.stage.viewport
    window.store.update(mirror=mirror)
    qtbot.waitUntil(lambda: window.annotation.store.has_file)
    turn_wheel(viewport, QPointF(viewport.image_rect.center()), 3)
    start, stop = viewport.rect().center(), viewport.rect().center() + QPoint(90, 60)
    (x0, y0), (x1, y1) = under(viewport, QPointF(start)), under(viewport, QPointF(stop))
    expected = (1 - x1, y0, 1 - x0, y1) if mirror else (x0, y0, x1, y1)
    press(window, "X")
    layer = window.annotation.presenter.layer
    drag(layer, start, stop)
    frame = window.annotation.editor.frame
    assert frame is not None
    assert frame.boxes[0].box == pytest.approx(expected, abs=2e-3)
    turn_wheel(layer, QPointF(start), 1)
    assert viewport.zoom.factor == pytest.approx(STEP**4)
    press(window, "Esc")
    window.image.make_menu(start)
    chosen = under(viewport, QPointF(start))
    give(window, "query.here")
    query = window.region_query.service.query
    assert query is not None
    x = 1 - chosen[0] if mirror else chosen[0]
    assert query.region == pytest.approx((x, chosen[1], x, chosen[1]))


def test_the_context_menu_offers_what_is_possible_on_the_image(playing: MainWindow) -> None:
    menu = playing.image.make_menu(playing.stage.viewport.rect().center())
    assert menu is not None
    texts = [a.text().replace("&", "") for a in menu.actions() if a.text()]
    assert texts == [
        "Play", "Copy image with map", "Copy image without map", "Save image with map",
        "Save image without map", "Query region here", "Draw boxes", "Search with region…",
        "Zoom in", "Zoom out", "Whole image", "Map", "Full screen",
    ]  # fmt: skip
    outside = playing.image.make_menu(QPoint(1, 1))
    assert outside is not None
    assert "Query region here" not in [a.text().replace("&", "") for a in outside.actions()]


def test_there_is_no_context_menu_without_an_image(window: MainWindow) -> None:
    assert window.image.make_menu(QPoint(10, 10)) is None


def test_the_frame_is_copied_with_and_without_its_map(playing: MainWindow) -> None:
    frame = playing.player.last_frame
    assert frame is not None
    copies = []
    for key in ("Ctrl+Shift+C", "Ctrl+C"):
        press(playing, key)
        image = QGuiApplication.clipboard().image()
        assert (image.height(), image.width()) == frame.image.shape[:2]
        copies.append(image)
    rows = np.frombuffer(copies[0].convertToFormat(copies[0].Format.Format_RGB888).constBits(),
                         np.uint8)  # fmt: skip
    rgb = rows.reshape(copies[0].height(), -1)[:, : 3 * copies[0].width()]
    assert number_of(rgb.reshape(frame.image.shape)) == frame.index
    assert copies[0] != copies[1]


def test_another_file_is_shown_as_a_whole(playing: MainWindow, qtbot: QtBot) -> None:
    playing.stage.viewport.zoom.zoom_by(2)
    with qtbot.waitSignal(playing.player.opened):
        playing.open(playing.player.media.path)  # pyright: ignore
    assert playing.stage.viewport.zoom.factor == 1


@pytest.mark.parametrize(
    ("key", "words"),
    [("Q", "Click the object"), ("X", "Drag a box"), ("/", "Drag a rectangle")],
)
def test_a_banner_explains_the_mode_until_it_ends(
    playing: MainWindow, qtbot: QtBot, tmp_path: Path, key: str, words: str
) -> None:
    playing.store.update(library=str(tmp_path / "library"))
    banners = (
        playing.region_query.rubber_band.banner,
        playing.annotation.presenter.banner,
        playing.search._rubber_band.banner,
    )
    qtbot.waitUntil(lambda: playing.annotation.store.has_file)
    texts = lambda: [banner.text for banner in banners if banner.text]  # noqa: E731
    press(playing, key)
    assert [text[: len(words)] for text in texts()] == [words]
    assert playing.stage.viewport.rect().contains(
        next(banner for banner in banners if banner.text).geometry()
    )
    press(playing, "Esc")
    assert texts() == []
    press(playing, key)
    next(banner for banner in banners if banner.text)._button.click()
    assert texts() == []
    for other in ("Q", "X", "/"):
        press(playing, other)
        assert len(texts()) == 1
