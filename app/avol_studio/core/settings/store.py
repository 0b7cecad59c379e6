"""The settings file: load, migrate, save; and the settings in force."""

import json
import logging
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import platformdirs
from pydantic import ValidationError
from PySide6.QtCore import QObject, QTimer, Signal

from avol.errors import MediaError
from avol_studio.core.json_file import back_up_unreadable, write_json
from avol_studio.core.settings.schema import Settings

_log = logging.getLogger("avol.settings")

WRITE_DELAY = 400  # ms without a change before the file is written
VERSION = 2
Migration = Callable[[dict[str, Any]], dict[str, Any]]

_RENAMED_IN_2 = {
    "badge": "show_verdict",
    "legend": "show_legend",
    "screen": "presenter_screen",
    "keep_last": "keep_replay_buffer",
    "pins": "pinned_sounds",
    "address": "camera_address",
    "channel": "microphone_channel",
    "gain": "microphone_gain",
    "offset_ms": "audio_offset_ms",
    "centred": "centered_window",
    "strip": "timeline_track",
    "analyse": "analyze_on_open",
}


def _rename_keys(data: dict[str, Any]) -> dict[str, Any]:
    return {_RENAMED_IN_2.get(key, key): value for key, value in data.items()}


MIGRATIONS: dict[int, Migration] = {1: _rename_keys}
"""By file version: converts the data to the next version."""


def settings_folder() -> Path:
    """Return the folder of the settings, the recent files and the window geometry."""
    return platformdirs.user_config_path("avol", appauthor=False)


def load(path: Path) -> tuple[Settings, str]:
    """Load the settings of a file; return them and one sentence about an error ("" if none).

    A missing file gives the defaults. An invalid file is renamed to `*.bad` and gives the defaults.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(data, dict):
            raise ValueError("not a JSON object")
        for version in range(int(data.pop("version", VERSION)), VERSION):
            data = MIGRATIONS[version](data)
        return Settings.model_validate(data), ""
    except FileNotFoundError:
        return Settings(), ""
    except (OSError, ValueError, KeyError, TypeError) as error:
        _log.info("settings file %s: %s", path, error)
        return Settings(), _reject(path, error)


def _reject(path: Path, error: Exception) -> str:
    cause = "cannot be read"
    if isinstance(error, ValidationError):
        cause = f"has an invalid value for “{error.errors()[0]['loc'][0]}”"
    backup = back_up_unreadable(path)
    if backup is None:
        return f"The settings file {cause}; AVOL uses the defaults."
    return f"The settings file {cause}; AVOL uses the defaults and keeps the file as {backup.name}."


def save(path: Path, settings: Settings) -> None:
    """Save the settings; raise MediaError if the file cannot be written."""
    write_json(path, {"version": VERSION} | settings.model_dump())


def _updated(settings: Settings, changes: Mapping[str, Any]) -> Settings:
    return Settings.model_validate(settings.model_dump() | dict(changes)) if changes else settings


class SettingsStore(QObject):
    """The settings in force: `value`, `update` and the signal `changed`."""

    changed = Signal(object)  # Settings

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        self._saved, self.load_error = load(path)
        self._overrides: dict[str, Any] = {}
        self._timer = QTimer(self, singleShot=True, interval=WRITE_DELAY)
        self._timer.timeout.connect(self._write)

    @property
    def value(self) -> Settings:
        """The settings in force."""
        return _updated(self._saved, self._overrides)

    def update(self, **changes: Any) -> None:
        """Change settings at once; the file is written after a short delay."""
        before = self.value
        self._saved = _updated(self._saved, changes)
        self._overrides = {k: v for k, v in self._overrides.items() if k not in changes}
        if self.value != before:
            self._timer.start()
            self.changed.emit(self.value)

    def subscribe(self, callback: Callable[[Settings], object], *fields: str) -> None:
        """Call `callback` with the settings now and when one of `fields` (none: any) changes."""
        last: tuple[Any, ...] | None = None

        def notify(settings: Settings) -> None:
            nonlocal last
            values = tuple(getattr(settings, field) for field in fields) or (settings,)
            if values != last:
                last = values
                callback(settings)

        notify(self.value)
        self.changed.connect(notify)

    def override(self, **changes: Any) -> None:
        """Use these values until they are changed, without saving them."""
        before = self.value
        self._overrides |= changes
        if self.value != before:
            self.changed.emit(self.value)

    def reset(self) -> None:
        """Set all settings to their defaults."""
        self.update(**Settings().model_dump())

    def flush(self) -> None:
        """Write pending changes now."""
        if self._timer.isActive():
            self._timer.stop()
            self._write()

    def _write(self) -> None:
        try:
            save(self._path, self._saved)
        except MediaError as error:
            _log.info("settings not written: %s", error)
