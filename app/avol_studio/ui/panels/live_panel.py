"""The Live panel: which camera, which microphone, how they are brought together, how they do."""

from __future__ import annotations

import math
from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from avol_studio.core.settings import Settings, SettingsStore
from avol_studio.core.state.device_choice import parse_camera
from avol_studio.core.state.live_state import LiveState
from avol_studio.media.devices.device_list import DeviceList
from avol_studio.ui.widgets.basic import IconLabel, label, row
from avol_studio.ui.widgets.controls import Combo, Slider
from avol_studio.ui.widgets.microphone_menu import (
    MicrophoneEntry,
    microphone_entries,
    select_microphone,
)

LOUDEST = 24.0  # dB of gain at the right end; the left end is as much less
_ASK_ADDRESS, _ASK_VIDEO = "?address", "?video"


class LivePanel(QWidget):
    """All of it are settings, but what is wrong at the moment."""

    camera_chosen = Signal(object)  # str, as it is typed
    address_requested = Signal()
    video_requested = Signal()

    def __init__(
        self, store: SettingsStore, actions: Mapping[str, QAction], devices: DeviceList
    ) -> None:
        super().__init__()
        self._store, self._devices = store, devices
        self._entries: list[MicrophoneEntry] = []
        self._heard = ""
        self._camera = Combo("Camera", "Which camera to look through (Ctrl+K opens the last)")
        self._camera.activated.connect(self._on_camera)
        self._microphone = Combo("Microphone", "Which microphone to listen to")
        self._microphone.activated.connect(self._on_microphone)
        self._channel = Combo("Channel", "Which channel of the microphone is heard")
        for n, words in ((None, "Both"), (0, "Left (1)"), (1, "Right (2)"), (2, "3"), (3, "4")):
            self._channel.addItem(words, n)
        self._channel.activated.connect(lambda n: store.update(channel=self._channel.itemData(n)))
        self._gain = Slider("Gain", "How much the microphone is raised or lowered")
        self._gain.value_moved.connect(lambda share: store.update(gain=_factor(share)))
        self._decibels, self._offset = label("", "muted"), label("", "muted")
        for combo in (self._camera, self._microphone):  # names may be longer than there is room
            combo.setSizeAdjustPolicy(Combo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            combo.setMinimumContentsLength(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 0, 12, 12)
        column.setSpacing(8)
        column.addLayout(self._make_grid(actions))
        self._troubles = [_Trouble() for _ in range(2)]
        for trouble in self._troubles:
            column.addWidget(trouble)
        self._counts = label("", "caption")
        self._counts.setAccessibleName("What was lost")
        column.addWidget(self._counts)
        store.changed.connect(self._show)
        devices.changed.connect(self._list)
        self._list()
        self.show_live(LiveState())

    def show_live(self, state: LiveState) -> None:
        """Follow the devices."""
        for line, text in zip(self._troubles, (state.camera, state.microphone), strict=True):
            line.say(text)
        parts = []
        if state.sound_ms_lost:
            parts.append(f"{state.sound_ms_lost:.0f} ms of sound lost")
        if state.reconnects:
            parts.append(f"reconnected {state.reconnects}×")
        self._counts.setText("  ·  ".join(parts))
        self._counts.setVisible(bool(parts))
        self._heard = state.listening_to
        self._say_heard()

    def _make_grid(self, actions: Mapping[str, QAction]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        lines = (
            ("Camera", self._camera, None),
            ("Microphone", self._microphone, None),
            ("Channel", self._channel, None),
            ("Gain", self._gain, self._decibels),
        )
        for n, (words, control, number) in enumerate(lines):
            grid.addWidget(QLabel(words), n, 0)
            grid.addWidget(control, n, 1, 1, 1 if number else 2)
            if number is not None:
                grid.addWidget(number, n, 2)
        self._offset.setToolTip(
            "How much later sound is stamped than picture (Ctrl+− and Ctrl++ shift it)"
        )
        fewer, more = (
            _button(actions["live.offset_down"], "−"),
            _button(actions["live.offset_up"], "+"),
        )
        grid.addWidget(QLabel("Offset"), len(lines), 0)
        grid.addLayout(row(fewer, self._offset, more, None, spacing=6), len(lines), 1, 1, 2)
        grid.addWidget(_button(actions["live.clap"]), len(lines) + 1, 1, 1, 2)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        self._decibels.setAlignment(right)
        return grid

    def _list(self) -> None:
        """Fill the choices with what there is."""
        self._camera.clear()
        for device in self._devices.cameras:
            self._camera.addItem(device.name, device.name)
        self._camera.addItem("Screen", "screen")
        self._camera.addItem("Network camera…", _ASK_ADDRESS)
        self._camera.addItem("Video as if live…", _ASK_VIDEO)
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
        heard = (settings.microphone, settings.microphone_api)
        self._microphone.setCurrentIndex(chosen.index(heard))
        self._say_heard()
        self._channel.setCurrentIndex(max(0, self._channel.findData(settings.channel)))
        decibels = 20 * math.log10(max(settings.gain, 1e-3))
        self._gain.set_value_silently(decibels / (2 * LOUDEST) + 0.5)
        self._decibels.setText(f"{decibels:+.0f} dB".replace("-", "−"))
        self._offset.setText(f"{settings.offset_ms:+d} ms".replace("-", "−"))

    def _say_heard(self) -> None:
        """What is heard, also where it was chosen by itself."""
        self._microphone.setToolTip(f"Listening to {self._heard or 'nothing'}")
        place = self._microphone.currentIndex()
        if self._entries[place].name == "auto":
            words = self._entries[place].text
            self._microphone.setItemText(place, f"{words}: {self._heard}" if self._heard else words)

    def _on_camera(self, n: int) -> None:
        chosen = self._camera.itemData(n)
        if chosen == _ASK_ADDRESS:
            self.address_requested.emit()
        elif chosen == _ASK_VIDEO:
            self.video_requested.emit()
        else:
            self.camera_chosen.emit(chosen)
        self._show(self._store.value)

    def _on_microphone(self, n: int) -> None:
        select_microphone(self._entries[n], self._store)


class _Trouble(QWidget):
    """One sentence about what is wrong, gone when nothing is."""

    def __init__(self) -> None:
        super().__init__()
        icon, self._words = IconLabel("warning", "caution", 16), QLabel()
        self._words.setWordWrap(True)
        line = row(icon, self._words)
        line.setStretch(1, 1)
        self.setLayout(line)

    def say(self, text: str) -> None:
        """Show this; nothing where it is empty."""
        self._words.setText(text)
        self.setVisible(bool(text))


def _factor(share: float) -> float:
    return round(10 ** ((share - 0.5) * 2 * LOUDEST / 20), 4)


def _button(action: QAction, text: str = "") -> QPushButton:
    button = QPushButton(text or action.text())
    button.setAccessibleName(action.text())
    button.setToolTip(action.toolTip())
    button.clicked.connect(action.trigger)
    button.setEnabled(action.isEnabled())
    action.changed.connect(lambda: button.setEnabled(action.isEnabled()))
    return button
