"""The settings: names, types, defaults, and their lines in the settings dialog."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from avol.visualization.heatmap import OPACITY, Colormap, View
from avol_studio.core.translation import QT_TR_NOOP

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

    `choices` holds the label of each value of an enumeration. A setting with `saved` False has its
    default at every start.
    """

    group: str
    label: str
    help: str
    choices: Mapping[Any, str] = field(default_factory=dict)
    saved: bool = True


class Settings(BaseModel):
    """All settings of the studio with their defaults. Unknown keys of a file are ignored."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    def __hash__(self) -> int:
        """Hash all but the shortcuts: a dict has no hash."""
        return hash(tuple(v for v in self.__dict__.values() if not isinstance(v, dict)))

    scheme: Annotated[
        Scheme,
        SettingInfo(
            QT_TR_NOOP("Appearance"),
            QT_TR_NOOP("Theme"),
            QT_TR_NOOP("Colours of the window"),
            {
                "system": QT_TR_NOOP("System"),
                "dark": QT_TR_NOOP("Dark"),
                "light": QT_TR_NOOP("Light"),
            },
        ),
    ] = "dark"
    language: Annotated[
        Literal["system", "en", "de", "fr"],
        SettingInfo(
            QT_TR_NOOP("Appearance"),
            QT_TR_NOOP("Language"),
            QT_TR_NOOP("Language of the window, from the next start on"),
            {
                "system": QT_TR_NOOP("System"),
                "en": "English",
                "de": "Deutsch",
                "fr": "Français",
            },
        ),
    ] = "system"
    text_scale: Annotated[
        Literal[100, 125, 150],
        SettingInfo(
            QT_TR_NOOP("Appearance"),
            QT_TR_NOOP("Text size"),
            QT_TR_NOOP("Size of all text in the window"),
            {100: QT_TR_NOOP("Normal"), 125: QT_TR_NOOP("Large"), 150: QT_TR_NOOP("Extra large")},
        ),
    ] = 100
    all_commands: Annotated[
        bool,
        SettingInfo(
            QT_TR_NOOP("Appearance"),
            QT_TR_NOOP("All commands"),
            QT_TR_NOOP("Menus and panels with everything; off: the few that matter most"),
        ),
    ] = False
    shortcuts: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    overlay: Annotated[
        bool,
        SettingInfo(
            QT_TR_NOOP("Map"),
            QT_TR_NOOP("Show map"),
            QT_TR_NOOP("Draw the localization map over the image"),
            saved=False,
        ),
    ] = True
    view: Annotated[
        View,
        SettingInfo(
            QT_TR_NOOP("Map"),
            QT_TR_NOOP("View"),
            QT_TR_NOOP("How the map is drawn over the image"),
            {
                "heat": QT_TR_NOOP("Heat"),
                "contour": QT_TR_NOOP("Contour"),
                "peak": QT_TR_NOOP("Peak"),
                "grid": QT_TR_NOOP("14 × 14 grid"),
            },
        ),
    ] = "heat"
    colormap: Annotated[
        Colormap,
        SettingInfo(
            QT_TR_NOOP("Map"),
            QT_TR_NOOP("Colour map"),
            QT_TR_NOOP("All three increase evenly in brightness; cividis suits colour-blind users"),
            {"inferno": "Inferno", "viridis": "Viridis", "cividis": "Cividis"},
        ),
    ] = "inferno"
    opacity: Annotated[
        Unit,
        SettingInfo(
            QT_TR_NOOP("Map"),
            QT_TR_NOOP("Opacity"),
            QT_TR_NOOP("Opacity of the overlay where a source was found"),
        ),
    ] = OPACITY
    threshold: Annotated[
        Unit,
        SettingInfo(
            QT_TR_NOOP("Map"),
            QT_TR_NOOP("Threshold"),
            QT_TR_NOOP("Lowest score that is drawn; at 0, outlines begin at 0.5"),
        ),
    ] = 0.0
    show_verdict: Annotated[
        bool,
        SettingInfo(
            QT_TR_NOOP("Map"),
            QT_TR_NOOP("Show verdict"),
            QT_TR_NOOP("Show over the image whether a source was found"),
        ),
    ] = True
    show_legend: Annotated[
        bool,
        SettingInfo(
            QT_TR_NOOP("Map"),
            QT_TR_NOOP("Show legend"),
            QT_TR_NOOP("Show the colour scale of the scores"),
        ),
    ] = True
    smoothing: Annotated[
        StoredSmoothing,
        SettingInfo(
            QT_TR_NOOP("Map"),
            QT_TR_NOOP("Temporal smoothing"),
            QT_TR_NOOP(
                "Averages the maps during playback; a paused frame always shows its own map"
            ),
            {
                "none": QT_TR_NOOP("Off"),
                "light": QT_TR_NOOP("Light (0.3 s)"),
                "strong": QT_TR_NOOP("Strong (1 s)"),
            },
        ),
    ] = "light"
    mirror: Annotated[
        bool,
        SettingInfo(
            QT_TR_NOOP("Presenter"),
            QT_TR_NOOP("Mirror horizontally"),
            QT_TR_NOOP("Mirrors the view; recordings are not mirrored"),
        ),
    ] = False
    presenter_screen: Annotated[
        Literal["other", "this"],
        SettingInfo(
            QT_TR_NOOP("Presenter"),
            QT_TR_NOOP("Screen"),
            QT_TR_NOOP("The screen that presenter mode (F5) uses"),
            {
                "other": QT_TR_NOOP("Second screen, if available"),
                "this": QT_TR_NOOP("Same screen as the window"),
            },
        ),
    ] = "other"
    record_texts: Annotated[
        bool,
        SettingInfo(
            QT_TR_NOOP("Presenter"),
            QT_TR_NOOP("Verdict and legend in recordings"),
            QT_TR_NOOP("Draws both into the recorded video with the map"),
        ),
    ] = False
    keep_replay_buffer: Annotated[
        bool,
        SettingInfo(
            QT_TR_NOOP("Presenter"),
            QT_TR_NOOP("Keep the last 30 s"),
            QT_TR_NOOP("Live video can then be saved afterwards"),
        ),
    ] = True
    library: str = ""
    camera: str = ""
    camera_address: str = ""
    microphone: str = "auto"
    microphone_api: str = ""
    microphone_channel: Annotated[int | None, Field(ge=0)] = None
    microphone_gain: Annotated[float, Field(ge=0, le=16)] = 1.0
    audio_offset_ms: Annotated[int, Field(ge=-500, le=500)] = 0
    centered_window: Annotated[
        bool,
        SettingInfo(
            QT_TR_NOOP("Live"),
            QT_TR_NOOP("Centred audio window"),
            QT_TR_NOOP("The audio window lies around the frame, as for files; adds 0.5 s of delay"),
        ),
    ] = False
    camera_size: Annotated[
        Literal["640x480", "1280x720", "1920x1080"],
        SettingInfo(
            QT_TR_NOOP("Live"),
            QT_TR_NOOP("Camera resolution"),
            QT_TR_NOOP("Requested from the camera, which may deliver another one"),
            {"640x480": "640 × 480", "1280x720": "1280 × 720", "1920x1080": "1920 × 1080"},
        ),
    ] = "1280x720"
    camera_rate: Annotated[
        Literal[15, 30, 60],
        SettingInfo(
            QT_TR_NOOP("Live"),
            QT_TR_NOOP("Camera frame rate"),
            QT_TR_NOOP("Frames per second, requested from the camera"),
            {15: "15", 30: "30", 60: "60"},
        ),
    ] = 30
    camera_mjpg: Annotated[
        bool,
        SettingInfo(
            QT_TR_NOOP("Live"),
            QT_TR_NOOP("Compressed (MJPG)"),
            QT_TR_NOOP("Many webcams need it to reach their full frame rate"),
        ),
    ] = True
    timeline_track: Annotated[
        Literal["waveform", "spectrogram", "none"],
        SettingInfo(
            QT_TR_NOOP("Timeline"),
            QT_TR_NOOP("Audio track"),
            QT_TR_NOOP("How the timeline shows the audio"),
            {
                "waveform": QT_TR_NOOP("Waveform"),
                "spectrogram": QT_TR_NOOP("Log-spectrogram"),
                "none": QT_TR_NOOP("Hidden"),
            },
        ),
    ] = "waveform"
    analyze_on_open: Annotated[
        bool,
        SettingInfo(
            QT_TR_NOOP("Timeline"),
            QT_TR_NOOP("Analyse files when opened"),
            QT_TR_NOOP("Compute the map of every frame in the background while playback is paused"),
        ),
    ] = True
    autoplay: Annotated[
        bool,
        SettingInfo(
            QT_TR_NOOP("Playback"),
            QT_TR_NOOP("Play when opened"),
            QT_TR_NOOP("Start playback when a file is opened"),
        ),
    ] = True
    play_next: Annotated[
        bool,
        SettingInfo(
            QT_TR_NOOP("Playback"),
            QT_TR_NOOP("Play next when finished"),
            QT_TR_NOOP("At the end of a file, play the next one of the queue"),
        ),
    ] = True
    volume: Annotated[
        Unit,
        SettingInfo(
            QT_TR_NOOP("Playback"), QT_TR_NOOP("Volume"), QT_TR_NOOP("Playback volume of files")
        ),
    ] = 0.8
    save_power: Annotated[
        bool,
        SettingInfo(
            QT_TR_NOOP("Playback"),
            QT_TR_NOOP("Save power"),
            QT_TR_NOOP(
                "Show at most 15 frames and 5 maps per second while playing or live, keep as many "
                "frames in the replay buffer, and update the panels less often. Paused frames, "
                "steps, recordings, export and analysis stay exact."
            ),
        ),
    ] = False
    engine: Annotated[
        Engine,
        SettingInfo(
            QT_TR_NOOP("Model"),
            QT_TR_NOOP("Engine"),
            QT_TR_NOOP("Inference engine; Automatic selects the fastest one on this computer"),
            {
                "auto": QT_TR_NOOP("Automatic"),
                "int8": QT_TR_NOOP("CPU, 8-bit"),
                "fp32": QT_TR_NOOP("CPU, 32-bit"),
                "torch": "PyTorch",
                "cuda": "CUDA",
            },
        ),
    ] = "auto"
    fine_maps: Annotated[
        bool,
        SettingInfo(
            QT_TR_NOOP("Model"),
            QT_TR_NOOP("Fine maps"),
            QT_TR_NOOP(
                "Also look at four enlarged parts of each image: small sources are found more "
                "often, and each map takes five times as long"
            ),
        ),
    ] = False
    map_rate: Annotated[
        Literal[0, 10],
        SettingInfo(
            QT_TR_NOOP("Model"),
            QT_TR_NOOP("Maps per second"),
            QT_TR_NOOP("Fewer maps during playback use less of the processor"),
            {0: QT_TR_NOOP("As many as possible"), 10: "10"},
        ),
    ] = 0


SETTING_INFOS: Mapping[str, SettingInfo] = {
    name: info
    for name, setting in Settings.model_fields.items()
    for info in setting.metadata
    if isinstance(info, SettingInfo)
}
"""The settings of the dialog by name; others are changed elsewhere in the window."""
UNSAVED_SETTINGS = {name for name, info in SETTING_INFOS.items() if not info.saved}
"""The settings that have their default at every start."""
