"""The project file: its data model, loading and saving."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from avol.core.atomic import atomic_write
from avol.core.input_files import load_json, load_model
from avol.errors import InputError
from avol.visualization.heatmap import Colormap, View
from avol_studio.core.pinned_sound import PinnedSoundRef
from avol_studio.core.portable_path import PortablePath
from avol_studio.core.settings.schema import Settings, StoredSmoothing, Unit
from avol_studio.core.translation import tr
from avol_studio.services.annotation.annotation_store import FrameAnnotation

PROJECT_FORMAT = 1
"""The newest version of the file format that this AVOL opens."""
PROJECT_SUFFIX = ".avol.json"
_WHAT = tr("an AVOL project")


class _FrozenModel(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class MapView(_FrozenModel):
    """The appearance of the map; the settings of the same names."""

    overlay: bool
    view: View
    colormap: Colormap
    opacity: Unit
    threshold: Unit
    smoothing: StoredSmoothing
    mirror: bool

    @classmethod
    def of(cls, settings: Settings) -> MapView:
        """Copy these settings."""
        return cls.model_validate(settings.model_dump(include=set(cls.model_fields)))


class Project(_FrozenModel):
    """A video and the work on it. Times are seconds on the time axis of the video."""

    format: Literal[1]
    video: PortablePath
    fingerprint: str
    """The fingerprint (`avol.core.fingerprint`) of the video, which finds it after a move."""
    position: float
    loop: tuple[float | None, float | None] = (None, None)
    markers: tuple[float, ...] = ()
    frames: tuple[FrameAnnotation, ...] = ()
    pins: tuple[PinnedSoundRef, ...] = ()
    weights: str | PortablePath | None = None
    """The name of a shipped checkpoint, or a file; None: the default checkpoint."""
    view: MapView
    audio_track: int | None = Field(default=None, ge=1)
    """Number of the selected audio track; None: the default one."""


def is_project(path: Path) -> bool:
    """Return whether the file name is that of a project."""
    return path.name.lower().endswith(PROJECT_SUFFIX)


def load_project(path: Path) -> Project:
    """Load a project; raises InputError if the file is no valid or readable project."""
    data = load_json(path, _WHAT)
    version = data.get("format") if isinstance(data, dict) else None
    if isinstance(version, int) and version > PROJECT_FORMAT:
        raise InputError(
            tr("“{name}” is from a newer AVOL; update AVOL to open it.").format(name=path.name)
        )
    return load_model(path, _WHAT, Project)


def save_project(path: Path, project: Project) -> None:
    """Save a project atomically; raises MediaError if the file cannot be written."""
    with atomic_write(path, durable=True) as part:
        part.write_text(project.model_dump_json(indent=2) + "\n", encoding="utf-8")
