"""The settings: names, types, defaults, and their lines in the settings dialog."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic.fields import FieldInfo

from avol.visualization.heatmap import Colormap, View
from avol_studio.core.pinned_sound import PinnedSoundRef

Scheme = Literal["system", "dark", "light"]
Engine = Literal["auto", "int8", "fp32", "torch", "cuda"]
Smoothing = Literal["none", "light", "strong"]
_OLD_SMOOTHING = {"little": "light", "much": "strong"}
StoredSmoothing = Annotated[
    Smoothing, BeforeValidator(lambda value: _OLD_SMOOTHING.get(value, value))
]
"""A smoothing in a file, which may contain the values of older versions."""
SMOOTHING_SECONDS: dict[str, float] = {"light": 0.3, "strong": 1.0}
"""Time constant of each smoothing but "none"."""
Unit = Annotated[float, Field(ge=0, le=1)]


@dataclass(frozen=True, slots=True)
class SettingInfo:
    """The line of a setting in the settings dialog.

    `choices` holds the label of each value of an enumeration. A setting with `in_dialog` False is
    changed elsewhere in the window.
    """

    group: str
    label: str
    help: str = ""
    choices: Mapping[Any, str] = field(default_factory=dict)
    in_dialog: bool = True


def _hidden(group: str, label: str) -> SettingInfo:
    """Return the info of a setting that is changed in a panel, not in the dialog."""
    return SettingInfo(group, label, in_dialog=False)


class Settings(BaseModel):
    """All settings of the studio with their defaults. Unknown keys of a file are ignored."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    scheme: Annotated[
        Scheme,
        SettingInfo(
            "Appearance",
            "Theme",
            "Colours of the window",
            {"system": "System", "dark": "Dark", "light": "Light"},
        ),
    ] = "dark"
    text_scale: Annotated[
        Literal[100, 125, 150],
        SettingInfo(
            "Appearance",
            "Text size",
            "Size of all text in the window",
            {100: "Normal", 125: "Large", 150: "Extra large"},
        ),
    ] = 100
    overlay: Annotated[
        bool, SettingInfo("Map", "Show map", "Draw the localization map over the image")
    ] = True
    view: Annotated[
        View,
        SettingInfo(
            "Map",
            "View",
            "How the map is drawn over the image",
            {"heat": "Heat", "contour": "Contour", "peak": "Peak", "grid": "14 × 14 grid"},
        ),
    ] = "heat"
    colormap: Annotated[
        Colormap,
        SettingInfo(
            "Map",
            "Colour map",
            "All three increase evenly in brightness; cividis suits colour-blind users",
            {"inferno": "Inferno", "viridis": "Viridis", "cividis": "Cividis"},
        ),
    ] = "inferno"
    opacity: Annotated[
        Unit, SettingInfo("Map", "Opacity", "Opacity of the overlay at a score of 1")
    ] = 0.75
    threshold: Annotated[
        Unit, SettingInfo("Map", "Threshold", "Scores below the threshold are not drawn")
    ] = 0.0
    show_verdict: Annotated[
        bool, SettingInfo("Map", "Show verdict", "Show over the image whether a source was found")
    ] = True
    show_legend: Annotated[
        bool, SettingInfo("Map", "Show legend", "Show the colour scale of the scores")
    ] = True
    smoothing: Annotated[
        StoredSmoothing,
        SettingInfo(
            "Map",
            "Temporal smoothing",
            "Averages the maps during playback; a paused frame always shows its own map",
            {"none": "Off", "light": "Light (0.3 s)", "strong": "Strong (1 s)"},
        ),
    ] = "none"
    mirror: Annotated[
        bool,
        SettingInfo(
            "Presenter", "Mirror horizontally", "Mirrors the view; recordings are not mirrored"
        ),
    ] = False
    presenter_screen: Annotated[
        Literal["other", "this"],
        SettingInfo(
            "Presenter",
            "Screen",
            "The screen that presenter mode (F5) uses",
            {"other": "Second screen, if available", "this": "Same screen as the window"},
        ),
    ] = "other"
    keep_replay_buffer: Annotated[
        bool,
        SettingInfo("Presenter", "Keep the last 30 s", "Live video can then be saved afterwards"),
    ] = True
    pinned_sounds: Annotated[
        tuple[PinnedSoundRef, ...], _hidden("Test sounds", "Pinned sounds")
    ] = ()
    library: Annotated[str, _hidden("Search", "Library")] = ""
    camera: Annotated[str, _hidden("Live", "Camera")] = ""
    camera_address: Annotated[str, _hidden("Live", "Network camera")] = ""
    microphone: Annotated[str, _hidden("Live", "Microphone")] = "auto"
    microphone_api: Annotated[str, _hidden("Live", "Audio system")] = ""
    microphone_channel: Annotated[int | None, Field(ge=0), _hidden("Live", "Channel")] = None
    microphone_gain: Annotated[float, Field(ge=0, le=16), _hidden("Live", "Gain")] = 1.0
    audio_offset_ms: Annotated[int, Field(ge=-500, le=500), _hidden("Live", "Audio offset")] = 0
    centered_window: Annotated[
        bool,
        SettingInfo(
            "Live",
            "Centred audio window",
            "The audio window lies around the frame, as for files; adds 0.5 s of delay",
        ),
    ] = False
    camera_size: Annotated[
        Literal["640x480", "1280x720", "1920x1080"],
        SettingInfo(
            "Live",
            "Camera resolution",
            "Requested from the camera, which may deliver another one",
            {"640x480": "640 × 480", "1280x720": "1280 × 720", "1920x1080": "1920 × 1080"},
        ),
    ] = "1280x720"
    camera_rate: Annotated[
        Literal[15, 30, 60],
        SettingInfo(
            "Live",
            "Camera frame rate",
            "Frames per second, requested from the camera",
            {15: "15", 30: "30", 60: "60"},
        ),
    ] = 30
    camera_mjpg: Annotated[
        bool,
        SettingInfo(
            "Live", "Compressed (MJPG)", "Many webcams need it to reach their full frame rate"
        ),
    ] = True
    timeline_track: Annotated[
        Literal["waveform", "spectrogram", "none"],
        SettingInfo(
            "Timeline",
            "Audio track",
            "How the timeline shows the audio",
            {"waveform": "Waveform", "spectrogram": "Log-spectrogram", "none": "Hidden"},
        ),
    ] = "waveform"
    analyze_on_open: Annotated[
        bool,
        SettingInfo(
            "Timeline",
            "Analyse files when opened",
            "Compute the map of every frame in the background while playback is paused",
        ),
    ] = True
    autoplay: Annotated[
        bool, SettingInfo("Playback", "Play when opened", "Start playback when a file is opened")
    ] = True
    volume: Annotated[Unit, SettingInfo("Playback", "Volume", "Playback volume of files")] = 0.8
    engine: Annotated[
        Engine,
        SettingInfo(
            "Model",
            "Engine",
            "Inference engine; Automatic selects the fastest one on this computer",
            {
                "auto": "Automatic",
                "int8": "CPU, 8-bit",
                "fp32": "CPU, 32-bit",
                "torch": "PyTorch",
                "cuda": "CUDA",
            },
        ),
    ] = "auto"


def setting_info(info: FieldInfo) -> SettingInfo:
    """Return the SettingInfo of a field of `Settings`."""
    return next(extra for extra in info.metadata if isinstance(extra, SettingInfo))
