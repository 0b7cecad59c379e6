"""The list of microphones for the Live panel and the Live menu."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu, QWidget

from avol_studio.core.settings.store import SettingsStore
from avol_studio.core.state.device_choice import parse_camera, parse_microphone
from avol_studio.core.translation import tr
from avol_studio.media.devices.device_list import DeviceList


class MicrophoneEntry(NamedTuple):
    """One entry: its text, and the values of the settings."""

    text: str
    name: str
    api: str = ""


def microphone_entries(devices: DeviceList, store: SettingsStore) -> list[MicrophoneEntry]:
    """All entries, with the selected one even if its device is not connected."""
    now = store.value
    found = [
        MicrophoneEntry(tr("Automatic"), "auto"),
        MicrophoneEntry(tr("Default microphone"), ""),
        *(MicrophoneEntry(f"{d.name}  ·  {d.api}", d.name, d.api) for d in devices.microphones),
        MicrophoneEntry(tr("Microphone of the camera"), "camera"),
        MicrophoneEntry(tr("None"), "none"),
    ]
    if (now.microphone, now.microphone_api) not in [entry[1:] for entry in found]:
        text = parse_microphone(now.microphone, parse_camera(now.camera)).title
        found.insert(2, MicrophoneEntry(text, now.microphone, now.microphone_api))
    return found


def select_microphone(entry: MicrophoneEntry, store: SettingsStore) -> None:
    """Store the microphone in the settings."""
    store.update(microphone=entry.name, microphone_api=entry.api)


class MicrophoneMenu(QObject):
    """A submenu that lists the microphones again whenever it opens."""

    def __init__(self, parent: QWidget, devices: DeviceList, store: SettingsStore) -> None:
        super().__init__(parent)
        self._devices, self._store = devices, store
        self.menu = QMenu(tr("Microphone"), parent)
        self.menu.aboutToShow.connect(self._fill)

    def _fill(self) -> None:
        self._devices.start()
        self.menu.clear()
        now = self._store.value
        for entry in microphone_entries(self._devices, self._store):
            action = self.menu.addAction(entry.text)
            action.setCheckable(True)
            action.setChecked(entry[1:] == (now.microphone, now.microphone_api))
            action.triggered.connect(
                lambda _=False, entry=entry: select_microphone(entry, self._store)
            )
