"""What a project file holds, and how it is read and written."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from avol.core.atomic import atomic_write
from avol.errors import InputError
from avol.visualization.heatmap import Colormap, View
from avol_studio.core.pinned_sound import PinnedSoundRef
from avol_studio.core.portable_path import PortablePath
from avol_studio.core.settings.schema import Settings, StoredSmoothing, Unit
from avol_studio.services.annotation.annotation_store import FrameAnnotation

FORMAT = 1
"""The newest form of project that this version reads."""
ENDING = ".avol.json"


class _Sheet(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class MapView(_Sheet):
    """How the map is shown; the settings of the same names."""

    overlay: bool
    view: View
    colormap: Colormap
    opacity: Unit
    threshold: Unit
    smoothing: StoredSmoothing
    mirror: bool

    @classmethod
    def of(cls, settings: Settings) -> MapView:
        """How it is shown now."""
        return cls.model_validate(settings.model_dump(include=set(cls.model_fields)))


class Project(_Sheet):
    """A video and all that was done with it. Times are seconds on the video's own axis."""

    format: Literal[1]
    video: PortablePath
    fingerprint: str
    """Of the video (`avol.core.fingerprint`), by which it is known wherever it lies."""
    position: float
    loop: tuple[float | None, float | None] = (None, None)
    markers: tuple[float, ...] = ()
    frames: tuple[FrameAnnotation, ...] = ()
    pins: tuple[PinnedSoundRef, ...] = ()
    weights: str | PortablePath | None = None
    """A shipped checkpoint by its name, or a file; None: the one that AVOL takes by itself."""
    view: MapView


def is_project(path: Path) -> bool:
    """Whether a file is one by its name."""
    return path.name.lower().endswith(ENDING)


def read_project(path: Path) -> Project:
    """The project in a file; InputError where it is none, cannot be read, or is from a newer
    version."""
    try:
        sheet = json.loads(path.read_bytes())
        form = sheet.get("format") if isinstance(sheet, dict) else None
        if isinstance(form, int) and form > FORMAT:
            raise InputError(f"“{path.name}” is from a newer AVOL; update AVOL to open it.")
        return Project.model_validate(sheet)
    except OSError as error:
        cause = error.strerror or str(error)
        raise InputError(f"“{path.name}” cannot be read ({cause}); check the path.") from error
    except ValidationError as error:
        fault = error.errors()[0]
        place = ".".join(map(str, fault["loc"])) or "the whole"
        why = f"{place}: {fault['msg']}"
    except ValueError as error:
        why = str(error)
    raise InputError(f"“{path.name}” is no AVOL project ({why}); open another file.")


def write_project(path: Path, project: Project) -> None:
    """Write a project, aside and then renamed; MediaError where that cannot be."""
    with atomic_write(path) as part:
        part.write_text(project.model_dump_json(indent=2) + "\n", encoding="utf-8")
