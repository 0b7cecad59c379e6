"""Rivals are asked one after the other, newest frame first, and say when they cannot."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from avol.errors import WeightsError
from avol.localizer import AudioEmbedding, ImageEmbedding, Localization, Verdict
from avol.reference_sounds import NOISE, SILENCE, ReferenceSound
from avol_studio.core.model_loader import Model
from avol_studio.media.audio.audio_window import FileAudio
from avol_studio.services.compare.compare_thread import CompareThread
from avol_studio.services.compare.state import (
    Agreement,
    AgreementTracker,
    ComparedModel,
    CompareError,
    CompareRequest,
    CompareResult,
)
from tests.conftest import ExpectedLog
from tests.support.fakes import FakeModel, FakeTrack, FakeVideo

FILM = FakeVideo(Path("film"))
AUDIO = FileAudio(Path("film"), lambda path: FakeTrack((0.2,)))


class Told:
    """What a worker tells, to be waited for."""

    def __init__(self) -> None:
        self.events: list[CompareResult | CompareError] = []
        self._came = threading.Condition()

    def __call__(self, event: object) -> None:
        assert isinstance(event, CompareResult | CompareError)
        with self._came:
            self.events.append(event)
            self._came.notify_all()

    def wait(self, count: int) -> list[CompareResult | CompareError]:
        """The first `count` events."""
        with self._came:
            assert self._came.wait_for(lambda: len(self.events) >= count, 20)
            return self.events[:count]


class Waves(FakeModel):
    """Keeps what it hears."""

    def __init__(self) -> None:
        super().__init__()
        self.waves: list[NDArray[np.float32]] = []

    def encode_audio(self, wave: NDArray[np.float32]) -> AudioEmbedding:
        self.waves.append(wave)
        return super().encode_audio(wave)


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def worker(told: Told) -> Iterator[CompareThread]:
    worker = CompareThread(told)
    yield worker
    worker.close()
    assert worker.join(20)


def bout(
    *rivals: ComparedModel, frame: int = 5, instead: ReferenceSound | None = None
) -> CompareRequest:
    first = FakeModel()
    found = first.localize(
        first.encode_image(FILM.frame(frame).image), first.encode_audio(SILENCE.wave)
    )
    return CompareRequest(rivals, FILM.frame(frame), AUDIO, instead, 0, 0.0, found)


def test_all_see_the_frame_once_and_hear_what_they_are_meant_to(
    worker: CompareThread, told: Told
) -> None:
    model = Waves()
    load: Callable[[], Model] = lambda: model  # noqa: E731
    rivals = [
        ComparedModel("same", load),
        ComparedModel("deaf", load, "deaf"),
        ComparedModel("eye", load, "image"),
    ]
    worker.request(bout(*rivals))
    replies = told.wait(3)
    assert [reply.rival for reply in replies] == rivals
    assert [number for number, _ in model.requests] == [5]  # one look
    around, silence = model.waves
    assert around.argmax() == round((0.2 - FILM.index.time(5) + 0.5) * 48_000)
    assert silence is SILENCE.wave
    assert all(isinstance(reply, CompareResult) for reply in replies)
    eye = replies[2]
    assert isinstance(eye, CompareResult)
    assert eye.heard is None
    assert eye.found.map.max() == 1
    assert eye.found.peak == replies[0].found.peak  # pyright: ignore[reportAttributeAccessIssue]


def test_a_sound_that_stands_in_is_heard_by_all_but_the_deaf(
    worker: CompareThread, told: Told
) -> None:
    model = Waves()
    load: Callable[[], Model] = lambda: model  # noqa: E731
    worker.request(
        bout(ComparedModel("same", load), ComparedModel("deaf", load, "deaf"), instead=NOISE)
    )
    told.wait(2)
    assert model.waves == [NOISE.wave, SILENCE.wave]


def test_one_that_does_not_fit_says_why_and_the_others_go_on(
    worker: CompareThread, told: Told, expected_log: ExpectedLog
) -> None:
    def unfit() -> Model:
        raise WeightsError("x holds a tensor that does not fit; get another.")

    def broken() -> Model:
        raise MemoryError("none left")

    expected_log("broken could not be asked")
    good = ComparedModel("good", FakeModel)
    worker.request(bout(ComparedModel("unfit", unfit), ComparedModel("broken", broken), good))
    first, second, third = told.wait(3)
    assert isinstance(first, CompareError)
    assert first.text == "x holds a tensor that does not fit; get another."
    assert isinstance(second, CompareError)
    assert "none left" in second.text
    assert isinstance(third, CompareResult)
    worker.request(bout(ComparedModel("unfit", unfit), good))  # it is not loaded again
    assert len(told.wait(4)) == 4


def test_the_newest_frame_wins_and_a_slow_rival_does_not_starve_the_others(
    worker: CompareThread, told: Told
) -> None:
    slow, quick = FakeModel(0.15), FakeModel()
    rivals = (ComparedModel("slow", lambda: slow), ComparedModel("quick", lambda: quick))
    for number in range(40):
        worker.request(bout(*rivals, frame=number))
        time.sleep(0.02)
    replies = [event for event in told.wait(4) if isinstance(event, CompareResult)]
    assert {reply.rival.name for reply in replies} == {"slow", "quick"}
    numbers = [number for number, _ in slow.requests]
    assert numbers == sorted(set(numbers))
    assert len(numbers) < 40


def test_what_is_asked_no_more_is_let_go(worker: CompareThread, told: Told) -> None:
    loaded: list[str] = []

    def load() -> Model:
        loaded.append("again")
        return FakeModel()

    rival = ComparedModel("a", load)
    for rivals in ((rival,), (rival,), (ComparedModel("b", FakeModel),), (rival,)):
        before = len(told.events)
        worker.request(bout(*rivals))
        told.wait(before + 1)
    assert loaded == ["again", "again"]


def test_agreement_counts_each_frame_once() -> None:
    rival, tally = ComparedModel("a", FakeModel), AgreementTracker()
    assert tally.agreement is None
    for index, row in ((3, 3), (4, 5), (4, 4), (5, 0)):
        now, map = bout(rival, frame=index), np.zeros((14, 14), np.float32)
        map[row, 0] = 1
        found = Localization(map, map, 1.0, (0, 0), Verdict.MATCH)
        tally.add(CompareResult(now, rival, found, None))
    agreement = tally.agreement
    assert isinstance(agreement, Agreement)
    assert agreement.frames == 3
    assert agreement.same_place == pytest.approx(2 / 3)
    assert -1 <= agreement.correlation < 1


def test_a_map_of_the_eye_alone_has_no_score() -> None:
    from avol_studio.services.compare.compare_thread import outstanding

    found = outstanding(
        ImageEmbedding(np.random.default_rng(0).normal(size=(14, 14, 8)).astype(np.float32))
    )
    assert np.isnan(found.score)
    assert found.map.max() == 1
    assert outstanding(ImageEmbedding(np.zeros((14, 14, 8), np.float32))).map.max() == 0
