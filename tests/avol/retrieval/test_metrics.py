"""nDCG of a library labelled by folders or by a CSV file."""

from pathlib import Path

import numpy as np
import pytest

from avol.errors import InputError
from avol.evaluation.retrieval.evaluate import (
    ClipVectors,
    evaluate_random_order,
    evaluate_retrieval,
)
from avol.evaluation.retrieval.label_relevance import by_label
from avol.retrieval.library.library import FileStamp, Library
from avol.retrieval.library.library_writer import LibraryWriter
from avol.retrieval.library.segments import Segment
from avol.retrieval.metrics import evaluate_library, folder_labels, load_labels
from avol.retrieval.query.search import Searcher
from avol.retrieval.similarity import normalize
from tests.avol.retrieval.conftest import index_media
from tests.support import toys

CLIPS = 40


def test_scores_equal_those_of_the_evaluation(tmp_path: Path) -> None:
    """For clips with both modalities, equal to `avol evaluate retrieval` on the same vectors."""
    random = np.random.default_rng(0)
    names = [f"class {n % 4}" for n in range(CLIPS)]
    centres = random.standard_normal((4, 128))
    spread = 2 * random.standard_normal((2, CLIPS, 128))
    image, audio = normalize((centres[np.arange(CLIPS) % 4] + spread).astype(np.float32))
    with LibraryWriter.create(tmp_path, toys.toy_card(), "toy") as library:
        for n, name in enumerate(names):
            file, _ = library.begin(Path(f"/{name}/{n:02}.mp4"), FileStamp(0, 0, str(n)))
            library.add(file, [Segment(0.5, 0, image[n : n + 1], audio[n : n + 1], b"")])
            library.finish(file)
        scores = evaluate_library(Searcher(library), folder_labels(library))
    paths = [f"/{name}/{n:02}.mp4" for n, name in enumerate(names)]
    labels = [frozenset({name}) for name in names]
    relevance = by_label(labels, labels)
    row = evaluate_retrieval(
        ClipVectors(image.astype(float), audio.astype(float)), relevance, paths
    )
    chances = evaluate_random_order(relevance, paths)
    assert len(scores) == 4
    for score in scores:
        expected = row[f"{score.query} to {score.base}"]
        assert score.queries == CLIPS
        assert score.ndcg.value == pytest.approx(expected.value, abs=1e-9)
        assert score.ndcg.low == pytest.approx(expected.low, abs=1e-9)
        chance = chances[f"{score.query} to {score.base}"]
        assert score.chance.value == pytest.approx(chance.value)
        assert expected.value is not None
        assert expected.value > (chance.value or 0)


@pytest.fixture
def labelled(tmp_path: Path) -> Path:
    for colour in toys.COLORS:
        (folder := tmp_path / "media" / colour).mkdir(parents=True)
        for n in range(2):
            toys.write_image(folder, f"{colour} {n}", color=colour)
            toys.write_audio(folder, f"{colour} {n}", color=colour)
    index_media(tmp_path / "library", tmp_path / "media")
    return tmp_path / "library"


def test_unpaired_images_and_audio_labelled_by_folder(labelled: Path) -> None:
    with Library(labelled) as library:
        scores = evaluate_library(Searcher(library), folder_labels(library))
    assert [(f.query, f.base) for f in scores] == [
        (q, b) for q in ("image", "audio") for b in ("image", "audio")
    ]
    for score in scores:
        assert score.ndcg.value == pytest.approx(1)
        assert 0 < (score.chance.value or 0) < 0.9


def test_labels_from_csv(labelled: Path, tmp_path: Path) -> None:
    table = tmp_path / "labels.csv"
    rows = [f"media/{c}/{c} {n}.png,{'warm;dyed' if c == 'red' else 'cold'}"
            for c in toys.COLORS for n in range(2)]  # fmt: skip
    table.write_text("path,label\n" + "\n".join(rows) + "\n")
    labels = load_labels(table)
    assert labels[(tmp_path / "media/red/red 0.png").resolve()] == {"warm", "dyed"}
    with Library(labelled) as library:
        (score,) = evaluate_library(Searcher(library), labels)
    assert (score.query, score.base, score.queries) == ("image", "image", 6)


def test_invalid_csv_is_rejected(tmp_path: Path) -> None:
    (tmp_path / "bad.csv").write_text("file;class\n")
    with pytest.raises(InputError, match="no column “path”"):
        load_labels(tmp_path / "bad.csv")
    with pytest.raises(InputError, match="cannot be read"):
        load_labels(tmp_path / "none.csv")


def test_library_without_shared_labels_is_rejected(library: Path) -> None:
    with Library(library) as opened, pytest.raises(InputError, match="share a label"):
        evaluate_library(Searcher(opened), {})
