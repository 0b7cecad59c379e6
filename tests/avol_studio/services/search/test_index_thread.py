"""The long work: libraries made and mended in the background, figures and maps of them."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from avol.retrieval.library.library import Library
from avol.retrieval.library.schema import DATABASE
from avol_studio.core.state.player_state import Message
from avol_studio.services.search.index_thread import IndexThread
from avol_studio.services.search.state import (
    EmbeddingMap,
    IndexProgress,
    LibraryMetrics,
    LibraryState,
)
from tests.avol_studio.services.search.conftest import SearchEars, load
from tests.conftest import ExpectedLog
from tests.support import toys


@pytest.fixture
def librarian(ears: SearchEars, closing: Callable[[IndexThread], IndexThread]) -> IndexThread:
    return closing(IndexThread(ears, load))


def test_what_comes_along_is_there_at_once_the_second_time(
    librarian: IndexThread, ears: SearchEars, tmp_path: Path, media: Path,
    closing: Callable[[IndexThread], IndexThread],
) -> None:  # fmt: skip
    starter = tmp_path / "deep" / "starter"
    librarian.sync(starter, [media])
    state = ears.wait(LibraryState)
    assert (state.images, state.audio, state.title) == (3, 3, "Toy")
    assert {p.activity for p in ears.all(IndexProgress)} >= {
        "Indexing red.png",
        "Indexing blue.wav",
    }

    def never(_: str) -> None:
        raise AssertionError("the network is not needed")

    closing(IndexThread(ears, never)).sync(starter, [media])  # pyright: ignore[reportArgumentType]
    assert ears.wait(LibraryState, count=2) == state


def test_what_comes_along_follows_other_weights_and_damage(
    librarian: IndexThread, ears: SearchEars, library: Path, media: Path,
    monkeypatch: pytest.MonkeyPatch, expected_log: ExpectedLog,
) -> None:  # fmt: skip
    with Library(library) as opened:
        opened._database.execute("UPDATE facts SET value = 'old' WHERE key = 'sha256'")
    librarian.sync(library, [media])
    assert ears.wait(LibraryState).images == 3
    (library / DATABASE).write_bytes(b"nothing" * 500)
    expected_log("kept as")
    librarian.sync(library, [media])
    assert ears.wait(LibraryState, count=2).audio == 3


def test_files_are_added_and_bad_ones_named(
    librarian: IndexThread, ears: SearchEars, tmp_path: Path, library: Path
) -> None:
    librarian.add(library, [toys.write_video(tmp_path, "film")])
    assert ears.wait(LibraryState).images == 5
    assert ears.wait(Message) == Message("1 file added to the library (2 segments).")
    (bad := tmp_path / "bad.mp4").write_bytes(b"no video")
    librarian.add(library, [bad])
    said = ears.wait(Message, count=2)
    assert said.kind == "warning"
    assert "bad.mp4" in said.text
    librarian.add(library, [tmp_path / "nowhere.mp4"])
    assert "nothing at" in ears.wait(Message, count=3).text


def test_a_library_is_rebuilt(librarian: IndexThread, ears: SearchEars, library: Path) -> None:
    librarian.rebuild(library, [])
    assert ears.wait(Message).text == "6 files added to the library (6 segments)."


def test_an_empty_folder_is_a_library_to_be(
    librarian: IndexThread, ears: SearchEars, tmp_path: Path, media: Path
) -> None:
    librarian.load_state(tmp_path / "new")
    assert ears.wait(LibraryState) == LibraryState(tmp_path / "new", "", 0, 0)
    librarian.add(tmp_path / "new", [media])
    assert ears.wait(LibraryState, count=2).images == 3


def test_figures_and_maps(
    librarian: IndexThread, ears: SearchEars, library: Path, tmp_path: Path, media: Path
) -> None:
    librarian.evaluate(library, None)
    assert len(ears.wait(LibraryMetrics).metrics) == 4
    table = tmp_path / "labels.csv"
    table.write_text("path,label\n")
    librarian.evaluate(library, table)
    assert ears.wait(Message).kind == "error"
    librarian.project(library)
    mapped = ears.wait(EmbeddingMap)
    assert mapped.title == "Toy"
    assert len(mapped.projection.items) == 6


def test_the_same_files_before_they_are_aligned(
    librarian: IndexThread, ears: SearchEars, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def alone(weights: str, path: Path) -> Path:
        asked.append(weights)
        return path

    monkeypatch.setattr("avol.retrieval.l3_projection.towers_alone", alone)
    librarian.project_unaligned(library)
    mapped = ears.wait(EmbeddingMap)
    assert asked == ["toy"]
    assert mapped.folder == library / "unaligned"
    assert len(mapped.projection.items) == 6


def test_closing_does_not_wait_for_all_files(ears: SearchEars, tmp_path: Path, media: Path) -> None:
    for n in range(60):
        toys.write_image(media, f"{n}", color="red")

    def slow(_: str) -> object:
        toy = toys.toy_embedder()
        see = toy.encode_images
        toy.encode_images = lambda images: (time.sleep(0.05), see(images))[1]  # pyright: ignore
        return toy

    librarian = IndexThread(ears, slow)  # pyright: ignore[reportArgumentType]
    librarian.sync(tmp_path / "library", [media])
    ears.wait(IndexProgress, count=3)
    librarian.close()
    assert librarian.join(10)
    with Library(tmp_path / "library") as opened:
        assert 0 < opened.count("pictures") < 63
