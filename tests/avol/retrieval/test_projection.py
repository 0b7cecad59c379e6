"""The flat map of a library keeps neighbours together, across kinds where the space is aligned."""

from pathlib import Path

import numpy as np
import pytest

from avol.errors import InputError
from avol.retrieval.library.library import Library, Stamp
from avol.retrieval.library.library_writer import LibraryWriter
from avol.retrieval.library.segments import Moment
from avol.retrieval.projection import project
from tests.support import toys


def make(folder: Path, aligned: bool) -> Path:
    """Two classes; sounds near the pictures of their class, or in a corner of their own."""
    random = np.random.default_rng(0)
    with LibraryWriter.create(folder, toys.toy_card(), "toy") as library:
        for n in range(24):
            vectors = 0.05 * random.standard_normal((2, 1, 128)).astype("f4")
            vectors[:, 0, n % 2] += 1
            if not aligned:
                vectors[1, 0] = np.roll(vectors[1, 0], 64)
            file, _ = library.begin(Path(f"{n}"), Stamp(0, 0, str(n)))
            library.add(file, [Moment(0.5, None, vectors[0], vectors[1], b"")])
    return folder


def mixed(folder: Path) -> float:
    """Share of points whose nearest neighbour is of the other kind."""
    with Library(folder) as library:
        flat = project(library)
    assert flat.places.shape == (48, 2)
    assert len(flat.items) == len(flat.kinds) == 48
    apart = np.linalg.norm(flat.places[:, None] - flat.places[None], axis=-1)
    np.fill_diagonal(apart, np.inf)
    kinds = np.array(flat.kinds)
    return float(np.mean(kinds[apart.argmin(axis=1)] != kinds))


def test_kinds_mix_where_they_are_aligned_and_part_where_not(tmp_path: Path) -> None:
    assert mixed(make(tmp_path / "ave", aligned=True)) > 0.25
    assert mixed(make(tmp_path / "l3", aligned=False)) == 0


def test_too_little_for_a_map(tmp_path: Path) -> None:
    with (
        LibraryWriter.create(tmp_path, toys.toy_card(), "toy") as library,
        pytest.raises(InputError, match="too little"),
    ):
        project(library)
