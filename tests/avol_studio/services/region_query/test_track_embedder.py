"""The track embedder embeds the audio once and scores every query against it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from avol.errors import MediaError, WeightsError
from avol_studio.core.model_loader import Model
from avol_studio.core.threads.worker_thread import WorkerFailed
from avol_studio.services.region_query.state import MatchCurve, RegionQuery, best_matches
from avol_studio.services.region_query.track_embedder import (
    COARSE_STRIDE,
    WINDOW_STEP,
    TrackEmbedder,
)
from tests.avol_studio.services.region_query.conftest import ClickModel, cell_of
from tests.support.fakes import FakeDependencies, FakeVideo
from tests.support.studio import EventRecorder

CLICK = 2.5


def is_complete(curve: MatchCurve) -> bool:
    return curve.progress == 1


@pytest.fixture
def video() -> FakeVideo:
    return FakeVideo(Path("clip.mp4"), count=100, start=1.0)


@pytest.fixture
def fakes() -> FakeDependencies:
    fakes = FakeDependencies()
    fakes.clicks = (CLICK,)
    fakes.model = ClickModel()
    return fakes


@pytest.fixture
def start_embedder(
    fakes: FakeDependencies, video: FakeVideo, events: EventRecorder
) -> Iterator[Callable[[], TrackEmbedder]]:
    embedders: list[TrackEmbedder] = []

    def make(load: Callable[[], Model] | None = None) -> TrackEmbedder:
        embedders.append(
            TrackEmbedder(video.info, fakes.dependencies(), load or (lambda: fakes.model), events)
        )
        return embedders[-1]

    yield make
    for embedder in embedders:
        embedder.close()
        assert embedder.join(20)


def test_cell_matches_the_windows_with_its_sound(
    start_embedder: Callable[[], TrackEmbedder], video: FakeVideo, events: EventRecorder
) -> None:
    start_embedder().set_query(RegionQuery(video.frame(3), cell_of(3)))
    curve = events.wait(MatchCurve, is_complete)
    assert len(curve.times) == round(4.0 / WINDOW_STEP)
    assert curve.times[0] == 1.0
    assert np.allclose(np.diff(curve.times), WINDOW_STEP)
    around = np.abs(curve.times - CLICK)
    assert (curve.scores[around < 0.45] == 1).all()
    assert (curve.scores[around > 0.55] == 0).all()
    assert abs(best_matches(curve, 1)[0].time - CLICK) <= 0.5
    assert not curve.scores.flags.writeable


def test_other_cell_does_not_match(
    start_embedder: Callable[[], TrackEmbedder], video: FakeVideo, events: EventRecorder
) -> None:
    start_embedder().set_query(RegionQuery(video.frame(3), cell_of(90)))
    assert not events.wait(MatchCurve, is_complete).scores.any()


def test_next_query_reuses_the_audio_embeddings(
    start_embedder: Callable[[], TrackEmbedder],
    fakes: FakeDependencies,
    video: FakeVideo,
    events: EventRecorder,
) -> None:
    embedder = start_embedder()
    embedder.set_query(RegionQuery(video.frame(3), cell_of(90)))
    events.wait(MatchCurve, is_complete)
    requests_before = len(fakes.model.requests)
    next_query = RegionQuery(video.frame(9), (0.0, 0.0, 1.0, 1.0))
    embedder.set_query(next_query)
    curve = events.wait(MatchCurve, lambda curve: curve.query is next_query)
    assert curve.progress == 1
    assert curve.scores.max() == 1
    assert len(fakes.model.requests) == requests_before + 1  # one more image
    assert [number for number, _ in fakes.model.requests] == [3, 9]


def test_paused_embedder_serves_queries(
    start_embedder: Callable[..., TrackEmbedder],
    fakes: FakeDependencies,
    video: FakeVideo,
    events: EventRecorder,
) -> None:
    is_paused = threading.Event()

    def load() -> Model:
        assert is_paused.wait(20)
        return fakes.model

    embedder = start_embedder(load)
    embedder.set_paused(True)
    is_paused.set()
    embedder.set_query(RegionQuery(video.frame(0), cell_of(0)))
    assert events.wait(MatchCurve).progress == 0
    embedder.set_paused(False)
    assert events.wait(MatchCurve, is_complete).progress == 1


def test_coarse_windows_are_embedded_first(
    start_embedder: Callable[[], TrackEmbedder],
    fakes: FakeDependencies,
    video: FakeVideo,
    events: EventRecorder,
) -> None:
    times: list[float] = []
    enough = threading.Event()

    class Track:
        channels = 1

        def samples(self, start: int, stop: int) -> np.ndarray:
            return np.zeros((stop - start, 1), np.float32)

        def mono(self, start: int, stop: int) -> np.ndarray:
            return np.zeros(stop - start, np.float32)

        def window_at(self, time: float, length: int) -> np.ndarray:
            times.append(time)
            if len(times) == 3:
                enough.set()
            return np.zeros(48_000, np.float32)

        def close(self) -> None:
            pass

    parts = replace(fakes.dependencies(), open_track=lambda path: Track())
    embedder = TrackEmbedder(video.info, parts, lambda: fakes.model, events)
    assert enough.wait(20)
    embedder.close()
    assert embedder.join(20)
    assert np.allclose(np.diff(times[:3]), COARSE_STRIDE * WINDOW_STEP)


@pytest.mark.parametrize("error", [WeightsError("No such weights."), ValueError("odd")])
def test_error_is_one_sentence(
    start_embedder: Callable[[object], TrackEmbedder],
    events: EventRecorder,
    error: Exception,
    expected_log: object,
) -> None:
    def refuse() -> Model:
        raise error

    if isinstance(error, ValueError):
        assert callable(expected_log)
        expected_log("clip.mp4” cannot be analysed")
    start_embedder(refuse)
    text = events.wait(WorkerFailed).text
    assert str(error) in text
    assert text.endswith(".")


def test_unreadable_track_is_an_error(
    fakes: FakeDependencies, video: FakeVideo, events: EventRecorder
) -> None:
    def refuse(path: Path) -> None:
        raise MediaError("It is torn.")

    parts = replace(fakes.dependencies(), open_track=refuse)  # pyright: ignore[reportArgumentType]
    embedder = TrackEmbedder(video.info, parts, lambda: fakes.model, events)
    assert events.wait(WorkerFailed).text == "It is torn."
    embedder.close()
    assert embedder.join(20)
