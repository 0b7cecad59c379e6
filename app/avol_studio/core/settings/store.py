"""The settings file: load, migrate, save; and the settings in force."""

import json
import logging
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import platformdirs
from pydantic import ValidationError
from PySide6.QtCore import QObject, QTimer, Signal

from avol.core.paths import read_regular
from avol.errors import MediaError
from avol_studio.core.json_file import StoredFile, file_version, load_stored, write_json
from avol_studio.core.settings.schema import UNSAVED_SETTINGS, Settings
from avol_studio.core.translation import tr

_log = logging.getLogger("avol.settings")

WRITE_DELAY = 400  # ms without a change before the file is written
VERSION = 3
Migration = Callable[[dict[str, Any]], dict[str, Any]]

_RENAMED_IN_2 = {
    "badge": "show_verdict",
    "legend": "show_legend",
    "screen": "presenter_screen",
    "keep_last": "keep_replay_buffer",
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


def _show_all_commands(data: dict[str, Any]) -> dict[str, Any]:
    """Only new users start in simple mode."""
    return {"all_commands": True} | data


MIGRATIONS: dict[int, Migration] = {1: _rename_keys, 2: _show_all_commands}
"""By file version: converts the data to the next version."""


def settings_folder() -> Path:
    """Return the folder of the settings, the recent files and the window geometry."""
    return platformdirs.user_config_path("avol", appauthor=False)


def load(path: Path) -> StoredFile[Settings]:
    """Load the settings; a missing or unusable file has none.

    Of a file of a newer version, the known settings with valid values are loaded.
    """
    stored = load_stored(path, tr("The settings"), VERSION, _parse)
    if stored.value is None and not stored.writable:
        return replace(stored, value=_known_settings(path))
    return stored


def _parse(data: Any) -> Settings:
    if not isinstance(data, dict):
        raise ValueError("not a JSON object")
    if "version" in data and not file_version(data):
        raise ValueError("no version number")
    for version in range(file_version(data) or VERSION, VERSION):
        data = MIGRATIONS[version](data)
    return Settings.model_validate(_saved(data))


def _saved(data: dict[str, Any]) -> dict[str, Any]:
    return {name: data[name] for name in data.keys() - UNSAVED_SETTINGS}


def _known_settings(path: Path) -> Settings:
    settings = Settings()
    with suppress(OSError, ValueError, RecursionError):
        data = json.loads(read_regular(path))
        for name, value in _saved(data).items():
            with suppress(ValidationError):
                settings = _updated(settings, {name: value})
    return settings


def save(path: Path, settings: Settings) -> None:
    """Save the settings; raise MediaError if the file cannot be written."""
    write_json(path, {"version": VERSION} | settings.model_dump(exclude=UNSAVED_SETTINGS))


def _updated(settings: Settings, changes: Mapping[str, Any]) -> Settings:
    return Settings.model_validate(settings.model_dump() | dict(changes)) if changes else settings


def _check_names(changes: Mapping[str, Any]) -> None:
    """Raise TypeError for a name that is no setting: pydantic would ignore it."""
    if unknown := changes.keys() - Settings.model_fields.keys():
        raise TypeError(f"no such settings: {', '.join(sorted(unknown))}")


class SettingsStore(QObject):
    """The settings in force: `value`, `update` and the signal `changed`."""

    changed = Signal(object)  # Settings
    save_failed = Signal(str)  # one sentence

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        stored = load(path)
        self._saved, self.load_error = stored.value or Settings(), stored.error
        self._writable = stored.writable
        self._overrides: dict[str, Any] = {}
        self._timer = QTimer(self, singleShot=True, interval=WRITE_DELAY)
        self._timer.timeout.connect(self._write)

    @property
    def value(self) -> Settings:
        """The settings in force."""
        return _updated(self._saved, self._overrides)

    def update(self, **changes: Any) -> None:
        """Change settings at once; the file is written after a short delay."""
        _check_names(changes)
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
        _check_names(changes)
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
        if not self._writable:
            return
        try:
            save(self._path, self._saved)
        except MediaError as error:
            _log.info("settings not written: %s", error)
            self.save_failed.emit(tr("The settings were not saved: {error}").format(error=error))
