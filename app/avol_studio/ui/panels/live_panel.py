"""The Live panel: camera, microphone and their offset."""

from __future__ import annotations

import math
from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from avol_studio.core.settings.schema import Settings
from avol_studio.core.settings.store import SettingsStore
from avol_studio.core.state.device_choice import parse_camera
from avol_studio.core.state.live_state import LiveState
from avol_studio.core.translation import number, titled, tr
from avol_studio.media.devices.device_list import DeviceList
from avol_studio.ui.widgets.basic import action_button, label, row
from avol_studio.ui.widgets.controls import Combo, Slider
from avol_studio.ui.widgets.microphone_menu import (
    MicrophoneEntry,
    microphone_entries,
    select_microphone,
)

MAX_GAIN = 24.0  # dB at the right end; the left end is as much below 0
_NETWORK, _SIMULATED = "?address", "?video"


class LivePanel(QWidget):
    """Edits the settings of the live input and shows its state."""

    camera_chosen = Signal(object)  # str, as it is typed
    address_requested = Signal()
    video_requested = Signal()

    def __init__(
        self, store: SettingsStore, actions: Mapping[str, QAction], devices: DeviceList
    ) -> None:
        super().__init__()
        self._store, self._devices = store, devices
        self._entries: list[MicrophoneEntry] = []
        self._active = ""
        self._camera = Combo(tr("Camera"), tr("Camera (Ctrl+K opens the last one)"))
        self._camera.activated.connect(self._on_camera)
        self._microphone = Combo(tr("Microphone"), tr("Microphone"))
        self._microphone.activated.connect(self._on_microphone)
        self._channel = Combo(tr("Channel"), tr("Channel of the microphone"))
        for n, text in (
            (None, tr("Both")),
            (0, tr("Left (1)")),
            (1, tr("Right (2)")),
            (2, "3"),
            (3, "4"),
        ):
            self._channel.addItem(text, n)
        self._channel.activated.connect(
            lambda n: store.update(microphone_channel=self._channel.itemData(n))
        )
        self._gain = Slider(tr("Gain"), tr("Gain of the microphone in dB"))
        self._gain.value_moved.connect(
            lambda position: store.update(microphone_gain=_factor(position))
        )
        self._decibels, self._offset = label("", "muted"), label("", "muted")
        for combo in (self._camera, self._microphone):  # names may be longer than the panel is wide
            combo.setSizeAdjustPolicy(Combo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            combo.setMinimumContentsLength(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 0, 12, 12)
        column.setSpacing(8)
        column.addLayout(self._make_grid(actions))
        self._counts = label("", "caption")
        self._counts.setAccessibleName(tr("Lost data"))
        column.addWidget(self._counts)
        store.changed.connect(self._show)
        devices.changed.connect(self._list)
        self._list()
        self.show_live(LiveState())

    def show_live(self, state: LiveState) -> None:
        """Show the state of the devices."""
        parts = []
        if state.audio_ms_lost:
            parts.append(
                tr("{audio_lost} s of audio lost").format(
                    audio_lost=number(state.audio_ms_lost / 1000, 1)
                )
            )
        if state.reconnects:
            parts.append(tr("reconnected {reconnects}×").format(reconnects=state.reconnects))
        self._counts.setText("  ·  ".join(parts))
        self._counts.setVisible(bool(parts))
        self._active = state.audio_device
        self._show_active()

    def _make_grid(self, actions: Mapping[str, QAction]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        lines = (
            (tr("Camera"), self._camera, None),
            (tr("Microphone"), self._microphone, None),
            (tr("Channel"), self._channel, None),
            (tr("Gain"), self._gain, self._decibels),
        )
        for n, (text, control, value) in enumerate(lines):
            grid.addWidget(QLabel(text), n, 0)
            grid.addWidget(control, n, 1, 1, 1 if value else 2)
            if value is not None:
                grid.addWidget(value, n, 2)
        self._offset.setToolTip(
            tr("Delay of the audio behind the video (Ctrl+− and Ctrl++ change it)")
        )
        fewer, more = (
            action_button(actions["live.offset_down"], "−"),
            action_button(actions["live.offset_up"], "+"),
        )
        grid.addWidget(QLabel(tr("Offset")), len(lines), 0)
        grid.addLayout(row(fewer, self._offset, more, None, spacing=6), len(lines), 1, 1, 2)
        grid.addWidget(action_button(actions["live.clap"]), len(lines) + 1, 1, 1, 2)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        self._decibels.setAlignment(right)
        return grid

    def _list(self) -> None:
        """List the available devices."""
        self._camera.clear()
        for device in self._devices.cameras:
            self._camera.addItem(device.name, device.name)
        self._camera.addItem(tr("Screen capture"), "screen")
        self._camera.addItem(tr("Network camera…"), _NETWORK)
        self._camera.addItem(tr("Simulate camera from video…"), _SIMULATED)
        self._show(self._store.value)

    def _show(self, settings: Settings) -> None:
        camera = parse_camera(settings.camera)
        if self._camera.findData(settings.camera) < 0:  # not listed, or not any more
            self._camera.insertItem(0, camera.title, settings.camera)
        self._camera.setCurrentIndex(self._camera.findData(settings.camera))
        self._entries = microphone_entries(self._devices, self._store)
        self._microphone.clear()
        self._microphone.addItems([entry.text for entry in self._entries])
        chosen = [entry[1:] for entry in self._entries]
        active = (settings.microphone, settings.microphone_api)
        self._microphone.setCurrentIndex(chosen.index(active))
        self._show_active()
        self._channel.setCurrentIndex(max(0, self._channel.findData(settings.microphone_channel)))
        decibels = 20 * math.log10(max(settings.microphone_gain, 1e-3))
        self._gain.set_value_silently(decibels / (2 * MAX_GAIN) + 0.5)
        self._decibels.setText(f"{_signed(round(decibels))} dB")
        self._offset.setText(f"{_signed(settings.audio_offset_ms)} ms")

    def _show_active(self) -> None:
        """Name the active microphone, also where it is chosen automatically."""
        self._microphone.setToolTip(
            tr("Active microphone: {active}").format(active=self._active or tr("none"))
        )
        index = self._microphone.currentIndex()
        if self._entries[index].name == "auto":
            text = self._entries[index].text
            self._microphone.setItemText(
                index, titled(text, self._active) if self._active else text
            )

    def _on_camera(self, n: int) -> None:
        chosen = self._camera.itemData(n)
        if chosen == _NETWORK:
            self.address_requested.emit()
        elif chosen == _SIMULATED:
            self.video_requested.emit()
        else:
            self.camera_chosen.emit(chosen)
        self._show(self._store.value)

    def _on_microphone(self, n: int) -> None:
        select_microphone(self._entries[n], self._store)


def _factor(position: float) -> float:
    return round(10 ** ((position - 0.5) * 2 * MAX_GAIN / 20), 4)


def _signed(number: int) -> str:
    """A number with its sign; 0 has none."""
    return f"{number:+d}".replace("-", "−") if number else "0"
