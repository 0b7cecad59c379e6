"""The projection keeps neighbours together, across modalities in an aligned space."""

from pathlib import Path

import numpy as np
import pytest

from avol.errors import InputError
from avol.retrieval.library.library import FileStamp, Library
from avol.retrieval.library.library_writer import LibraryWriter
from avol.retrieval.library.segments import Segment
from avol.retrieval.projection import project_library
from tests.support import toys


def make(folder: Path, aligned: bool) -> Path:
    """Two classes; audio near the images of its class, or in a separate region."""
    random = np.random.default_rng(0)
    with LibraryWriter.create(folder, toys.toy_card(), "toy") as library:
        for n in range(24):
            vectors = 0.05 * random.standard_normal((2, 1, 128)).astype("f4")
            vectors[:, 0, n % 2] += 1
            if not aligned:
                vectors[1, 0] = np.roll(vectors[1, 0], 64)
            file, _ = library.begin(Path(f"{n}"), FileStamp(0, 0, str(n)))
            library.add(file, [Segment(0.5, None, vectors[0], vectors[1], b"")])
    return folder


def mixed(folder: Path) -> float:
    """Fraction of points whose nearest neighbour is of the other modality."""
    with Library(folder) as library:
        projection = project_library(library)
    assert projection.points.shape == (48, 2)
    assert len(projection.items) == len(projection.modalities) == 48
    distances = np.linalg.norm(projection.points[:, None] - projection.points[None], axis=-1)
    np.fill_diagonal(distances, np.inf)
    modalities = np.array(projection.modalities)
    return float(np.mean(modalities[distances.argmin(axis=1)] != modalities))


def test_modalities_mix_only_in_an_aligned_space(tmp_path: Path) -> None:
    assert mixed(make(tmp_path / "ave", aligned=True)) > 0.25
    assert mixed(make(tmp_path / "l3", aligned=False)) == 0


def test_small_library_is_rejected(tmp_path: Path) -> None:
    with (
        LibraryWriter.create(tmp_path, toys.toy_card(), "toy") as library,
        pytest.raises(InputError, match="fewer than four"),
    ):
        project_library(library)
