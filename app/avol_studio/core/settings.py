"""Every setting once: a typed table that is the file, the defaults and the settings dialog."""

import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Literal

import platformdirs
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic.fields import FieldInfo
from PySide6.QtCore import QObject, QTimer, Signal

from avol.visualization.heatmap import Colormap, View
from avol_studio.core.reference_sounds import PinnedSoundRef

_log = logging.getLogger("avol.settings")

Scheme = Literal["system", "dark", "light"]
Engine = Literal["auto", "int8", "fp32", "torch", "cuda"]
Smoothing = Literal["none", "little", "much"]
SMOOTHING_SECONDS: dict[str, float] = {"little": 0.3, "much": 1.0}
WRITE_AFTER = 400  # ms of rest before changes go to the file


@dataclass(frozen=True, slots=True)
class Item:
    """How a setting appears in the dialog; `names` says its choices in words.

    One that is not `shown` there is chosen elsewhere in the window.
    """

    group: str
    label: str
    help: str
    names: Mapping[Any, str] = field(default_factory=dict)
    shown: bool = True


def _kept(label: str) -> Item:
    """A setting of the Live panel."""
    return Item("Live", label, "", shown=False)


Unit = Annotated[float, Field(ge=0, le=1)]


class Settings(BaseModel):
    """What a person may change, and what holds until then."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    scheme: Annotated[
        Scheme,
        Item(
            "Appearance",
            "Light or dark",
            "Dark suits a stage, light a lit room",
            {"system": "As the system", "dark": "Dark", "light": "Light"},
        ),
    ] = "dark"
    text_scale: Annotated[
        Literal[100, 125, 150],
        Item(
            "Appearance",
            "Text size",
            "Larger text reads from further away",
            {100: "Normal", 125: "Large", 150: "From the last row"},
        ),
    ] = 100
    overlay: Annotated[bool, Item("Map", "Show the map", "Draw the map over the picture")] = True
    view: Annotated[
        View,
        Item(
            "Map",
            "View",
            "How the map is drawn over the picture",
            {"heat": "Heat", "contour": "Contour", "peak": "Peak", "grid": "14 × 14 grid"},
        ),
    ] = "heat"
    colormap: Annotated[
        Colormap,
        Item(
            "Map",
            "Colour map",
            "All three rise evenly in brightness; cividis looks the same to colour-blind eyes",
            {"inferno": "Inferno", "viridis": "Viridis", "cividis": "Cividis"},
        ),
    ] = "inferno"
    opacity: Annotated[Unit, Item("Map", "Opacity", "How much a score of 1 covers the picture")] = (
        0.75
    )
    threshold: Annotated[Unit, Item("Map", "Threshold", "Scores below this are not drawn")] = 0.0
    badge: Annotated[
        bool, Item("Map", "Verdict on the picture", "Say in words whether anything here sounds")
    ] = True
    legend: Annotated[
        bool, Item("Map", "Legend on the picture", "Show which colour is which score")
    ] = True
    smoothing: Annotated[
        Smoothing,
        Item(
            "Map",
            "Smoothing over time",
            "Averages the maps while playing; a paused picture always has its own",
            {"none": "Off", "little": "A little (0.3 s)", "much": "Much (1 s)"},
        ),
    ] = "none"
    mirror: Annotated[
        bool,
        Item("Presenter", "Mirror the picture", "As in a looking-glass; recordings are as taken"),
    ] = False
    screen: Annotated[
        Literal["other", "this"],
        Item(
            "Presenter",
            "Screen",
            "Where presenter mode (F5) shows",
            {"other": "The second screen, if any", "this": "The window's screen"},
        ),
    ] = "other"
    keep_last: Annotated[
        bool,
        Item("Presenter", "Keep the last 30 s", "Live, so that they can be saved after the fact"),
    ] = True
    pins: Annotated[
        tuple[PinnedSoundRef, ...], Item("Sounds", "Pinned sounds", "", shown=False)
    ] = ()
    library: Annotated[str, Item("Search", "Library", "", shown=False)] = ""
    camera: Annotated[str, _kept("Camera")] = ""
    address: Annotated[str, _kept("Network camera")] = ""
    microphone: Annotated[str, _kept("Microphone")] = "auto"
    microphone_api: Annotated[str, _kept("Sound system")] = ""
    channel: Annotated[int | None, Field(ge=0), _kept("Channel")] = None
    gain: Annotated[float, Field(ge=0, le=16), _kept("Gain")] = 1.0
    offset_ms: Annotated[int, Field(ge=-500, le=500), _kept("Offset")] = 0
    centred: Annotated[
        bool,
        Item(
            "Live",
            "Second around the picture",
            "As for files; the picture is shown half a second late for it",
        ),
    ] = False
    camera_size: Annotated[
        Literal["640x480", "1280x720", "1920x1080"],
        Item(
            "Live",
            "Camera picture",
            "What a camera is asked for; it may give another",
            {"640x480": "640 × 480", "1280x720": "1280 × 720", "1920x1080": "1920 × 1080"},
        ),
    ] = "1280x720"
    camera_rate: Annotated[
        Literal[15, 30, 60],
        Item(
            "Live",
            "Camera rate",
            "Frames a second a camera is asked for",
            {15: "15", 30: "30", 60: "60"},
        ),
    ] = 30
    camera_mjpg: Annotated[
        bool, Item("Live", "Compressed (MJPG)", "Many webcams reach their full rate only with it")
    ] = True
    strip: Annotated[
        Literal["waveform", "spectrogram", "none"],
        Item(
            "Timeline",
            "Sound",
            "How the sound is drawn on the timeline",
            {"waveform": "Waveform", "spectrogram": "Log-spectrogram", "none": "Not at all"},
        ),
    ] = "waveform"
    analyse: Annotated[
        bool,
        Item(
            "Timeline",
            "Analyse files when opened",
            "Locate the sound in every frame in the background, while nothing plays",
        ),
    ] = True
    autoplay: Annotated[
        bool, Item("Playback", "Play when opened", "Start a file as soon as it is open")
    ] = True
    volume: Annotated[Unit, Item("Playback", "Volume", "How loud files are played")] = 0.8
    engine: Annotated[
        Engine,
        Item(
            "Model",
            "Engine",
            "What computes the maps; automatic takes the fastest that this machine has",
            {
                "auto": "Automatic",
                "int8": "CPU, 8-bit",
                "fp32": "CPU, 32-bit",
                "torch": "PyTorch",
                "cuda": "CUDA",
            },
        ),
    ] = "auto"


def item_of(info: FieldInfo) -> Item:
    """The line of the dialog that belongs to a field of `Settings`."""
    return next(extra for extra in info.metadata if isinstance(extra, Item))


VERSION = 1
Migration = Callable[[dict[str, Any]], dict[str, Any]]
MIGRATIONS: dict[int, Migration] = {}
"""From the version that is the key to the next one."""


def settings_folder() -> Path:
    """Where settings, recent files and the place of the window are kept."""
    return platformdirs.user_config_path("avol", appauthor=False)


def load(path: Path) -> tuple[Settings, str]:
    """The settings in a file, and one sentence if it was bad ("" if not).

    A missing file means the defaults. A bad one is kept beside as `*.bad` and the defaults hold.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(data, dict):
            raise ValueError("not a table")
        for version in range(int(data.pop("version", VERSION)), VERSION):
            data = MIGRATIONS[version](data)
        return Settings.model_validate(data), ""
    except FileNotFoundError:
        return Settings(), ""
    except (OSError, ValueError, KeyError, TypeError) as error:
        _log.info("settings file %s: %s", path, error)
        return Settings(), _set_aside(path, error)


def _set_aside(path: Path, error: Exception) -> str:
    what = "cannot be read"
    if isinstance(error, ValidationError):
        what = f"has a bad value for “{error.errors()[0]['loc'][0]}”"
    aside = path.with_suffix(".bad")
    try:
        path.replace(aside)
    except OSError:
        return f"The settings file {what}; the defaults hold for now."
    return f"The settings file {what}; the defaults hold, and the old file is kept as {aside.name}."


def save(path: Path, settings: Settings) -> None:
    """Write the settings, aside and then renamed; OSError where that cannot be."""
    write_json(path, {"version": VERSION} | settings.model_dump())


def write_json(path: Path, data: Any) -> None:
    """Write a small file that people can read, aside and then renamed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    part.write_text(json.dumps(data, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    part.replace(path)


def _changed(settings: Settings, changes: Mapping[str, Any]) -> Settings:
    return Settings.model_validate(settings.model_dump() | dict(changes)) if changes else settings


class SettingsStore(QObject):
    """The settings in force: read `value`, change with `update`, listen to `changed`."""

    changed = Signal(object)  # Settings

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        self._kept, self.trouble = load(path)
        self._overrides: dict[str, Any] = {}
        self._timer = QTimer(self, singleShot=True, interval=WRITE_AFTER)
        self._timer.timeout.connect(self._write)

    @property
    def value(self) -> Settings:
        """The settings in force."""
        return _changed(self._kept, self._overrides)

    def update(self, **changes: Any) -> None:
        """Change some settings at once; the file follows a moment later."""
        before = self.value
        self._kept = _changed(self._kept, changes)
        self._overrides = {k: v for k, v in self._overrides.items() if k not in changes}
        if self.value != before:
            self._timer.start()
            self.changed.emit(self.value)

    def subscribe(self, callback: Callable[[Settings], object], *fields: str) -> None:
        """Call `callback` with the settings now and whenever one of `fields` (none: any) changes."""
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
        """Hold these settings until they are changed, without writing them to the file."""
        self._overrides |= changes

    def reset(self) -> None:
        """Back to the defaults."""
        self.update(**Settings().model_dump())

    def flush(self) -> None:
        """Write what has not been written yet."""
        if self._timer.isActive():
            self._timer.stop()
            self._write()

    def _write(self) -> None:
        try:
            save(self._path, self._kept)
        except OSError as error:
            _log.info("settings not written: %s", error)
