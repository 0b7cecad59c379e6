"""What is found: the right things first, in all four directions, and the same by every way."""

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
from tests.avol.retrieval.conftest import index_media
from tests.conftest import ExpectedLog
from tests.support import toys


@pytest.mark.parametrize("colour", toys.COLORS)
def test_four_directions(library: Path, media: Path, tmp_path: Path, colour: str) -> None:
    toys.write_image(media, "blue")
    toys.write_audio(media, "red")
    index_media(library, media)
    toy = toys.toy_embedder()
    looks = image_file_query(toy, toys.write_image(tmp_path, colour))
    sounds = audio_file_query(toy, toys.write_audio(tmp_path, colour))
    with Library(library) as opened:
        searcher = Searcher(opened)
        for query in (looks, sounds):
            for kind in ("image", "audio"):
                hits = searcher.search(query, kind, 3)
                second = {"red": 0.5, "blue": 1.5}.get(colour)  # of the film
                best = hits[0]
                assert best.path.stem == colour or best.time == second
                assert [h.score for h in hits] == sorted((h.score for h in hits), reverse=True)
                assert best.distance == pytest.approx(np.sqrt(2 - 2 * best.score), abs=1e-3)


def test_times_and_regions(tmp_path: Path) -> None:
    toy, film = toys.toy_embedder(), toys.write_video(tmp_path, "film")
    early, late = (image_file_query(toy, film, at).vectors[0] for at in (0.2, 1.7))
    assert (early[:3].argmax(), late[:3].argmax()) == (0, 2)
    early, late = (audio_file_query(toy, film, at).vectors[0] for at in (0.0, 1.0))
    assert (early[:3].argmax(), late[:3].argmax()) == (0, 2)
    both = audio_file_query(toy, film, 0.0, 2.0).vectors[0]
    assert np.linalg.norm(both) == pytest.approx(1)
    assert both[0] == pytest.approx(both[2], abs=0.1)
    halves = np.concatenate([toys.solid_image("red"), toys.solid_image("green")], axis=1)
    right = image_query(toy, [halves], (0.6, 0.1, 0.9, 0.9)).vectors[0]
    assert right[:3].argmax() == 1
    with pytest.raises(InputError, match=r"lasts 2.0 s"):
        image_file_query(toy, film, 9.0)
    with pytest.raises(InputError, match=r"lasts 2.0 s"):
        audio_file_query(toy, film, 1.0, 0.5)


def test_a_place_of_the_picture_suffices_for_avol_net(tmp_path: Path, media: Path) -> None:
    """The best of 14 x 14 places decides, so a small blue corner answers to a high tone."""
    toy, folder = toys.toy_embedder(network="avol"), tmp_path / "library"
    index_files([media], folder, toy, "toy")
    red = toys.solid_image("red")
    red[:12, :16] = toys.COLORS["blue"]
    corner = image_query(toy, [red])
    with Library(folder) as opened:
        hits = Searcher(opened, (10.0, -5.0)).search(corner, "audio", 9)
        assert {hit.path.stem for hit in hits[:2]} <= {"blue", "film"}
        assert all(0 <= hit.score <= 1 for hit in hits)
        low = audio_file_query(toy, toys.write_audio(tmp_path, "red"))
        pictures = Searcher(opened, (10.0, -5.0)).search(low, "image", 1)
        assert pictures[0].path.stem in ("red", "film")
        assert Searcher(opened).search(corner, "image", 1)[0].score <= 1.0001


def test_unaligned_spaces_are_not_compared(library: Path) -> None:
    with Library(library) as opened, pytest.raises(InputError, match="no common space"):
        Searcher(opened).search(Query("audio", np.ones((1, 7), np.float32)), "image")


def test_what_is_written_meanwhile_is_found(library: Path, media: Path, tmp_path: Path) -> None:
    query = image_file_query(toys.toy_embedder(), toys.write_image(tmp_path, "blue"))
    with Library(library) as opened:
        searcher = Searcher(opened)
        assert searcher.search(query, "image", 1)[0].path.name == "film.mp4"
        toys.write_image(media, "blue")
        (media / "film.mp4").unlink()
        index_media(library, media)
        assert searcher.search(query, "image", 1)[0].path.name == "blue.png"


def test_top_is_what_sorting_gives() -> None:
    scores = np.random.default_rng(0).integers(0, 20, 500).astype(np.float32)
    right = np.argsort(-scores, kind="stable")
    for k in (1, 30, 499, 500, 900):
        assert (top_k(scores, k) == right[:k]).all()


@pytest.fixture
def wide(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library of 3000 made-up pictures that counts as large."""
    pytest.importorskip("faiss")
    monkeypatch.setattr(faiss_index, "LARGE", 2000)
    monkeypatch.setattr(faiss_index, "LISTS", 8)
    with LibraryWriter.create(tmp_path, toys.toy_card(), "toy") as library:
        add(library, random_vectors(3000))
        assert faiss_index.update_index(library, "image")
        assert not faiss_index.update_index(library, "image")
    return tmp_path


def add(library: LibraryWriter, vectors: np.ndarray, name: str = "made up") -> int:
    file, _ = library.begin(Path(name), FileStamp(0, 0, name))
    library.add(file, [Segment(n, None, v[None], None, b"") for n, v in enumerate(vectors)])
    library.finish(file)
    return file


def test_a_large_library_answers_as_an_exact_one(wide: Path) -> None:
    vectors = random_vectors(3000)
    with Library(wide) as library:
        searcher = Searcher(library)
        for question in random_vectors(20, seed=1):
            hits = searcher.search(Query("image", question[None]), "image", 30)
            assert [hit.time for hit in hits] == top_k(vectors @ question, 30).tolist()


def test_an_old_index_misses_nothing_and_finds_nothing_that_is_gone(wide: Path) -> None:
    question = random_vectors(1, seed=1)
    query = Query("image", question)
    with LibraryWriter(wide) as library, LibraryWriter(wide) as other:
        searcher = Searcher(library)
        file = add(other, question, "late")
        assert searcher.search(query, "image", 1)[0].path == Path("late")
        other.remove([file])
        assert searcher.search(query, "image", 1)[0].path == Path("made up")
        other.remove([entry.id for entry in other.files()])
        assert searcher.search(query, "image") == []


def test_a_damaged_index_is_passed_over(wide: Path, expected_log: ExpectedLog) -> None:
    next(wide.glob("*.faiss")).write_bytes(b"no index")
    expected_log("searching exhaustively")
    question = random_vectors(1, seed=1)
    with Library(wide) as library:
        hits = Searcher(library).search(Query("image", question), "image", 5)
    assert [hit.time for hit in hits] == top_k(random_vectors(3000) @ question[0], 5).tolist()


def test_the_index_proposes_what_is_near() -> None:
    pytest.importorskip("faiss")
    vectors = random_vectors(500)[:, None]
    made = faiss_index.build_index(VectorSet(np.arange(10, 510), vectors))
    assert made.last == 509
    assert 10 in made.candidates(vectors[0, 0], 5)
