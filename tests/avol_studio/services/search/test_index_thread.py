"""The index thread creates, updates, evaluates and projects libraries."""

from __future__ import annotations

import sys
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
from tests.conftest import ExpectedLog
from tests.support import toys
from tests.support.studio import EventRecorder
from tests.support.toy_library import load_toy


@pytest.fixture
def index_thread(
    events: EventRecorder, close_later: Callable[[IndexThread], IndexThread]
) -> IndexThread:
    return close_later(IndexThread(events, load_toy))


def test_default_library_is_reused(
    index_thread: IndexThread, events: EventRecorder, tmp_path: Path, media: Path,
    close_later: Callable[[IndexThread], IndexThread],
) -> None:  # fmt: skip
    starter = tmp_path / "deep" / "starter"
    index_thread.sync(starter, [media])
    state = events.wait(LibraryState)
    assert (state.images, state.audio, state.title) == (3, 3, "Toy")
    assert {p.activity for p in events.all(IndexProgress)} >= {
        "Indexing red.png",
        "Indexing blue.wav",
    }

    def fail_to_load(_: str) -> None:
        raise AssertionError("the network is not needed")

    close_later(IndexThread(events, fail_to_load)).sync(starter, [media])  # pyright: ignore[reportArgumentType]
    assert events.wait(LibraryState, count=2) == state


def test_default_library_is_rebuilt_for_other_weights_and_after_damage(
    index_thread: IndexThread, events: EventRecorder, library: Path, media: Path,
    monkeypatch: pytest.MonkeyPatch, expected_log: ExpectedLog,
) -> None:  # fmt: skip
    with Library(library) as opened:
        opened._database.execute("UPDATE facts SET value = 'old' WHERE key = 'sha256'")
    index_thread.sync(library, [media])
    assert events.wait(LibraryState).images == 3
    (library / DATABASE).write_bytes(b"nothing" * 500)
    expected_log("kept as")
    index_thread.sync(library, [media])
    assert events.wait(LibraryState, count=2).audio == 3


def test_files_are_added_and_unreadable_ones_reported(
    index_thread: IndexThread, events: EventRecorder, tmp_path: Path, library: Path
) -> None:
    index_thread.add(library, [toys.write_video(tmp_path, "video")])
    assert events.wait(LibraryState).images == 5
    assert events.wait(Message) == Message("1 file added to the library (2 segments).")
    (bad := tmp_path / "bad.mp4").write_bytes(b"no video")
    index_thread.add(library, [bad])
    message = events.wait(Message, count=2)
    assert message.kind == "warning"
    assert "bad.mp4" in message.text
    index_thread.add(library, [tmp_path / "nowhere.mp4"])
    assert "does not exist" in events.wait(Message, count=3).text


def test_library_is_rebuilt(
    index_thread: IndexThread, events: EventRecorder, library: Path
) -> None:
    index_thread.rebuild(library, [])
    assert events.wait(Message).text == "6 files added to the library (6 segments)."


def test_empty_folder_becomes_a_library(
    index_thread: IndexThread, events: EventRecorder, tmp_path: Path, media: Path
) -> None:
    index_thread.load_state(tmp_path / "new")
    assert events.wait(LibraryState) == LibraryState(tmp_path / "new", "", 0, 0)
    index_thread.add(tmp_path / "new", [media])
    assert events.wait(LibraryState, count=2).images == 3


def test_metrics_and_map_are_computed(
    index_thread: IndexThread, events: EventRecorder, library: Path, tmp_path: Path, media: Path
) -> None:
    index_thread.evaluate(library, None)
    assert len(events.wait(LibraryMetrics).metrics) == 4
    table = tmp_path / "labels.csv"
    table.write_text("path,label\n")
    index_thread.evaluate(library, table)
    assert events.wait(Message).kind == "error"
    index_thread.project(library)
    mapped = events.wait(EmbeddingMap)
    assert mapped.title == "Toy"
    assert len(mapped.projection.items) == 6


def test_a_map_without_scikit_learn_names_the_command_that_installs_it(
    index_thread: IndexThread, events: EventRecorder, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "sklearn", None)
    monkeypatch.delitem(sys.modules, "sklearn.manifold", raising=False)
    index_thread.project(library)
    text = events.wait(Message).text
    assert text.startswith("The library map needs scikit-learn, which is not installed; run: ")


def test_unaligned_map_indexes_the_same_files(
    index_thread: IndexThread, events: EventRecorder, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    requests: list[str] = []

    def alone(weights: str, path: Path) -> Path:
        requests.append(weights)
        return path

    monkeypatch.setattr("avol.retrieval.l3_projection.save_l3_from_ave", alone)
    index_thread.project_unaligned(library)
    mapped = events.wait(EmbeddingMap)
    assert requests == ["toy"]
    assert mapped.folder == library / "unaligned"
    assert len(mapped.projection.items) == 6


def test_closing_stops_after_the_current_file(
    events: EventRecorder, tmp_path: Path, media: Path
) -> None:
    for n in range(60):
        toys.write_image(media, f"{n}", color="red")

    def slow(_: str) -> object:
        toy = toys.toy_embedder()
        encode_images = toy.encode_images
        toy.encode_images = lambda images: (time.sleep(0.05), encode_images(images))[1]  # pyright: ignore
        return toy

    index_thread = IndexThread(events, slow)  # pyright: ignore[reportArgumentType]
    index_thread.sync(tmp_path / "library", [media])
    events.wait(IndexProgress, count=3)
    index_thread.close()
    assert index_thread.join(10)
    with Library(tmp_path / "library") as opened:
        assert 0 < opened.count("image") < 63
