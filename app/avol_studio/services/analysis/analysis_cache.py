"""The analysis cache on disk: one folder per file, with one folder of maps per model in it."""

from __future__ import annotations

import shutil
import zipfile
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

import numpy as np
import platformdirs

from avol.core.atomic import atomic_write, make_folder
from avol_studio.services.analysis.audio_overview import BANDS, AudioOverview

MAX_BYTES = 4 * 2**30  # of the maps of all files


def analysis_folder() -> Path:
    """Return the default folder of the cache."""
    return platformdirs.user_cache_path("avol", appauthor=False) / "analysis"


@dataclass(frozen=True, slots=True)
class AnalysisCache:
    """The cache of the file with a fingerprint (see `avol.core.fingerprint`).

    audio_track: number of the audio track that the user has selected; None for the default one.
    """

    root: Path
    fingerprint: str
    audio_track: int | None = None

    def maps_folder(self, model: str) -> Path:
        """Return the folder of the maps of a model (`Localizer.identity`)."""
        key = model if self.audio_track is None else f"{model} {self.audio_track}"
        return self.root / self.fingerprint / blake2b(key.encode(), digest_size=8).hexdigest()

    @property
    def has_maps(self) -> bool:
        """Whether maps of any model are stored."""
        return any((self.root / self.fingerprint).glob("*/verdicts.u8"))

    def load_overview(self) -> AudioOverview | None:
        """Load the audio overview; None if it is missing or damaged."""
        try:
            with (
                self._overview_path.open("rb") as file,
                np.load(file, allow_pickle=False) as arrays,
            ):
                start, step = arrays["axis"].tolist()
                overview = AudioOverview(
                    start, step, *(arrays[k] for k in ("low", "high", "bands"))
                )
        except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
            return None
        count = len(overview.low)
        valid = overview.bands.shape == (count, BANDS) and len(overview.high) == count
        return overview if valid else None

    def save_overview(self, overview: AudioOverview) -> None:
        """Save the audio overview; raises MediaError if it cannot be written."""
        make_folder(self._overview_path.parent)
        with atomic_write(self._overview_path) as part, part.open("wb") as file:
            axis = np.array([overview.start, overview.step])
            np.savez(file, axis=axis, low=overview.low, high=overview.high, bands=overview.bands)

    @property
    def _overview_path(self) -> Path:
        number = "" if self.audio_track is None else f"-{self.audio_track}"
        return self.root / self.fingerprint / f"sound{number}.npz"


def trim_cache(root: Path, keep: Path, max_bytes: int = MAX_BYTES) -> None:
    """Remove the oldest folders of maps, except `keep`, until all take at most `max_bytes`."""
    folders = [path.parent for path in root.glob("*/*/verdicts.u8") if path.parent != keep]
    folders.sort(key=lambda folder: (folder / "verdicts.u8").stat().st_mtime)
    free = max_bytes - _folder_size(keep) - sum(map(_folder_size, folders))
    while free < 0 and folders:
        free += _folder_size(folders[0])
        shutil.rmtree(folders.pop(0), ignore_errors=True)


def _folder_size(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.glob("*") if file.is_file())
