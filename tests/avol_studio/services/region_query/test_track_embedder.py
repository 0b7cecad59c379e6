"""A whole sound track is heard once, and every question about it is answered from that."""

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
from tests.avol_studio.services.region_query.conftest import HearingModel, square
from tests.support.fakes import FakeStudioParts, FakeVideo
from tests.support.studio import EventRecorder

CLICK = 2.5


def whole(curve: MatchCurve) -> bool:
    return curve.progress == 1


@pytest.fixture
def video() -> FakeVideo:
    return FakeVideo(Path("clip.mp4"), count=100, start=1.0)


@pytest.fixture
def stage() -> FakeStudioParts:
    stage = FakeStudioParts()
    stage.clicks = (CLICK,)
    stage.model = HearingModel()
    return stage


@pytest.fixture
def listen(
    stage: FakeStudioParts, video: FakeVideo, ears: EventRecorder
) -> Iterator[Callable[[], TrackEmbedder]]:
    made: list[TrackEmbedder] = []

    def make(load: Callable[[], Model] | None = None) -> TrackEmbedder:
        made.append(TrackEmbedder(video.info, stage.parts(), load or (lambda: stage.model), ears))
        return made[-1]

    yield make
    for listener in made:
        listener.close()
        assert listener.join(20)


def test_a_place_matches_the_seconds_in_which_it_sounds(
    listen: Callable[[], TrackEmbedder], video: FakeVideo, ears: EventRecorder
) -> None:
    listen().set_query(RegionQuery(video.frame(3), square(3)))
    curve = ears.wait(MatchCurve, whole)
    assert len(curve.times) == round(4.0 / WINDOW_STEP)
    assert curve.times[0] == 1.0
    assert np.allclose(np.diff(curve.times), WINDOW_STEP)
    around = np.abs(curve.times - CLICK)
    assert (curve.scores[around < 0.45] == 1).all()
    assert (curve.scores[around > 0.55] == 0).all()
    assert abs(best_matches(curve, 1)[0].time - CLICK) <= 0.5
    assert not curve.scores.flags.writeable


def test_another_place_does_not(
    listen: Callable[[], TrackEmbedder], video: FakeVideo, ears: EventRecorder
) -> None:
    listen().set_query(RegionQuery(video.frame(3), square(90)))
    assert not ears.wait(MatchCurve, whole).scores.any()


def test_the_next_question_hears_nothing_anew(
    listen: Callable[[], TrackEmbedder],
    stage: FakeStudioParts,
    video: FakeVideo,
    ears: EventRecorder,
) -> None:
    listener = listen()
    listener.set_query(RegionQuery(video.frame(3), square(90)))
    ears.wait(MatchCurve, whole)
    heard = len(stage.model.requests)
    second = RegionQuery(video.frame(9), (0.0, 0.0, 1.0, 1.0))
    listener.set_query(second)
    curve = ears.wait(MatchCurve, lambda curve: curve.query is second)
    assert curve.progress == 1
    assert curve.scores.max() == 1
    assert len(stage.model.requests) == heard + 1  # one picture more
    assert [number for number, _ in stage.model.requests] == [3, 9]


def test_while_held_it_answers_from_what_it_has_heard(
    listen: Callable[..., TrackEmbedder],
    stage: FakeStudioParts,
    video: FakeVideo,
    ears: EventRecorder,
) -> None:
    is_held = threading.Event()

    def load() -> Model:
        assert is_held.wait(20)
        return stage.model

    listener = listen(load)
    listener.set_paused(True)
    is_held.set()
    listener.set_query(RegionQuery(video.frame(0), square(0)))
    assert ears.wait(MatchCurve).progress == 0
    listener.set_paused(False)
    assert ears.wait(MatchCurve, whole).progress == 1


def test_it_hears_here_and_there_first(
    listen: Callable[[], TrackEmbedder],
    stage: FakeStudioParts,
    video: FakeVideo,
    ears: EventRecorder,
) -> None:
    times: list[float] = []
    enough = threading.Event()

    class Track:
        channels = 1

        def read(self, start: int, stop: int) -> np.ndarray:
            return np.zeros((stop - start, 1), np.float32)

        def window_at(self, time: float) -> np.ndarray:
            times.append(time)
            if len(times) == 3:
                enough.set()
            return np.zeros(48_000, np.float32)

        def close(self) -> None:
            pass

    parts = replace(stage.parts(), open_track=lambda path: Track())
    listener = TrackEmbedder(video.info, parts, lambda: stage.model, ears)
    assert enough.wait(20)
    listener.close()
    assert listener.join(20)
    assert np.allclose(np.diff(times[:3]), COARSE_STRIDE * WINDOW_STEP)


@pytest.mark.parametrize("error", [WeightsError("No such weights."), ValueError("odd")])
def test_what_goes_wrong_is_one_sentence(
    listen: Callable[[object], TrackEmbedder],
    ears: EventRecorder,
    error: Exception,
    expected_log: object,
) -> None:
    def refuse() -> Model:
        raise error

    if isinstance(error, ValueError):
        assert callable(expected_log)
        expected_log("clip.mp4” cannot be analysed")
    listen(refuse)
    said = ears.wait(WorkerFailed).text
    assert str(error) in said
    assert said.endswith(".")


def test_a_track_that_cannot_be_opened_is_said(
    stage: FakeStudioParts, video: FakeVideo, ears: EventRecorder
) -> None:
    def refuse(path: Path) -> None:
        raise MediaError("It is torn.")

    parts = replace(stage.parts(), open_track=refuse)  # pyright: ignore[reportArgumentType]
    listener = TrackEmbedder(video.info, parts, lambda: stage.model, ears)
    assert ears.wait(WorkerFailed).text == "It is torn."
    listener.close()
    assert listener.join(20)
