from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from avol.media import Frame
from avol_studio.core.state.player_state import LocalizationEvent
from avol_studio.services.export.snapshot import SnapshotService
from avol_studio.ui.dialogs.about import AboutDialog
from avol_studio.ui.dialogs.settings import SettingsDialog
from avol_studio.ui.main_window import MainWindow
from avol_studio.ui.widgets.plot_library import plot_library
from avol_studio.ui.widgets.spectrogram_view import SpectrogramView
from tests.avol_studio.ui.viewport.test_video_view import grey_frame
from tests.support.fakes import FakeDependencies
from tests.support.studio import give, move_mouse


def drop(window: MainWindow, *urls: QUrl) -> None:
    data = QMimeData()
    data.setUrls(list(urls))
    window.dropEvent(
        QDropEvent(
            QPointF(9, 9), Qt.DropAction.CopyAction, data,
            Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
        )
    )  # fmt: skip


def test_the_start_page_is_shown_first(window: MainWindow) -> None:
    assert window.stage.start_page.isVisible()
    assert not window.stage.viewport.isVisible()
    assert not window.actions_by_id["play.toggle"].isEnabled()


def test_the_window_owns_the_player(window: MainWindow) -> None:
    """The listeners of the player, such as controllers, end with the window."""
    assert window.player.parent() is window


def test_opening_shows_image_map_and_name(playing: MainWindow, clip: Path) -> None:
    stage = playing.stage
    assert stage.viewport.isVisible()
    assert not stage.start_page.isVisible()
    assert playing.windowTitle() == "clip.mp4 — AVOL"
    assert stage.viewport.map_age == 0
    assert playing.actions_by_id["file.snapshot"].isEnabled()


def test_recent_files_are_in_the_menu(playing: MainWindow, clip: Path, qtbot: QtBot) -> None:
    playing.header.recent.aboutToShow.emit()
    (again,) = playing.header.recent.actions()
    assert again.iconText() == clip.name
    with qtbot.waitSignal(playing.player.opened):
        again.trigger()


def test_autoplay(window: MainWindow, clip: Path, qtbot: QtBot) -> None:
    window.open(clip)
    qtbot.waitUntil(lambda: window.player.state.playing)
    assert window.actions_by_id["play.toggle"].isChecked()
    give(window, "play.toggle")
    assert not window.player.state.playing


def test_steps_and_jumps(playing: MainWindow, qtbot: QtBot) -> None:
    player = playing.player
    give(playing, "step.forward")
    qtbot.waitUntil(lambda: player.last_frame is not None and player.last_frame.index == 1)
    give(playing, "go.tenth5")
    qtbot.waitUntil(lambda: player.last_frame is not None and player.last_frame.index == 50)
    give(playing, "go.return")
    qtbot.waitUntil(lambda: player.last_frame is not None and player.last_frame.index == 1)
    give(playing, "go.end")
    qtbot.waitUntil(lambda: player.last_frame is not None and player.last_frame.index == 99)


def test_a_step_never_shows_the_map_of_another_frame(
    playing: MainWindow, fakes: FakeDependencies, qtbot: QtBot
) -> None:
    fakes.model.delay = 0.3
    give(playing, "step.forward")
    with qtbot.waitSignal(playing.player.frame_shown):
        pass
    assert playing.stage.viewport.map_age == float("inf")
    qtbot.waitUntil(lambda: playing.stage.viewport.map_age == 0)


def test_marks_speed_and_sound(playing: MainWindow) -> None:
    state = lambda: playing.player.state  # noqa: E731
    give(playing, "loop.a")
    assert state().loop == (0.0, None)
    give(playing, "loop.clear")
    assert state().loop == (None, None)
    give(playing, "loop.toggle")
    assert state().looping
    give(playing, "speed.double")
    assert state().speed == 2.0
    give(playing, "speed.slower")
    assert state().speed == 1.5
    give(playing, "speed.normal")
    assert state().speed == 1.0
    give(playing, "sound.mute")
    assert state().muted
    give(playing, "sound.down")
    assert not state().muted
    assert state().volume == pytest.approx(playing.store.value.volume) == 0.75


def test_view_commands_change_settings(playing: MainWindow) -> None:
    give(playing, "map.next_view")
    assert playing.store.value.view == "contour"
    assert playing.actions_by_id["map.view.contour"].isChecked()
    give(playing, "map.next_colormap")
    assert playing.store.value.colormap == "viridis"
    give(playing, "map.threshold_up")
    assert playing.store.value.threshold == 0.5
    assert playing.stage.viewport._texts.echo == "Threshold: score 0.50"
    assert playing.stage.map._numbers["threshold"].text() == "0.50"
    give(playing, "map.threshold_down")
    assert playing.store.value.threshold == 0.45
    give(playing, "map.overlay")
    assert not playing.store.value.overlay


def test_panels_fold_and_hide(playing: MainWindow) -> None:
    hearing = playing.stage.panels["audio"]
    give(playing, "view.audio")
    assert not playing.stage.audio.isVisible()
    assert hearing.isVisible()
    give(playing, "view.panels")
    assert not hearing.isVisible()


@pytest.mark.parametrize(
    ("command", "panel"),
    [("view.annotation", "annotation"), ("box.draw", "annotation"), ("compare.models", "compare")],
)
def test_an_expanded_panel_is_scrolled_into_view(
    playing: MainWindow, qtbot: QtBot, command: str, panel: str
) -> None:
    playing.resize(900, 520)
    expanded = playing.stage.panels[panel]
    assert expanded.visibleRegion().isEmpty()
    give(playing, command)
    qtbot.waitUntil(lambda: not expanded.visibleRegion().isEmpty())


def test_full_screen_shows_the_image_alone(playing: MainWindow, qtbot: QtBot) -> None:
    give(playing, "view.full_screen")
    qtbot.waitUntil(playing.isFullScreen)
    assert not playing.header.isVisible()
    assert not playing.stage.status.isVisible()
    assert playing.stage.transport.isVisible()  # for a moment, with the way out
    playing.stage._floating._hide()
    assert not playing.stage.transport.isVisible()
    move_mouse(playing.stage.viewport, QPoint(50, 50))
    move_mouse(playing.stage.viewport, QPoint(60, 60))
    qtbot.waitUntil(playing.stage.transport.isVisible)
    give(playing, "view.cancel")
    qtbot.waitUntil(playing.header.isVisible)
    assert playing.stage.transport.isVisible()


@pytest.mark.parametrize("open_before", [False, True])
def test_a_bad_file_shows_an_error(
    window: MainWindow, clip: Path, tmp_path: Path, qtbot: QtBot, open_before: bool
) -> None:
    if open_before:
        with qtbot.waitSignal(window.player.frame_shown):
            window.open(clip)
    title = window.windowTitle()
    with qtbot.waitSignal(window.player.message):
        drop(window, QUrl.fromLocalFile(str(tmp_path / "notes.txt")))
    assert window.stage.messages.isVisible()
    assert "notes.txt" in window.stage.messages.text
    assert window.windowTitle() == title
    assert window.player.state.loaded == open_before


def test_a_dropped_url_is_an_error(window: MainWindow) -> None:
    drop(window, QUrl("https://example.org/clip.mp4"))
    assert "not a file" in window.stage.messages.text


def test_a_dropped_file_opens(window: MainWindow, clip: Path, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.player.opened):
        drop(window, QUrl.fromLocalFile(str(clip)))


def test_dragging_the_timeline_previews_and_seeks(playing: MainWindow, qtbot: QtBot) -> None:
    timeline, player = playing.stage.timeline, playing.player
    middle = QPoint(round(timeline.time_range.x(2.0)), timeline.height() - 14)
    QTest.mousePress(timeline, Qt.MouseButton.LeftButton, pos=middle)
    with qtbot.waitSignal(player.frame_shown):
        move_mouse(timeline, QPoint(timeline.width() // 4, middle.y()), Qt.MouseButton.LeftButton)
    QTest.mouseRelease(timeline, Qt.MouseButton.LeftButton, pos=middle)
    qtbot.waitUntil(lambda: player.last_frame is not None and player.last_frame.index in (49, 50))
    give(playing, "go.return")
    qtbot.waitUntil(lambda: player.last_frame is not None and player.last_frame.index == 0)


def test_a_typed_time(playing: MainWindow, qtbot: QtBot) -> None:
    give(playing, "go.time")
    entry = playing.focusWidget()
    assert entry is not None
    assert entry.accessibleName() == "Time to go to"
    QTest.keyClicks(entry, "0:02.5")
    QTest.keyClick(entry, Qt.Key.Key_Return)
    qtbot.waitUntil(
        lambda: playing.player.last_frame is not None and playing.player.last_frame.index == 62
    )


def test_settings_apply_at_once_and_are_saved(
    make_window: Callable[[], MainWindow], clip: Path
) -> None:
    window = make_window()
    give(window, "app.settings")
    assert window.findChild(SettingsDialog) is not None
    give(window, "view.scheme.light")
    assert window.palette().window().color().lightness() > 128
    window.actions_by_id["help.about"].trigger()
    assert window.findChild(AboutDialog) is not None
    window.stage.panels["map"].set_expanded(False)
    window.close()
    again = make_window()
    assert again.store.value.scheme == "light"
    assert not again.stage.panels["map"].expanded
    give(again, "view.scheme.dark")
    assert again.palette().window().color().lightness() < 128


def test_panel_and_image_show_the_score_of_the_same_map(playing: MainWindow, qtbot: QtBot) -> None:
    playing.store.update(smoothing="none")
    newest, viewport = playing.player.last_localization, playing.stage.viewport
    assert newest is not None
    give(playing, "play.toggle")
    qtbot.waitUntil(lambda: playing.player.state.playing)
    for score in (0.61, 0.72, 0.93):  # faster than the rest of the panel is updated
        found = replace(newest.localization, score=score)
        playing.player.localized.emit(replace(newest, localization=found, age_ms=20.0))
        before = viewport._map.located
        assert before is None or before.localization.score != score  # it waits for a frame
        playing.player.frame_shown.emit(playing.player.last_frame)
        assert viewport._map.located is not None
        assert viewport._map.located.localization.score == score
        assert playing.stage.audio._number.text() == f"{score:.2f}"


def test_the_numbers_of_a_map_that_is_too_old_for_the_image_are_removed(
    playing: MainWindow, qtbot: QtBot
) -> None:
    newest, panel = playing.player.last_localization, playing.stage.audio
    assert newest is not None
    assert panel._number.text() != "–"
    give(playing, "play.toggle")
    qtbot.waitUntil(lambda: playing.player.state.playing)
    playing.presenter._show_map(replace(newest, frame_index=10_000, age_ms=4_000.0))
    assert panel._number.text() == "–"
    assert panel._verdict.text() == "Computing the map…"
    playing.presenter._show_map(replace(newest, frame_index=10_000, age_ms=20.0))
    assert panel._number.text() != "–"


def test_snapshots(playing: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    folder = tmp_path / "pictures"

    def saved() -> list[Path]:  # without the empty files that reserve a name
        return [path for path in folder.glob("*.png") if path.stat().st_size]

    for n, id in enumerate(("file.snapshot_plain", "file.snapshot", "file.snapshot")):
        give(playing, id)
        qtbot.waitUntil(lambda n=n: len(saved()) == n + 1)
    qtbot.waitUntil(lambda: playing.stage.status.message_label.text().startswith("Saved clip"))
    frame = playing.player.last_frame
    assert frame is not None
    bare, first, second = sorted(folder.glob("*.png"), key=lambda p: p.stat().st_mtime)
    picture = QImage(str(bare)).convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(picture.constBits(), np.uint8).reshape(picture.height(), -1)
    assert (rows[:, : 3 * picture.width()].reshape(frame.image.shape) == frame.image).all()
    assert QImage(str(first)) == QImage(str(second)) != QImage(str(bare))


def test_a_snapshot_and_a_copy_have_the_map_of_their_own_frame(
    playing: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    player, saved = playing.player, list[tuple[str, int, int]]()
    newest = player.last_localization
    assert newest is not None

    def save(name: str, frame: Frame, event: LocalizationEvent, _: object) -> None:
        saved.append((name, frame.index, event.frame_index))

    monkeypatch.setattr(playing.export.snapshots, "save_frame", save)
    give(playing, "file.snapshot")
    assert saved == [("clip 0.000 s", 0, 0)]
    first, second = grey_frame(1), grey_frame(2)
    player._context.frame = first  # whose map has not come yet
    QGuiApplication.clipboard().clear()
    give(playing, "file.snapshot")
    give(playing, "image.copy")
    player.frame_shown.emit(second)
    assert len(saved) == 1
    assert QGuiApplication.clipboard().image().isNull()
    player._on_localized(replace(newest, frame_index=0))
    assert len(saved) == 1
    player._on_localized(replace(newest, frame_index=2))
    assert saved[1:] == [("clip 2.000 s", 2, 2)]
    assert not QGuiApplication.clipboard().image().isNull()
    player._on_localized(replace(newest, frame_index=1))
    assert len(saved) == 2


def test_snapshot_write_error_is_reported(
    playing: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "file").write_text("in the way")
    snapshots, frame = SnapshotService(tmp_path / "file" / "pictures"), playing.player.last_frame
    assert frame is not None
    with qtbot.waitSignal(snapshots.message) as signal:
        snapshots.save_frame("clip", frame, None, playing.store.value)
    snapshots.close()
    assert snapshots.join(20)
    assert signal.args is not None
    assert signal.args[0].kind == "error"
    assert "choose another" in signal.args[0].text


def test_closing_while_it_plays_is_quick(window: MainWindow, clip: Path, qtbot: QtBot) -> None:
    window.open(clip)
    qtbot.waitUntil(lambda: window.player.state.playing)
    qtbot.waitUntil(lambda: window.player.last_localization is not None)
    before = time.monotonic()
    give(window, "app.quit")
    assert time.monotonic() - before < 2
    assert not window.isVisible()


def test_closing_the_file_shows_the_start_page(playing: MainWindow, qtbot: QtBot) -> None:
    give(playing, "file.close")
    assert playing.stage.start_page.isVisible()
    assert playing.windowTitle() == "AVOL"
    assert not playing.actions_by_id["file.close"].isEnabled()


def test_timeline_and_spectrogram_appear_once_their_library_is_imported(
    window: MainWindow, clip: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plot_library, "loading", True)
    stage, spectrogram = window.stage, window.stage.audio.findChild(SpectrogramView)
    assert spectrogram is not None
    with qtbot.waitSignal(window.player.localized):
        window.open(clip)
    assert stage.timeline._lanes is None
    assert spectrogram._plot is None
    plot_library._end()
    assert stage.timeline._lanes is not None
    assert stage.timeline._lanes.isVisible()
    qtbot.waitUntil(lambda: spectrogram._plot is not None and spectrogram._plot.isVisible())


def test_the_timeline_is_made_before_the_first_file(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    timeline = window.stage.timeline
    assert timeline._lanes is None
    monkeypatch.setattr(plot_library, "loading", True)
    plot_library._end()
    assert timeline._lanes is not None
    assert not timeline._lanes.isVisible()
