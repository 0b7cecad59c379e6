"""Cameras and microphones in the window, with fake devices."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from avol_studio.core.state.device_choice import (
    CameraChoice,
    LiveRequest,
    MicrophoneChoice,
    parse_camera,
    parse_microphone,
)
from avol_studio.core.state.live_state import LiveState
from avol_studio.core.state.player_state import Level
from avol_studio.media.devices.device_list import DeviceList
from avol_studio.media.devices.microphone import MicrophoneDevice
from avol_studio.media.devices.webcam import CameraDevice
from avol_studio.ui.controllers.live_controller import as_settings
from avol_studio.ui.dialogs.network_camera import NetworkCameraDialog
from avol_studio.ui.main_window import MainWindow
from avol_studio.ui.widgets.controls import Combo
from avol_studio.ui.widgets.microphone_menu import microphone_entries
from tests.support.studio import give


@pytest.fixture
def devices(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> DeviceList:
    """Two fake cameras and one fake microphone."""
    devices = window.player.devices
    monkeypatch.setattr(devices, "start", lambda: None)
    devices.cameras = (CameraDevice("Front", 0), CameraDevice("Stage", 1))
    devices.microphones = (MicrophoneDevice("USB Mic", "ALSA", 1, 48_000, 3),)
    devices.changed.emit()
    return devices


@pytest.fixture
def opened(
    window: MainWindow, devices: DeviceList, monkeypatch: pytest.MonkeyPatch
) -> list[LiveRequest]:
    """The requests to open live input, instead of opening it."""
    requests: list[LiveRequest] = []
    monkeypatch.setattr(window.player, "open_live", requests.append)
    return requests


def texts(window: MainWindow) -> list[str]:
    return [label.text() for label in window.stage.findChildren(QLabel) if label.isVisible()]


def test_the_start_page_shows_the_connected_cameras(
    window: MainWindow, devices: DeviceList
) -> None:
    assert "Front and 1 more" in texts(window)
    devices.cameras = ()
    devices.changed.emit()
    assert "No camera found: connect one, or use a network camera" in texts(window)
    give(window, "live.camera")
    assert "No camera found: connect one" in window.stage.messages.text


def test_without_a_camera_other_sources_are_offered(
    window: MainWindow, devices: DeviceList, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(window.live, "open", opened.append)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("/videos/stage.mp4", ""))
    devices.cameras = ()
    give(window, "live.camera")
    buttons = {b.text(): b for b in window.stage.messages.findChildren(QPushButton)}
    assert {"Network camera…", "Simulate camera from video…"} <= buttons.keys()
    buttons["Simulate camera from video…"].click()
    assert opened == ["/videos/stage.mp4"]


def test_the_last_used_camera_opens_else_the_first(
    window: MainWindow, opened: list[LiveRequest], devices: DeviceList
) -> None:
    give(window, "live.camera")
    window.store.update(camera_size="640x480", camera_rate=60, microphone_channel=1)
    window.live.open("Stage")
    give(window, "live.camera")
    devices.cameras = devices.cameras[:1]
    give(window, "live.camera")
    assert [request.camera.name for request in opened] == ["Front", "Stage", "Stage", "Front"]
    assert opened[1].camera == CameraChoice("device", "Stage", (640, 480), 60)
    assert opened[1].microphone == MicrophoneChoice("device", "", channel=1)


def test_an_address_is_validated_and_stored(
    window: MainWindow, opened: list[LiveRequest], qtbot: QtBot
) -> None:
    give(window, "live.network")
    dialog = window.findChild(NetworkCameraDialog)
    assert dialog is not None
    entry = dialog.findChild(QLineEdit)
    assert entry is not None
    entry.setText("ftp://nowhere")
    QTest.keyClick(entry, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert not opened
    entry.setText("192.168.1.7:8080/video")
    QTest.keyClick(entry, Qt.Key.Key_Return)
    assert not dialog.isVisible()
    assert opened[0].camera == CameraChoice("network", "http://192.168.1.7:8080/video")
    assert opened[0].microphone.kind == "camera"
    assert window.store.value.camera_address == "http://192.168.1.7:8080/video"


def test_microphones_are_selected_by_name_and_api(
    window: MainWindow, devices: DeviceList, monkeypatch: pytest.MonkeyPatch
) -> None:
    requested: list[MicrophoneChoice] = []
    monkeypatch.setattr(window.player, "set_microphone", requested.append)
    window.store.update(microphone="Gone", microphone_api="JACK")
    names = {entry.text for entry in microphone_entries(devices, window.store)}
    assert names >= {"USB Mic  ·  ALSA", "Gone", "Automatic", "None", "Microphone of the camera"}
    menu = next(
        a.menu() for a in window.header.menus["Live"].actions() if a.iconText() == "Microphone"
    )
    assert isinstance(menu, QMenu)
    menu.aboutToShow.emit()
    next(action for action in menu.actions() if "USB Mic" in action.text()).trigger()
    assert (window.store.value.microphone, window.store.value.microphone_api) == ("USB Mic", "ALSA")
    assert not requested  # nothing is live


@pytest.fixture
def live(window: MainWindow, clip: Path, qtbot: QtBot, devices: DeviceList) -> MainWindow:
    """A window that loops a synthetic video as a simulated camera."""
    from tests.support import synthetic

    synthetic.make_media(clip, synthetic.coded_images(25), audio=synthetic.tone_audio(1, 48_000))
    with qtbot.waitSignal(window.player.frame_shown, timeout=10_000):
        window.live.open(str(clip))
    return window


def test_the_window_shows_live_controls(live: MainWindow, qtbot: QtBot) -> None:
    stage = live.stage
    assert stage.panels["live"].isVisible()
    assert not stage.timeline.isVisible()
    assert not next(
        c for c in stage.findChildren(Combo) if c.accessibleName() == "Speed"
    ).isVisible()
    assert not live.actions_by_id["step.forward"].isEnabled()
    assert live.actions_by_id["play.toggle"].isEnabled()
    assert live.windowTitle() == "clip.mp4 — AVOL"
    qtbot.waitUntil(lambda: live.player.last_localization is not None)
    give(live, "play.toggle")
    assert not live.player.state.playing
    give(live, "play.toggle")
    give(live, "file.close")
    assert stage.start_page.isVisible()


def test_the_panel_shows_the_devices_in_use(live: MainWindow) -> None:
    camera, microphone = (live.stage.live.findChildren(Combo)[n] for n in (0, 1))
    assert camera.currentText() == "clip.mp4"
    assert microphone.currentText() == "Automatic: camera audio"
    live.store.update(microphone="none")
    assert (microphone.currentText(), microphone.toolTip()) == (
        "None",
        "Active microphone: no audio",
    )
    live.store.update(microphone="auto", microphone_gain=2.0)
    assert microphone.currentText() == "Automatic: camera audio"
    assert microphone.shown_text(1000) == microphone.currentText()
    room = microphone.fontMetrics().horizontalAdvance("camera audio") + 1
    assert microphone.shown_text(room) == "camera audio"
    assert microphone.shown_text(room / 2).endswith("…")
    assert not live.stage.transport._loops.isVisible()  # there is nothing to repeat


def test_an_audio_file_as_microphone_is_shown_by_name(
    window: MainWindow, devices: DeviceList, clip: Path
) -> None:
    clip.write_bytes(b"")
    window.store.update(microphone=str(clip))
    assert clip.name in {entry.text for entry in microphone_entries(devices, window.store)}


@pytest.mark.parametrize("microphone", [None, "none", "camera", "", "USB"])
@pytest.mark.parametrize("camera", ["", "Stage", "screen", "rtsp://10.0.0.7/a"])
def test_a_request_is_stored_as_settings(camera: str, microphone: str | None) -> None:
    camera_choice = parse_camera(camera)
    microphone_choice = parse_microphone(microphone, camera_choice)
    settings = as_settings(LiveRequest(camera_choice, microphone_choice))
    assert parse_camera(settings["camera"]) == camera_choice
    name = None if settings["microphone"] == "auto" else settings["microphone"]
    assert parse_microphone(name, camera_choice) == microphone_choice


def test_audio_offset_and_window_apply_at_once(live: MainWindow) -> None:
    give(live, "live.offset_up")
    give(live, "live.offset_up")
    give(live, "live.offset_down")
    assert live.store.value.audio_offset_ms == 10
    assert live.player.av_sync.offset == pytest.approx(0.01)
    assert "+10 ms" in texts(live)
    give(live, "live.centered")
    assert live.player.av_sync.centered
    assert live.player.av_sync.delay == pytest.approx(0.51)


def test_a_clap_test_sets_the_offset(live: MainWindow) -> None:
    give(live, "live.clap")
    assert not live.actions_by_id["live.clap"].isEnabled()
    live.live.sync_check.done.emit(0.083, 0.006, 3)
    assert live.store.value.audio_offset_ms == 83
    assert "3 claps: audio offset set to +83 ms ± 6 ms" in (live.stage.status.message_label.text())
    live.live.sync_check.stop()
    live.update_commands()
    assert live.actions_by_id["live.clap"].isEnabled()


def test_audio_losses_are_shown(live: MainWindow) -> None:
    live.player.live_changed.emit(LiveState(audio_ms_lost=120, reconnects=2))
    assert "0.1 s of audio lost  ·  reconnected 2×" in texts(live)
    chips = [label.text() for label in live.header.findChildren(QLabel) if label.isVisible()]
    assert "−120 ms audio" in chips


def test_the_meter_shows_clipping(live: MainWindow) -> None:
    meter = live.stage.audio._meter
    grab: Callable[[], object] = lambda: meter.grab().toImage()  # noqa: E731
    meter.set_level(Level(-6.0, 0.0))
    before = grab()
    meter.set_level(Level(-6.0, 0.0, clipped=True))
    assert grab() != before


def test_gain_and_channel_of_the_microphone_take_effect(
    window: MainWindow, devices: DeviceList
) -> None:
    panel = window.stage.live
    panel._gain.setValue(75)
    assert window.store.value.microphone_gain == pytest.approx(10 ** (12 / 20), rel=1e-3)
    assert window.player.av_sync.gain == window.store.value.microphone_gain
    assert panel._decibels.text() == "+12 dB"
    left = panel._channel.findText("Left (1)")
    panel._channel.setCurrentIndex(left)
    panel._channel.activated.emit(left)
    assert window.store.value.microphone_channel == 0
    assert panel._channel.currentText() == "Left (1)"
    panel._gain.setValue(50)
    assert panel._decibels.text() == "0 dB"
