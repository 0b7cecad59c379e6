"""Pinned sounds, silence test, mirroring, smoothing, presenter mode and recording."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, QSize, Qt, QUrl
from PySide6.QtGui import QDropEvent, QImage, QScreen
from PySide6.QtWidgets import QRadioButton
from pytestqt.qtbot import QtBot

from avol.reference_sounds import ReferenceSound, bundled_sounds
from avol_studio.core.state.player_state import SoundSelection
from avol_studio.services.recording.recording_service import RecordingState
from avol_studio.services.recording.state import RecordingProgress
from avol_studio.services.reference_sounds import MAX_PINNED
from avol_studio.services.screen_inhibitor import ScreenInhibitor
from avol_studio.ui.controllers.presentation_controller import LEFT_AFTER
from avol_studio.ui.main_window import MainWindow
from avol_studio.ui.panels.reference_sounds_panel import ReferenceSoundsPanel
from avol_studio.ui.text.recording_label import RecordingNotice, format_bytes, recording_notices
from avol_studio.ui.viewport.smoothed_map import SmoothedMap
from avol_studio.ui.window.presentation_mode import PresentationMode, audience_screen
from tests.avol_studio.ui.commands.test_commands import press
from tests.support.synthetic import make_media, tone_audio

NAMES = [sound.name for sound in bundled_sounds()]


def pin(window: MainWindow, qtbot: QtBot, *names: str) -> None:
    """Pin some of the shipped sounds and wait for their maps."""
    sounds = window.presentation.sounds
    count = len(sounds.pinned) + len(names)
    for name in names:
        sounds.pin(name)
    qtbot.waitUntil(lambda: len(sounds.pinned) == count)
    qtbot.waitUntil(lambda: len(compared_maps(window)) == count)


def compared_maps(window: MainWindow) -> tuple[object, ...]:
    newest = window.player.last_localization
    return () if newest is None else newest.compared


def radios(panel: ReferenceSoundsPanel) -> dict[str, QRadioButton]:
    return {b.text(): b for b in panel.findChildren(QRadioButton) if not b.isHidden()}


def painted(window: MainWindow) -> np.ndarray:
    """The painted viewport as (H, W, 3)."""
    image = window.stage.viewport.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1)
    return rows[:, : image.width() * 3].reshape(image.height(), image.width(), 3).copy()


def test_pinned_sounds_have_their_rows_scores_and_outlines(
    playing: MainWindow, qtbot: QtBot
) -> None:
    window, panel = playing, playing.stage.sounds
    bare = painted(window)
    pin(window, qtbot, "Violin", "Drums")
    assert [line.query.name for line in panel._rows] == ["Violin", "Drums"]
    assert [line.score.text() for line in panel._rows] == ["1.00", "1.00"]
    assert np.abs(painted(window).astype(int) - bare).max() > 60
    window.presentation.sounds.unpin(0)
    qtbot.waitUntil(lambda: len(compared_maps(window)) == 1)
    assert [slot for slot, _ in window.presentation.sounds.pinned] == [
        1
    ]  # the slot does not change
    assert "Violin" not in radios(panel)
    window.presentation.sounds.unpin(1)
    qtbot.waitUntil(
        lambda: window.player.last_localization is not None and not compared_maps(window)
    )
    assert (painted(window) == bare).all()


def test_at_most_four_sounds_can_be_pinned(playing: MainWindow, qtbot: QtBot) -> None:
    pin(playing, qtbot, *NAMES[:MAX_PINNED])
    assert not playing.stage.sounds._add.isEnabled()
    playing.presentation.sounds.pin(NAMES[MAX_PINNED])
    qtbot.waitUntil(lambda: "remove one" in playing.stage.status.message_label.text())
    assert len(playing.presentation.sounds.pinned) == MAX_PINNED


def test_the_map_uses_the_selected_sound(playing: MainWindow, qtbot: QtBot) -> None:
    pin(playing, qtbot, "Violin")
    controller, panel = playing.presentation, playing.stage.sounds
    radios(panel)["Violin"].click()
    assert controller.sounds.value.replacement is controller.sounds.pinned[0][1]
    radios(panel)["Silence test"].click()
    assert controller.sounds.silence_test
    assert playing.actions_by_id["map.silence_test"].isChecked()
    radios(panel)["Original audio"].click()
    assert controller.sounds.value.replacement is None
    radios(panel)["Violin"].click()
    controller.sounds.unpin(0)
    assert controller.sounds.value == SoundSelection()
    assert radios(panel)["Original audio"].isChecked()


def test_a_sound_that_replaces_the_audio_is_shown_as_the_selected_one(
    playing: MainWindow,
) -> None:
    controller, panel = playing.presentation, playing.stage.sounds
    # Lessons and links select a sound without pinning it.
    controller.sounds.replace_audio(ReferenceSound("Kettle", np.zeros(48_000, np.float32)))
    assert radios(panel)["Kettle"].isChecked()
    radios(panel)["Original audio"].click()
    assert controller.sounds.value.replacement is None
    assert "Kettle" not in radios(panel)


def test_the_silence_test_is_shown_on_the_image(playing: MainWindow, qtbot: QtBot) -> None:
    viewport = playing.stage.viewport
    press(playing, "D")
    qtbot.waitUntil(lambda: "silence test" in viewport.accessibleDescription())
    assert radios(playing.stage.sounds)["Silence test"].isChecked()
    press(playing, "D")
    qtbot.waitUntil(lambda: "silence test" not in viewport.accessibleDescription())


def test_a_dropped_file_is_pinned_and_a_bad_one_is_an_error(
    playing: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    audio = make_media(
        tmp_path / "horn.wav", audio=tone_audio(1.5, 48_000), audio_codec="pcm_s16le"
    )
    text = tmp_path / "letter.txt"
    text.write_text("no sound")
    panel = playing.stage.sounds
    for path in (text, audio):
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path))])
        buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        panel.dropEvent(
            QDropEvent(QPointF(QPoint(5, 5)), Qt.DropAction.CopyAction, data, buttons, keys)
        )
    qtbot.waitUntil(lambda: "horn" in radios(panel))
    assert "letter.txt" in playing.stage.status.message_label.text()
    assert playing.player.media is not None
    assert playing.player.media.name == "clip.mp4"


def test_mirroring_flips_image_and_map(playing: MainWindow) -> None:
    playing.store.update(show_verdict=False, show_legend=False, view="peak")
    normal = painted(playing)
    press(playing, "Shift+M")
    playing.stage.viewport.show_echo("")
    mirrored = painted(playing)
    assert playing.store.value.mirror
    difference = np.abs(normal.astype(int) - mirrored).mean()
    assert difference > 0.5
    assert np.abs(normal[:, ::-1].astype(int) - mirrored).mean() < 0.25 * difference


def test_smoothing_cycles(playing: MainWindow) -> None:
    smoothed = playing.presenter.smoothed_map
    values = []
    for _ in range(3):
        press(playing, "T")
        values.append((playing.store.value.smoothing, smoothed._seconds))
    assert values == [("strong", 1.0), ("none", 0.0), ("light", 0.3)]


def test_an_exact_map_is_not_smoothed(playing: MainWindow, qtbot: QtBot) -> None:
    smoothed, exact = SmoothedMap(), playing.player.last_localization
    assert exact is not None
    assert exact.exact
    smoothed.set_duration(1.0)
    assert smoothed(exact) is exact
    playing_map = replace(exact, exact=False)
    first = smoothed(playing_map)
    assert first.localization.map == pytest.approx(exact.localization.map)
    dark = replace(exact.localization, map=np.zeros((14, 14), np.float32))
    later = smoothed(replace(playing_map, localization=dark, time=exact.time + 0.1))
    assert 0 < later.localization.map.max() < exact.localization.map.max()


class FakeInhibitor(ScreenInhibitor):
    """Records its calls."""

    def __init__(self, supported: bool) -> None:
        self.calls: list[str] = []
        super().__init__(lambda: self._inhibit() if supported else None)

    def _inhibit(self) -> Callable[[], None]:
        self.calls.append("inhibit")
        return lambda: self.calls.append("release")


@pytest.mark.parametrize("supported", [True, False])
def test_one_key_presents_and_esc_leaves(
    playing: MainWindow, qtbot: QtBot, supported: bool
) -> None:
    window, inhibitor = playing, FakeInhibitor(supported)
    window.presentation._mode = PresentationMode(window, window.stage.viewport, inhibitor)
    geometry, font_size = window.geometry(), window.stage.viewport._font(16).pixelSize()
    press(window, "F5")
    assert window.isFullScreen()
    assert window.actions_by_id["view.present"].isChecked()
    assert not window.header.isVisible()
    height = window.stage.viewport.image_rect.height()
    assert window.stage.viewport._font(16, bold=True).pixelSize() >= max(font_size, height / 26)
    assert inhibitor.inhibited == supported
    assert ("cannot keep this screen awake" in window.stage.status.message_label.text()) == (
        not supported
    )
    press(window, "Esc")
    qtbot.waitUntil(lambda: not window.isFullScreen())
    assert not window.actions_by_id["view.present"].isChecked()
    assert window.stage.viewport._font(16).pixelSize() == font_size
    assert window.geometry() == geometry
    assert inhibitor.calls == (["inhibit", "release"] if supported else [])


def test_a_report_from_before_full_screen_does_not_end_presenting(
    playing: MainWindow, qtbot: QtBot
) -> None:
    """A window manager may report the former state after full screen was requested."""
    press(playing, "F5")
    playing.presentation.on_full_screen(False)
    qtbot.wait(LEFT_AFTER + 50)
    assert playing.stage.viewport._presenting
    playing.showNormal()  # as the desktop does
    qtbot.waitUntil(lambda: not playing.stage.viewport._presenting)
    assert not playing.actions_by_id["view.present"].isChecked()


@dataclass(eq=False)
class FakeScreen:
    """A screen with a size."""

    width: int
    height: int

    def size(self) -> QSize:
        return QSize(self.width, self.height)


def test_the_largest_other_screen_is_used() -> None:
    own, small, large = FakeScreen(2560, 1600), FakeScreen(1024, 768), FakeScreen(1920, 1080)
    screens = cast(list[QScreen], [own, small, large])
    first = screens[0]
    assert audience_screen(first, screens, "other") is cast(Any, large)
    assert audience_screen(first, screens, "this") is first
    assert audience_screen(first, [first], "other") is first


def test_the_recording_label() -> None:
    progress = RecordingProgress(True, 3723.9, 12_345_678, 30.0, 0, Path("recording"))
    rec = RecordingNotice("REC 1:02:03 · 12 MB · 58 GB free")
    assert recording_notices(RecordingState(progress, None, 58_200_000_000)) == (rec,)
    late = RecordingProgress(True, 2.0, 1_500, 2.0, 7, Path("recording"))
    lost = RecordingNotice("REC 0:02 · 1.5 kB · 7 frames lost")
    saving = RecordingNotice("Saving video… 40 %", 0.4)
    assert recording_notices(RecordingState(late)) == (lost,)
    waits = RecordingNotice("Recording waits for video", writing=False)
    assert recording_notices(RecordingState(RecordingProgress(waiting=True))) == (waits,)
    assert recording_notices(RecordingState(rendering=0.4)) == (saving,)
    assert recording_notices(RecordingState(late, 0.4)) == (lost, saving)
    assert recording_notices(RecordingState()) == ()
    assert [format_bytes(n) for n in (0, 999, 999_700, 9_940_000)] == [
        "0 B",
        "999 B",
        "1.0 MB",
        "9.9 MB",
    ]


def test_a_file_cannot_be_recorded(playing: MainWindow) -> None:
    assert not playing.actions_by_id["record.toggle"].isEnabled()
    assert not playing.actions_by_id["record.last"].isEnabled()
