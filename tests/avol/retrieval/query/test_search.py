"""Search: correct order in all four directions, and equal results with an index."""

from pathlib import Path

import numpy as np
import pytest

from avol.errors import InputError
from avol.retrieval.benchmark.random_vectors import random_vectors
from avol.retrieval.library import faiss_index
from avol.retrieval.library.indexing import index_files
from avol.retrieval.library.library import FileStamp, Library, VectorSet
from avol.retrieval.library.library_writer import LibraryWriter
from avol.retrieval.library.segments import Segment
from avol.retrieval.query.query_builder import audio_file_query, image_file_query, image_query
from avol.retrieval.query.search import Query, Searcher, top_k
from avol.score_scale import ScoreScale
from tests.avol.retrieval.conftest import index_media
from tests.conftest import ExpectedLog
from tests.support import toys
from tests.support.checkpoints import tiny_card


@pytest.mark.parametrize("colour", toys.COLORS)
def test_best_hit_has_the_class_of_the_query(
    library: Path, media: Path, tmp_path: Path, colour: str
) -> None:
    toys.write_image(media, "blue")
    toys.write_audio(media, "red")
    index_media(library, media)
    toy = toys.toy_embedder()
    by_image = image_file_query(toy, toys.write_image(tmp_path, colour))
    by_audio = audio_file_query(toy, toys.write_audio(tmp_path, colour))
    with Library(library) as opened:
        searcher = Searcher(opened)
        for query in (by_image, by_audio):
            for kind in ("image", "audio"):
                hits = searcher.search(query, kind, 3)
                time = {"red": 0.5, "blue": 1.5}.get(colour)  # in the video
                best = hits[0]
                assert best.path.stem == colour or best.time == time
                assert [h.score for h in hits] == sorted((h.score for h in hits), reverse=True)
                assert best.distance == pytest.approx(np.sqrt(2 - 2 * best.score), abs=1e-3)


def test_queries_at_times_and_of_regions(tmp_path: Path) -> None:
    toy, video = toys.toy_embedder(), toys.write_video(tmp_path, "video")
    early, late = (image_file_query(toy, video, at).vectors[0] for at in (0.2, 1.7))
    assert (early[:3].argmax(), late[:3].argmax()) == (0, 2)
    early, late = (audio_file_query(toy, video, at).vectors[0] for at in (0.0, 1.0))
    assert (early[:3].argmax(), late[:3].argmax()) == (0, 2)
    both = audio_file_query(toy, video, 0.0, 2.0).vectors[0]
    assert np.linalg.norm(both) == pytest.approx(1)
    assert both[0] == pytest.approx(both[2], abs=0.1)
    halves = np.concatenate([toys.solid_image("red"), toys.solid_image("green")], axis=1)
    right = image_query(toy, [halves], (0.6, 0.1, 0.9, 0.9)).vectors[0]
    assert right[:3].argmax() == 1
    with pytest.raises(InputError, match=r"lasts 2.0 s"):
        image_file_query(toy, video, 9.0)
    with pytest.raises(InputError, match=r"lasts 2.0 s"):
        audio_file_query(toy, video, 1.0, 0.5)


def test_avol_net_matches_by_the_best_cell(tmp_path: Path, media: Path) -> None:
    """The best of 14 x 14 cells counts, so that a small blue corner matches a high tone."""
    toy, folder = toys.toy_embedder(network="avol"), tmp_path / "library"
    index_files([media], folder, toy, "toy")
    red = toys.solid_image("red")
    red[:12, :16] = toys.COLORS["blue"]
    corner = image_query(toy, [red])
    with Library(folder) as opened:
        scale = ScoreScale.of(tiny_card(), (10.0, -5.0))
        hits = Searcher(opened, scale).search(corner, "audio", 9)
        assert {hit.path.stem for hit in hits[:2]} <= {"blue", "video"}
        assert all(0 <= hit.score <= 1 for hit in hits)
        low = audio_file_query(toy, toys.write_audio(tmp_path, "red"))
        images = Searcher(opened, scale).search(low, "image", 1)
        assert images[0].path.stem in ("red", "video")
        assert Searcher(opened).search(corner, "image", 1)[0].score <= 1.0001


def test_unaligned_spaces_are_not_compared(library: Path) -> None:
    with Library(library) as opened, pytest.raises(InputError, match="no common space"):
        Searcher(opened).search(Query("audio", np.ones((1, 7), np.float32)), "image")


def test_changes_of_the_library_are_searched(library: Path, media: Path, tmp_path: Path) -> None:
    query = image_file_query(toys.toy_embedder(), toys.write_image(tmp_path, "blue"))
    with Library(library) as opened:
        searcher = Searcher(opened)
        assert searcher.search(query, "image", 1)[0].path.name == "video.mp4"
        toys.write_image(media, "blue")
        (media / "video.mp4").unlink()
        index_media(library, media)
        assert searcher.search(query, "image", 1)[0].path.name == "blue.png"


def test_top_k_equals_sorting() -> None:
    scores = np.random.default_rng(0).integers(0, 20, 500).astype(np.float32)
    expected = np.argsort(-scores, kind="stable")
    for k in (1, 30, 499, 500, 900):
        assert (top_k(scores, k) == expected[:k]).all()


@pytest.fixture
def wide(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library of 3000 random images, which is large enough for an index."""
    pytest.importorskip("faiss")
    monkeypatch.setattr(faiss_index, "LARGE", 2000)
    monkeypatch.setattr(faiss_index, "LISTS", 8)
    with LibraryWriter.create(tmp_path, toys.toy_card(), "toy") as library:
        add(library, random_vectors(3000))
        assert faiss_index.update_index(library, "image")
        assert not faiss_index.update_index(library, "image")
    return tmp_path


def add(library: LibraryWriter, vectors: np.ndarray, name: str = "random") -> int:
    file, _ = library.begin(Path(name), FileStamp(0, 0, name))
    library.add(file, [Segment(n, None, v[None], None, b"") for n, v in enumerate(vectors)])
    library.finish(file)
    return file


def test_index_gives_the_exact_results(wide: Path) -> None:
    vectors = random_vectors(3000)
    with Library(wide) as library:
        searcher = Searcher(library)
        for vector in random_vectors(20, seed=1):
            hits = searcher.search(Query("image", vector[None]), "image", 30)
            assert [hit.time for hit in hits] == top_k(vectors @ vector, 30).tolist()


def test_outdated_index_finds_new_items_and_no_removed_items(wide: Path) -> None:
    vector = random_vectors(1, seed=1)
    query = Query("image", vector)
    with LibraryWriter(wide) as library, LibraryWriter(wide) as other:
        searcher = Searcher(library)
        file = add(other, vector, "late")
        assert searcher.search(query, "image", 1)[0].path == Path("late")
        other.remove([file])
        assert searcher.search(query, "image", 1)[0].path == Path("random")
        other.remove([entry.id for entry in other.files()])
        assert searcher.search(query, "image") == []


def test_damaged_index_is_ignored(wide: Path, expected_log: ExpectedLog) -> None:
    next(wide.glob("*.faiss")).write_bytes(b"no index")
    expected_log("searching exhaustively")
    vector = random_vectors(1, seed=1)
    with Library(wide) as library:
        hits = Searcher(library).search(Query("image", vector), "image", 5)
    assert [hit.time for hit in hits] == top_k(random_vectors(3000) @ vector[0], 5).tolist()


def test_index_returns_the_nearest_item_as_candidate() -> None:
    pytest.importorskip("faiss")
    vectors = random_vectors(500)[:, None]
    index = faiss_index.build_index(VectorSet(np.arange(10, 510), vectors))
    assert index.last == 509
    assert 10 in index.candidates(vectors[0, 0], 5)
