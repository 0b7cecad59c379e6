"""The search thread: right answers to the newest question, one sentence for every trouble."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from avol.media import AudioTrack
from avol.retrieval.library.schema import DATABASE
from avol_studio.services.search.query_thread import SearchQueryThread
from avol_studio.services.search.state import AudioRange, Found, SearchError, SearchRequest
from tests.avol_studio.services.search.conftest import SearchEars, load
from tests.conftest import ExpectedLog
from tests.support import synthetic, toys

BLUE = toys.plain("blue")


@pytest.fixture
def worker(
    ears: SearchEars, closing: Callable[[SearchQueryThread], SearchQueryThread]
) -> SearchQueryThread:
    return closing(SearchQueryThread(ears, AudioTrack, load))


def test_both_ways_at_once(
    worker: SearchQueryThread, ears: SearchEars, library: Path, media: Path
) -> None:
    worker.request(SearchRequest(library, BLUE, None, AudioRange(media / "red.wav", (0.5,)), 2))
    found = ears.wait(Found)
    assert [thumb.hit.path.name for thumb in found.pictures][0:1] == ["red.png"]
    assert [thumb.hit.path.name for thumb in found.sounds][0:1] == ["blue.wav"]
    assert len(found.pictures) == len(found.sounds) == 2
    assert not found.silent
    assert found.took_ms > 0
    for thumb in (*found.pictures, *found.sounds):
        assert not thumb.missing
        assert thumb.jpeg is not None


def test_live_sound_and_a_region(
    worker: SearchQueryThread, ears: SearchEars, library: Path
) -> None:
    halves = np.concatenate([BLUE, toys.plain("green")], axis=1)
    wave = synthetic.tone(1, 48_000, 1, toys.HERTZ["blue"])[:, 0].astype(np.float32)
    worker.request(SearchRequest(library, halves, (0.5, 0, 1, 1), wave, 1))
    found = ears.wait(Found)
    assert found.sounds[0].hit.path.name == "green.wav"
    assert found.pictures[0].hit.path.name == "blue.png"


def test_silence_looks_like_nothing(
    worker: SearchQueryThread, ears: SearchEars, library: Path
) -> None:
    worker.request(SearchRequest(library, BLUE, None, np.zeros(48_000, np.float32), 3))
    found = ears.wait(Found)
    assert found.silent
    assert found.pictures == ()
    assert len(found.sounds) == 3


def test_missing_files_are_marked(
    worker: SearchQueryThread, ears: SearchEars, library: Path, media: Path
) -> None:
    (media / "blue.wav").unlink()
    worker.request(SearchRequest(library, BLUE, None, None, 1))
    assert ears.wait(Found).sounds[0].missing


def test_troubles_are_said_and_mended(
    worker: SearchQueryThread, ears: SearchEars, library: Path, tmp_path: Path, media: Path
) -> None:
    worker.request(SearchRequest(tmp_path, BLUE, None, None, 1))
    assert "no library" in ears.wait(SearchError).text
    data = (library / DATABASE).read_bytes()
    (library / DATABASE).write_bytes(b"nothing" * 500)
    worker.request(SearchRequest(library, BLUE, None, None, 1))
    assert "damaged" in ears.wait(SearchError, count=2).text
    (library / DATABASE).write_bytes(data)
    worker.request(SearchRequest(library, BLUE, None, None, 1))
    assert ears.wait(Found).sounds


def test_other_weights_are_named(
    ears: SearchEars, library: Path, closing: Callable[[SearchQueryThread], SearchQueryThread]
) -> None:
    worker = closing(SearchQueryThread(ears, AudioTrack, lambda _: toys.embedder(sha256="other")))
    worker.request(SearchRequest(library, BLUE, None, None, 1))
    assert "made with other weights" in ears.wait(SearchError).text


def test_what_nobody_foresaw_is_said_too(
    ears: SearchEars, library: Path, closing: Callable[[SearchQueryThread], SearchQueryThread],
    expected_log: ExpectedLog,
) -> None:  # fmt: skip
    def broken(_: str) -> None:
        raise RuntimeError("out of luck")

    expected_log("The search failed")
    worker = closing(SearchQueryThread(ears, AudioTrack, broken))  # pyright: ignore[reportArgumentType]
    worker.request(SearchRequest(library, BLUE, None, None, 1))
    assert "out of luck" in ears.wait(SearchError).text
