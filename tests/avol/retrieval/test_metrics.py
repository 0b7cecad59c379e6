"""nDCG of a labelled library: the same as the evaluation's, from folders or a table."""

from pathlib import Path

import numpy as np
import pytest

from avol.errors import InputError
from avol.evaluation.retrieval.evaluate import Space, at_random, retrieve
from avol.evaluation.retrieval.label_relevance import by_label
from avol.retrieval.library.library import Library, Stamp
from avol.retrieval.library.library_writer import LibraryWriter
from avol.retrieval.library.segments import Moment
from avol.retrieval.metrics import folder_labels, judge, read_labels
from avol.retrieval.query.search import Searcher
from avol.retrieval.similarity import unit
from tests.avol.retrieval.conftest import take_in
from tests.support import toys

CLIPS = 40


def test_the_figures_are_the_evaluation_s(tmp_path: Path) -> None:
    """Clips with picture and sound each: what `avol evaluate retrieval` says of these vectors."""
    random = np.random.default_rng(0)
    names = [f"class {n % 4}" for n in range(CLIPS)]
    centres = random.standard_normal((4, 128))
    spread = 2 * random.standard_normal((2, CLIPS, 128))
    seen, heard = unit((centres[np.arange(CLIPS) % 4] + spread).astype(np.float32))
    with LibraryWriter.create(tmp_path, toys.toy_card(), "toy") as library:
        for n, name in enumerate(names):
            file, _ = library.begin(Path(f"/{name}/{n:02}.mp4"), Stamp(0, 0, str(n)))
            library.add(file, [Moment(0.5, 0, seen[n : n + 1], heard[n : n + 1], b"")])
            library.finish(file)
        figures = judge(Searcher(library), folder_labels(library))
    paths = [f"/{name}/{n:02}.mp4" for n, name in enumerate(names)]
    labels = [frozenset({name}) for name in names]
    relevance = by_label(labels, labels)
    row = retrieve(Space(seen.astype(float), heard.astype(float)), relevance, paths)
    chances = at_random(relevance, paths)
    assert len(figures) == 4
    for figure in figures:
        right = row[f"{figure.query} to {figure.base}"]
        assert figure.queries == CLIPS
        assert figure.reached.value == pytest.approx(right.value, abs=1e-9)
        assert figure.reached.low == pytest.approx(right.low, abs=1e-9)
        chance = chances[f"{figure.query} to {figure.base}"]
        assert figure.at_random.value == pytest.approx(chance.value)
        assert right.value is not None
        assert right.value > (chance.value or 0)


@pytest.fixture
def labelled(tmp_path: Path) -> Path:
    for colour in toys.COLORS:
        (folder := tmp_path / "media" / colour).mkdir(parents=True)
        for n in range(2):
            toys.write_image(folder, f"{colour} {n}", color=colour)
            toys.write_audio(folder, f"{colour} {n}", color=colour)
    take_in(tmp_path / "library", tmp_path / "media")
    return tmp_path / "library"


def test_unpaired_pictures_and_sounds_by_folder(labelled: Path) -> None:
    with Library(labelled) as library:
        figures = judge(Searcher(library), folder_labels(library))
    assert [(f.query, f.base) for f in figures] == [
        (q, b) for q in ("pictures", "sounds") for b in ("pictures", "sounds")
    ]
    for figure in figures:
        assert figure.reached.value == pytest.approx(1)
        assert 0 < (figure.at_random.value or 0) < 0.9


def test_labels_from_a_table(labelled: Path, tmp_path: Path) -> None:
    table = tmp_path / "labels.csv"
    rows = [f"media/{c}/{c} {n}.png,{'warm;dyed' if c == 'red' else 'cold'}"
            for c in toys.COLORS for n in range(2)]  # fmt: skip
    table.write_text("path,label\n" + "\n".join(rows) + "\n")
    labels = read_labels(table)
    assert labels[(tmp_path / "media/red/red 0.png").resolve()] == {"warm", "dyed"}
    with Library(labelled) as library:
        (figure,) = judge(Searcher(library), labels)
    assert (figure.query, figure.base, figure.queries) == ("pictures", "pictures", 6)


def test_tables_that_are_none(tmp_path: Path) -> None:
    (tmp_path / "bad.csv").write_text("file;class\n")
    with pytest.raises(InputError, match="no columns path and label"):
        read_labels(tmp_path / "bad.csv")
    with pytest.raises(InputError, match="cannot be read"):
        read_labels(tmp_path / "none.csv")


def test_nothing_to_compare(library: Path) -> None:
    with Library(library) as opened, pytest.raises(InputError, match="share a label"):
        judge(Searcher(opened), {})
