"""What an audience sees: frozen images, notices about recording, the way out of full screen."""

from __future__ import annotations

import itertools
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QCursor, QFont, QFontMetricsF, QImage, QPainter
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from avol_studio.core.state.device_choice import LiveRequest, parse_camera, parse_microphone
from avol_studio.core.state.live_state import LiveState
from avol_studio.ui.main_window import MainWindow
from avol_studio.ui.style import theme
from avol_studio.ui.text.recording_label import RecordingNotice
from avol_studio.ui.viewport.text_painter import paint_legend, paint_warning
from avol_studio.ui.viewport.video_view import VideoView
from avol_studio.ui.window.window_state import FRAME
from tests.avol_studio.ui.commands.test_commands import press
from tests.avol_studio.ui.viewport.test_video_view import grey_frame, pixels
from tests.support.studio import give, move_mouse
from tests.support.synthetic import coded_images, make_media

LONG = 30_000  # ms


@pytest.fixture
def live(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> MainWindow:
    """A window whose camera is a looped video of two seconds."""
    video = make_media(tmp_path / "stage.mp4", coded_images(50, 192, 108))
    camera = parse_camera(str(video))
    with qtbot.waitSignal(window.player.localized, timeout=LONG):
        window.player.open_live(LiveRequest(camera, parse_microphone(None, camera)))
    return window


def share_of(viewport: VideoView, colour: str, tolerance: int = 24) -> float:
    """The fraction of the painted pixels that have about this colour."""
    wanted = np.array([int(colour[n : n + 2], 16) for n in (1, 3, 5)])
    return float((np.abs(pixels(viewport) - wanted).max(axis=2) < tolerance).mean())


def test_a_frozen_image_is_marked_until_it_continues(live: MainWindow, qtbot: QtBot) -> None:
    viewport, chip = live.stage.viewport, live.header._kind
    assert chip.text() == "● LIVE"
    press(live, "Space")
    assert viewport._texts.echo == "Frozen"
    viewport.show_echo("")
    live.store.update(show_verdict=False, show_legend=False, overlay=False)
    assert chip.text() == "○ LIVE"
    frozen = share_of(viewport, theme.DARK.caution)
    assert frozen > 0.003
    press(live, "F5")
    assert live.isFullScreen()
    viewport.show_echo("")
    assert share_of(viewport, theme.DARK.caution) > 0.003
    press(live, "Esc")
    press(live, "Space")
    assert viewport._texts.echo == "Live"
    viewport.show_echo("")
    assert chip.text() == "● LIVE"
    assert share_of(viewport, theme.DARK.caution) == 0


LOST = LiveState(
    camera_error="Stage was unplugged; connect it.",
    microphone_error="No audio from the microphone Desk; check its cable. AVOL retries.",
    camera_stopped=True,
)


def test_device_errors_are_on_the_image_and_nowhere_else(live: MainWindow) -> None:
    viewport = live.stage.viewport
    live.store.update(show_verdict=False, show_legend=False, overlay=False)
    texts = [label.text() for label in live.findChildren(QLabel)]
    live.player.live_changed.emit(replace(LOST, microphone_error=""))
    one = share_of(viewport, theme.DARK.caution)
    live.player.live_changed.emit(LOST)
    both = share_of(viewport, theme.DARK.caution)
    assert 0.003 < one < both
    assert viewport.accessibleDescription() == f"{LOST.camera_error} {LOST.microphone_error}"
    after = [label.text() for label in live.findChildren(QLabel)]
    assert not {LOST.camera_error, LOST.microphone_error} & {*after} - {*texts}
    live.player.live_changed.emit(LiveState())
    assert share_of(viewport, theme.DARK.caution) == 0


def test_a_camera_that_has_stopped_has_no_verdict(
    live: MainWindow, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    viewport, shown = live.stage.viewport, list[str]()
    monkeypatch.setattr(
        "avol_studio.ui.viewport.text_painter.paint_badge",
        lambda *args: shown.append(args[2].text) or QRectF(),
    )
    live.player.live_changed.emit(LOST)
    pixels(viewport)
    assert set(shown) == {"No image"}
    assert live.stage.audio._verdict.text() == "No image"
    assert viewport.map_age == float("inf")
    press(live, "Space")  # frozen: map and verdict belong to this image
    live.player.live_changed.emit(LOST)
    qtbot.waitUntil(lambda: viewport.map_age == 0, timeout=LONG)


def test_errors_are_shown_before_the_first_image(qtbot: QtBot) -> None:
    viewport = VideoView()
    qtbot.addWidget(viewport)
    viewport.resize(560, 560)
    viewport.set_placeholder("Waiting for the camera…")
    assert share_of(viewport, theme.DARK.caution) == 0
    viewport.show_devices(LOST)
    assert share_of(viewport, theme.DARK.caution) > 0.003


def test_a_long_warning_wraps_within_its_room(qtbot: QtBot) -> None:
    image, font, text = QImage(800, 400, QImage.Format.Format_RGB32), QFont(), LOST.microphone_error
    painter = QPainter(image)
    rects = [
        paint_warning(painter, QPointF(790, 390), room, text, "warning", font)
        for room in (780.0, 200.0)
    ]
    painter.end()
    assert all(rect.bottomRight() == QPointF(790, 390) for rect in rects)
    assert rects[1].width() <= 200
    assert rects[1].height() > 2 * rects[0].height()


def test_a_paused_file_is_not_frozen(playing: MainWindow) -> None:
    assert playing.header._kind.text() == "FILE"
    playing.store.update(show_verdict=False, show_legend=False, overlay=False)
    assert share_of(playing.stage.viewport, theme.DARK.caution) == 0


def test_only_a_recording_is_red(qtbot: QtBot) -> None:
    viewport = VideoView()
    qtbot.addWidget(viewport)
    viewport.resize(560, 560)
    viewport.show_frame(grey_frame())
    red = theme.DARK.bad
    viewport.set_recording((RecordingNotice("REC 0:01"),))
    assert share_of(viewport, red) > 0
    viewport.set_recording((RecordingNotice("Saving video… 25 %", 0.25),))
    assert share_of(viewport, red) == 0
    quarter = share_of(viewport, theme.ON_VIDEO)
    viewport.set_recording((RecordingNotice("Saving video… 25 %", 0.75),))
    assert share_of(viewport, theme.ON_VIDEO) > quarter


def test_presenter_mode_in_the_window_keeps_its_size(playing: MainWindow) -> None:
    size, screen = playing.size(), playing.windowState()
    press(playing, "Shift+F5")
    QApplication.processEvents()
    assert playing.windowState() == screen
    assert playing.size() == size
    assert not playing.header.isVisible()
    assert not playing.stage.status.isVisible()
    assert playing.stage.viewport.size() == size
    assert playing.stage.viewport._presenting
    give(playing, "box.draw")
    press(playing, "Esc")  # ends drawing first
    assert not playing.header.isVisible()
    press(playing, "Esc")
    assert playing.header.isVisible()
    assert playing.size() == size
    assert not playing.stage.viewport._presenting


def test_full_screen_without_a_camera_has_a_visible_way_out(window: MainWindow) -> None:
    button = window.stage._exit
    assert not button.isVisible()
    window.presentation.present()
    assert window.isFullScreen()
    assert button.isVisible()
    assert window.stage.rect().contains(button.geometry())
    button.click()
    assert not window.isFullScreen()
    assert not button.isVisible()


def test_the_controls_hide_unless_the_mouse_is_over_them(
    playing: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = playing.stage
    press(playing, "F5")
    controls = stage._controls
    # The mouse was over the controls when they still lay below the image, and has not moved.
    controls.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
    for place, visible in ((controls.rect().center(), True), (QPoint(100, -300), False)):
        mouse = controls.mapToGlobal(place)
        monkeypatch.setattr(QCursor, "pos", lambda mouse=mouse: mouse)
        stage._floating._hide()
        assert controls.isVisible() == visible


def test_the_way_out_of_full_screen_appears_with_the_mouse(playing: MainWindow) -> None:
    button, viewport = playing.stage._exit, playing.stage.viewport
    press(playing, "F5")
    assert button.isVisible()  # at first
    playing.stage._floating._hide()
    assert not button.isVisible()
    move_mouse(viewport, viewport.rect().center())
    assert button.isVisible()
    button.click()
    assert not playing.isFullScreen()
    assert not viewport._presenting


def visible_parts(bar: QWidget) -> list[QWidget]:
    layout = bar.layout()
    assert layout is not None
    items = [layout.itemAt(n) for n in range(layout.count())]
    widgets = [item.widget() for item in items if item is not None and item.widget()]
    return [widget for widget in widgets if widget is not None and widget.isVisible()]


@pytest.mark.parametrize("text_scale", [100, 150])
def test_controls_are_neither_cut_nor_overlapping(playing: MainWindow, text_scale: int) -> None:
    playing.setMinimumSize(300, 200)
    playing.store.update(text_scale=text_scale)
    bar, offered = playing.stage.transport, []
    for width in (640, 800, 1000, 1280, 1920, 3840)[text_scale > 100 :]:
        playing.resize(width, 600)
        QApplication.processEvents()
        assert playing.width() == width
        parts = visible_parts(bar)
        for part in parts:
            assert part.width() >= part.sizeHint().width(), (width, part)
            assert bar.rect().contains(part.geometry()), (width, part)
        for one, other in itertools.pairwise(parts):
            assert one.geometry().right() < other.geometry().left(), (width, one, other)
        assert bar._now.width() >= bar._now.sizeHint().width()
        offered.append(len(bar.more_menu().actions()))
        assert bar._more.isVisible() == (offered[-1] > 0)
    assert offered == sorted(offered, reverse=True)
    assert offered[0] > offered[-1] == 0


def test_the_window_is_not_larger_than_the_screen(window: MainWindow) -> None:
    available = window.screen().availableSize()
    for size in (window.size(), window.minimumSize() + FRAME):
        assert size.boundedTo(available) == size


@pytest.mark.parametrize(
    ("view", "image", "place"),
    [
        (QSize(800, 400), QRectF(250, 0, 300, 400), "beside"),
        (QSize(800, 600), QRectF(0, 75, 800, 450), "below"),
        (QSize(800, 400), QRectF(0, 0, 800, 400), "corner"),
    ],
)
def test_the_legend_lies_in_a_black_bar_if_there_is_one(
    qtbot: QtBot, view: QSize, image: QRectF, place: str
) -> None:
    canvas, font = QImage(view, QImage.Format.Format_RGB32), QFont()
    font.setPixelSize(14)
    painter, whole = QPainter(canvas), QRectF(0, 0, view.width(), view.height())
    badge = QRectF(image.left() + 16, image.top() + 16, 200, 30)
    legend = paint_legend(painter, whole, image, badge, (0.75, 0.0, "inferno"), font)
    painter.end()
    assert whole.contains(legend)
    if place == "corner":
        assert not legend.intersects(badge)
        assert legend.right() > image.right() - 40
        assert legend.height() < 2 * QFontMetricsF(font).height()
    else:
        assert not legend.intersects(image)
        assert (legend.left() >= image.right()) == (place == "beside")


def test_the_legend_of_a_narrow_image_does_not_cover_the_verdict(qtbot: QtBot) -> None:
    canvas = QImage(QSize(260, 400), QImage.Format.Format_RGB32)
    painter, image = QPainter(canvas), QRectF(0, 0, 260, 400)
    badge = QRectF(16, 16, 220, 30)
    legend = paint_legend(painter, image, image, badge, (0.75, 0.0, "inferno"), QFont())
    painter.end()
    assert not legend.intersects(badge)
