"""Where what was found in a file is kept: a folder for each file, in it one for each model."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

import numpy as np
import platformdirs

from avol.core.atomic import atomic_write
from avol_studio.services.analysis.audio_overview import BANDS, AudioOverview

MOST_BYTES = 4 * 2**30  # of maps of all files together; the oldest give way


def analysis_folder() -> Path:
    """The folder of all files, in the user's folder of caches."""
    return platformdirs.user_cache_path("avol", appauthor=False) / "analysis"


@dataclass(frozen=True, slots=True)
class AnalysisCache:
    """What is kept of the file with a fingerprint (see `avol.core.fingerprint`)."""

    root: Path
    fingerprint: str

    @property
    def markers(self) -> Path:
        """The file of its markers; these are a person's work and never give way."""
        return self.root / self.fingerprint / "markers.json"

    @property
    def boxes(self) -> Path:
        """The file of the boxes drawn in it; a person's work too."""
        return self.root / self.fingerprint / "boxes.json"

    def maps(self, model: str) -> Path:
        """The folder of the maps that a model (`Localizer.identity`) gives."""
        return self.root / self.fingerprint / blake2b(model.encode(), digest_size=8).hexdigest()

    def read_sketch(self) -> AudioOverview | None:
        """The sketch of its sound, None where there is none that is whole."""
        try:
            with np.load(self._sketch, allow_pickle=False) as kept:
                start, step = kept["axis"].tolist()
                found = AudioOverview(start, step, kept["low"], kept["high"], kept["bands"])
        except (OSError, ValueError, KeyError):
            return None
        whole = found.bands.shape == (len(found.low), BANDS) and len(found.low) == len(found.high)
        return found if whole else None

    def write_sketch(self, found: AudioOverview) -> None:
        """Keep the sketch of its sound; MediaError where that cannot be."""
        self._sketch.parent.mkdir(parents=True, exist_ok=True)
        with atomic_write(self._sketch) as part, part.open("wb") as file:
            axis = np.array([found.start, found.step])
            np.savez(file, axis=axis, low=found.low, high=found.high, bands=found.bands)

    @property
    def _sketch(self) -> Path:
        return self.root / self.fingerprint / "sound.npz"


def trim(root: Path, keep: Path, most: int = MOST_BYTES) -> None:
    """Remove the maps used longest ago, but those in `keep`, until all take no more than `most`."""
    folders = [path.parent for path in root.glob("*/*/verdicts.u8") if path.parent != keep]
    folders.sort(key=lambda folder: (folder / "verdicts.u8").stat().st_mtime)
    room = most - _size(keep) - sum(map(_size, folders))
    while room < 0 and folders:
        room += _size(folders[0])
        shutil.rmtree(folders.pop(0), ignore_errors=True)


def _size(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.glob("*") if file.is_file())
