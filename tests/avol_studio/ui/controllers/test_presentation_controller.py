"""What a presenter has at hand: pinned sounds, deaf test, mirror, smoothing, presenter mode."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, QSize, Qt, QUrl
from PySide6.QtGui import QDropEvent, QImage, QScreen
from PySide6.QtWidgets import QRadioButton
from pytestqt.qtbot import QtBot

from avol.reference_sounds import bundled_sounds
from avol_studio.core.state.player_state import SoundSelection
from avol_studio.services.recording.recorder import RecordingProgress
from avol_studio.services.recording.recording_service import RecordingState
from avol_studio.services.reference_sounds import MAX_PINNED
from avol_studio.services.screen_inhibitor import ScreenInhibitor
from avol_studio.ui.main_window import MainWindow
from avol_studio.ui.panels.reference_sounds_panel import ReferenceSoundsPanel
from avol_studio.ui.text.recording_label import format_bytes, recording_text
from avol_studio.ui.viewport.smoothed_map import SmoothedMap
from avol_studio.ui.window.presentation_mode import PresentationMode, audience_screen
from tests.avol_studio.ui.commands.test_commands import press
from tests.support.synthetic import make_media, tone_audio

NAMES = [sound.name for sound in bundled_sounds()]


def pin(window: MainWindow, qtbot: QtBot, *names: str) -> None:
    """Pin some of AVOL's sounds and wait for their maps."""
    choice = window.presentation.sounds
    wanted = len(choice.pinned) + len(names)
    for name in names:
        choice.pin(name)
    qtbot.waitUntil(lambda: len(choice.pinned) == wanted)
    qtbot.waitUntil(lambda: len(located(window)) == wanted)


def located(window: MainWindow) -> tuple[object, ...]:
    newest = window.player.last_localization
    return () if newest is None else newest.compared


def radios(panel: ReferenceSoundsPanel) -> dict[str, QRadioButton]:
    return {b.text(): b for b in panel.findChildren(QRadioButton) if not b.isHidden()}


def painted(window: MainWindow) -> np.ndarray:
    """The picture as it lies on screen: (H, W, 3)."""
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
    qtbot.waitUntil(lambda: len(located(window)) == 1)
    assert [place for place, _ in window.presentation.sounds.pinned] == [1]  # it keeps its letter
    assert "Violin" not in radios(panel)
    window.presentation.sounds.unpin(1)
    qtbot.waitUntil(lambda: window.player.last_localization is not None and not located(window))
    assert (painted(window) == bare).all()


def test_no_more_than_four_can_be_pinned(playing: MainWindow, qtbot: QtBot) -> None:
    pin(playing, qtbot, *NAMES[:MAX_PINNED])
    assert not playing.stage.sounds._add.isEnabled()
    playing.presentation.sounds.pin(NAMES[MAX_PINNED])
    qtbot.waitUntil(lambda: "remove one" in playing.stage.status.message_label.text())
    assert len(playing.presentation.sounds.pinned) == MAX_PINNED


def test_the_map_follows_what_is_chosen(playing: MainWindow, qtbot: QtBot) -> None:
    pin(playing, qtbot, "Violin")
    kit, panel = playing.presentation, playing.stage.sounds
    radios(panel)["Violin"].click()
    assert kit.sounds.value.replacement is kit.sounds.pinned[0][1]
    radios(panel)["Silence test"].click()
    assert kit.sounds.silence_test
    assert playing.actions_by_id["map.silence_test"].isChecked()
    radios(panel)["Original audio"].click()
    assert kit.sounds.value.replacement is None
    radios(panel)["Violin"].click()
    kit.sounds.unpin(0)
    assert kit.sounds.value == SoundSelection()
    assert radios(panel)["Original audio"].isChecked()


def test_the_deaf_test_says_so_on_the_picture(playing: MainWindow, qtbot: QtBot) -> None:
    viewport = playing.stage.viewport
    press(playing, "D")
    qtbot.waitUntil(lambda: "silence test" in viewport.accessibleDescription())
    assert radios(playing.stage.sounds)["Silence test"].isChecked()
    press(playing, "D")
    qtbot.waitUntil(lambda: "silence test" not in viewport.accessibleDescription())


def test_a_dropped_file_is_pinned_and_a_bad_one_explained(
    playing: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    good = make_media(tmp_path / "horn.wav", audio=tone_audio(1.5, 48_000), audio_codec="pcm_s16le")
    bad = tmp_path / "letter.txt"
    bad.write_text("no sound")
    panel = playing.stage.sounds
    for path in (bad, good):
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


def test_in_a_mirror_picture_and_map_are_the_other_way_round(playing: MainWindow) -> None:
    playing.store.update(show_verdict=False, show_legend=False, view="peak")
    straight = painted(playing)
    press(playing, "Shift+M")
    playing.stage.viewport.show_echo("")
    turned = painted(playing)
    assert playing.store.value.mirror
    away = np.abs(straight.astype(int) - turned).mean()
    assert away > 0.5
    assert np.abs(straight[:, ::-1].astype(int) - turned).mean() < 0.25 * away


def test_smoothing_goes_round_and_is_said(playing: MainWindow) -> None:
    steady = playing._presenter.smoothed_map
    seen = []
    for _ in range(3):
        press(playing, "T")
        seen.append((playing.store.value.smoothing, steady._seconds))
    assert seen == [("light", 0.3), ("strong", 1.0), ("none", 0.0)]


def test_a_still_picture_has_its_own_map_however_smooth(playing: MainWindow, qtbot: QtBot) -> None:
    steady, exact = SmoothedMap(), playing.player.last_localization
    assert exact is not None
    assert exact.exact
    steady.set_duration(1.0)
    assert steady(exact) is exact


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
    before, small = window.geometry(), window.stage.viewport._font(16).pixelSize()
    press(window, "F5")
    assert window.isFullScreen()
    assert window.actions_by_id["view.present"].isChecked()
    assert not window.header.isVisible()
    height = window.stage.viewport.image_rect.height()
    assert window.stage.viewport._font(16, bold=True).pixelSize() >= max(small, height / 26)
    assert inhibitor.inhibited == supported
    assert ("cannot keep this screen awake" in window.stage.status.message_label.text()) == (
        not supported
    )
    press(window, "Esc")
    qtbot.waitUntil(lambda: not window.isFullScreen())
    assert not window.actions_by_id["view.present"].isChecked()
    assert window.stage.viewport._font(16).pixelSize() == small
    assert window.geometry() == before
    assert inhibitor.calls == (["inhibit", "release"] if supported else [])


@dataclass(eq=False)
class FakeScreen:
    """A screen of a size."""

    width: int
    height: int

    def size(self) -> QSize:
        return QSize(self.width, self.height)


def test_the_audience_sees_the_largest_other_screen() -> None:
    own, small, large = FakeScreen(2560, 1600), FakeScreen(1024, 768), FakeScreen(1920, 1080)
    screens = cast(list[QScreen], [own, small, large])
    here = screens[0]
    assert audience_screen(here, screens, "other") is cast(Any, large)
    assert audience_screen(here, screens, "this") is here
    assert audience_screen(here, [here], "other") is here


def test_recording_is_said_in_a_few_words() -> None:
    going = RecordingProgress(True, 3723.9, 12_345_678, 30.0, 0, Path("take"))
    assert recording_text(RecordingState(going, None, 58_200_000_000)) == (
        "REC 1:02:03 · 12 MB · 58 GB free"
    )
    late = RecordingProgress(True, 2.0, 1_500, 2.0, 7, Path("take"))
    assert recording_text(RecordingState(late)) == "REC 0:02 · 1.5 kB · 7 frames lost"
    assert recording_text(RecordingState(rendering=0.4)) == "Saving video: 40 %"
    assert recording_text(RecordingState()) == ""
    assert [format_bytes(n) for n in (0, 999, 999_700, 9_940_000)] == [
        "0 B",
        "999 B",
        "1.0 MB",
        "9.9 MB",
    ]


def test_nothing_can_be_recorded_of_a_file(playing: MainWindow) -> None:
    assert not playing.actions_by_id["record.toggle"].isEnabled()
    assert not playing.actions_by_id["record.last"].isEnabled()
