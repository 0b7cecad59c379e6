"""The search thread: right answers to the newest question, one sentence for every trouble."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from avol.media import AudioTrack
from avol.retrieval.library.schema import DATABASE
from avol_studio.services.search.query_thread import SearchQueryThread
from avol_studio.services.search.state import AudioRange, SearchError, SearchRequest, SearchResult
from tests.avol_studio.services.search.conftest import SearchEars, load
from tests.conftest import ExpectedLog
from tests.support import synthetic, toys

BLUE = toys.solid_image("blue")


@pytest.fixture
def worker(
    ears: SearchEars, closing: Callable[[SearchQueryThread], SearchQueryThread]
) -> SearchQueryThread:
    return closing(SearchQueryThread(ears, AudioTrack, load))


def test_both_ways_at_once(
    worker: SearchQueryThread, ears: SearchEars, library: Path, media: Path
) -> None:
    worker.request(SearchRequest(library, BLUE, None, AudioRange(media / "red.wav", (0.5,)), 2))
    found = ears.wait(SearchResult)
    assert [thumb.hit.path.name for thumb in found.images][0:1] == ["red.png"]
    assert [thumb.hit.path.name for thumb in found.audio][0:1] == ["blue.wav"]
    assert len(found.images) == len(found.audio) == 2
    assert not found.silent
    assert found.duration_ms > 0
    for thumb in (*found.images, *found.audio):
        assert not thumb.missing
        assert thumb.thumbnail is not None


def test_live_sound_and_a_region(
    worker: SearchQueryThread, ears: SearchEars, library: Path
) -> None:
    halves = np.concatenate([BLUE, toys.solid_image("green")], axis=1)
    wave = synthetic.tone_audio(1, 48_000, 1, toys.HERTZ["blue"])[:, 0].astype(np.float32)
    worker.request(SearchRequest(library, halves, (0.5, 0, 1, 1), wave, 1))
    found = ears.wait(SearchResult)
    assert found.audio[0].hit.path.name == "green.wav"
    assert found.images[0].hit.path.name == "blue.png"


def test_silence_looks_like_nothing(
    worker: SearchQueryThread, ears: SearchEars, library: Path
) -> None:
    worker.request(SearchRequest(library, BLUE, None, np.zeros(48_000, np.float32), 3))
    found = ears.wait(SearchResult)
    assert found.silent
    assert found.images == ()
    assert len(found.audio) == 3


def test_missing_files_are_marked(
    worker: SearchQueryThread, ears: SearchEars, library: Path, media: Path
) -> None:
    (media / "blue.wav").unlink()
    worker.request(SearchRequest(library, BLUE, None, None, 1))
    assert ears.wait(SearchResult).audio[0].missing


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
    assert ears.wait(SearchResult).audio


def test_other_weights_are_named(
    ears: SearchEars, library: Path, closing: Callable[[SearchQueryThread], SearchQueryThread]
) -> None:
    worker = closing(
        SearchQueryThread(ears, AudioTrack, lambda _: toys.toy_embedder(sha256="other"))
    )
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
