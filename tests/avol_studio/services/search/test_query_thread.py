"""The query thread returns results for the newest request, or an error."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from avol.media import AudioTrack
from avol.retrieval.library.schema import DATABASE
from avol_studio.media.audio.audio_window import FileAudio, NoAudio
from avol_studio.services.search.query_thread import SearchQueryThread
from avol_studio.services.search.state import AudioMoments, SearchError, SearchRequest, SearchResult
from tests.avol.retrieval.conftest import index_media
from tests.conftest import ExpectedLog
from tests.support import synthetic, toys
from tests.support.studio import EventRecorder
from tests.support.toy_library import load_toy

BLUE = toys.solid_image("blue")


def moments(path: Path) -> AudioMoments:
    return AudioMoments(FileAudio(path, AudioTrack), (0.5,), path)


@pytest.fixture
def query_thread(
    events: EventRecorder, close_later: Callable[[SearchQueryThread], SearchQueryThread]
) -> SearchQueryThread:
    return close_later(SearchQueryThread(events, load_toy))


def test_request_searches_images_and_audio(
    query_thread: SearchQueryThread, events: EventRecorder, library: Path, media: Path
) -> None:
    query_thread.request(SearchRequest(library, BLUE, None, moments(media / "red.wav"), 2))
    found = events.wait(SearchResult)
    assert [hit.hit.path.name for hit in found.images][0:1] == ["red.png"]
    assert [hit.hit.path.name for hit in found.audio][0:1] == ["blue.wav"]
    assert len(found.images) == len(found.audio) == 2
    assert not found.silent
    for hit in (*found.images, *found.audio):
        assert not hit.missing
        assert hit.thumbnail is not None


def test_request_with_live_audio_and_a_region(
    query_thread: SearchQueryThread, events: EventRecorder, library: Path
) -> None:
    halves = np.concatenate([BLUE, toys.solid_image("green")], axis=1)
    wave = synthetic.tone_audio(1, 48_000, 1, toys.HERTZ["blue"])[:, 0].astype(np.float32)
    query_thread.request(SearchRequest(library, halves, (0.5, 0, 1, 1), wave, 1))
    found = events.wait(SearchResult)
    assert found.audio[0].hit.path.name == "green.wav"
    assert found.images[0].hit.path.name == "blue.png"


def test_each_file_is_one_result_and_the_query_is_none(
    query_thread: SearchQueryThread, events: EventRecorder, media: Path, tmp_path: Path
) -> None:
    video = toys.write_video(media, "video", ("red", "blue", "red", "red"))
    library = tmp_path / "more"
    index_media(library, media)
    query_thread.request(SearchRequest(library, BLUE, None, moments(video), 8, (video, 0.5)))
    found = events.wait(SearchResult)
    for hits in (found.images, found.audio):
        paths = [hit.hit.path for hit in hits]
        assert len(paths) == len(set(paths))
        (own,) = [hit for hit in hits if hit.hit.path == video]
        assert abs(own.hit.time - 0.5) >= 1
    assert found.images[0].hit.path in (video, media / "red.png")
    assert next(hit.more for hit in found.images if hit.hit.path == video) >= 1
    assert all(hit.more == 0 for hit in found.images if hit.hit.path != video)


def test_silent_audio_is_not_searched(
    query_thread: SearchQueryThread, events: EventRecorder, library: Path
) -> None:
    query_thread.request(SearchRequest(library, BLUE, None, np.zeros(48_000, np.float32), 3))
    found = events.wait(SearchResult)
    assert found.silent
    assert found.images == ()
    assert len(found.audio) == 3


def test_a_live_input_without_a_microphone_is_not_silent(
    query_thread: SearchQueryThread, events: EventRecorder, library: Path
) -> None:
    audio = AudioMoments(NoAudio(), (0.5,))
    query_thread.request(SearchRequest(library, BLUE, None, audio, 3))
    found = events.wait(SearchResult)
    assert found.images == ()
    assert not found.silent


def test_missing_files_are_marked(
    query_thread: SearchQueryThread, events: EventRecorder, library: Path, media: Path
) -> None:
    (media / "blue.wav").unlink()
    query_thread.request(SearchRequest(library, BLUE, None, None, 1))
    assert events.wait(SearchResult).audio[0].missing


def test_search_works_again_after_errors(
    query_thread: SearchQueryThread,
    events: EventRecorder,
    library: Path,
    tmp_path: Path,
    media: Path,
) -> None:
    query_thread.request(SearchRequest(tmp_path, BLUE, None, None, 1))
    assert "no library" in events.wait(SearchError).text
    data = (library / DATABASE).read_bytes()
    (library / DATABASE).write_bytes(b"nothing" * 500)
    query_thread.request(SearchRequest(library, BLUE, None, None, 1))
    assert "damaged" in events.wait(SearchError, count=2).text
    (library / DATABASE).write_bytes(data)
    query_thread.request(SearchRequest(library, BLUE, None, None, 1))
    assert events.wait(SearchResult).audio


def test_library_of_other_weights_is_an_error(
    events: EventRecorder,
    library: Path,
    close_later: Callable[[SearchQueryThread], SearchQueryThread],
) -> None:
    query_thread = close_later(
        SearchQueryThread(events, lambda _: toys.toy_embedder(sha256="other"))
    )
    query_thread.request(SearchRequest(library, BLUE, None, None, 1))
    assert "made with other weights" in events.wait(SearchError).text


def test_unexpected_error_is_reported(
    events: EventRecorder,
    library: Path,
    close_later: Callable[[SearchQueryThread], SearchQueryThread],
    expected_log: ExpectedLog,
) -> None:
    def broken(_: str) -> None:
        raise RuntimeError("out of luck")

    expected_log("The search failed")
    query_thread = close_later(SearchQueryThread(events, broken))  # pyright: ignore[reportArgumentType]
    query_thread.request(SearchRequest(library, BLUE, None, None, 1))
    assert "out of luck" in events.wait(SearchError).text
