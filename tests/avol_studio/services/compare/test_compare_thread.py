"""CompareThread and AgreementTracker: order of models, conditions, errors, agreement."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from avol.embedder import AudioEmbedding, ImageEmbedding
from avol.errors import WeightsError
from avol.localization import Localization, Verdict
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

VIDEO = FakeVideo(Path("video"))
AUDIO = FileAudio(Path("video"), lambda path: FakeTrack((0.2,)))


class EventLog:
    """Records the events of a thread."""

    def __init__(self) -> None:
        self.events: list[CompareResult | CompareError] = []
        self._added = threading.Condition()

    def __call__(self, event: object) -> None:
        assert isinstance(event, CompareResult | CompareError)
        with self._added:
            self.events.append(event)
            self._added.notify_all()

    def wait(self, count: int) -> list[CompareResult | CompareError]:
        """Wait for `count` events and return them."""
        with self._added:
            assert self._added.wait_for(lambda: len(self.events) >= count, 20)
            return self.events[:count]


class WaveModel(FakeModel):
    """Records the waves that it encodes."""

    def __init__(self) -> None:
        super().__init__()
        self.waves: list[NDArray[np.float32]] = []

    def encode_audio(self, wave: NDArray[np.float32] | None) -> AudioEmbedding:
        if wave is not None:
            self.waves.append(wave)
        return super().encode_audio(wave)


@pytest.fixture
def log() -> EventLog:
    return EventLog()


@pytest.fixture
def thread(log: EventLog) -> Iterator[CompareThread]:
    thread = CompareThread(log)
    yield thread
    thread.close()
    assert thread.join(20)


def make_request(
    *models: ComparedModel, frame: int = 5, replacement: ReferenceSound | None = None
) -> CompareRequest:
    model = FakeModel()
    first = model.localize(
        model.encode_image(VIDEO.frame(frame).image), model.encode_audio(SILENCE.wave)
    )
    return CompareRequest(models, VIDEO.frame(frame), AUDIO, replacement, 0, 0.0, first)


def test_image_is_encoded_once_and_conditions_select_the_audio(
    thread: CompareThread, log: EventLog
) -> None:
    model = WaveModel()
    load: Callable[[], Model] = lambda: model  # noqa: E731
    models = [
        ComparedModel("same", load),
        ComparedModel("silence", load, "silence"),
        ComparedModel("image", load, "image"),
    ]
    thread.request(make_request(*models))
    results = log.wait(3)
    assert [result.model for result in results] == models
    assert [number for number, _ in model.requests] == [5]  # one encode_image
    audio, silence = model.waves
    assert audio.argmax() == round((0.2 - VIDEO.index.time(5) + 0.5) * 48_000)
    assert silence is SILENCE.wave
    assert all(isinstance(result, CompareResult) for result in results)
    image_only = results[2]
    assert isinstance(image_only, CompareResult)
    assert image_only.audio_embedding is None
    assert image_only.localization.map.max() == 1
    assert image_only.localization.peak == results[0].localization.peak  # pyright: ignore[reportAttributeAccessIssue]


def test_replacement_is_used_except_for_silence(thread: CompareThread, log: EventLog) -> None:
    model = WaveModel()
    load: Callable[[], Model] = lambda: model  # noqa: E731
    thread.request(
        make_request(
            ComparedModel("same", load),
            ComparedModel("silence", load, "silence"),
            replacement=NOISE,
        )
    )
    log.wait(2)
    assert model.waves == [NOISE.wave, SILENCE.wave]


def test_failed_model_sends_an_error_and_others_continue(
    thread: CompareThread, log: EventLog, expected_log: ExpectedLog
) -> None:
    def unfit() -> Model:
        raise WeightsError("x holds a tensor that does not fit; get another.")

    def broken() -> Model:
        raise MemoryError("none left")

    expected_log("broken cannot be used")
    good = ComparedModel("good", FakeModel)
    thread.request(
        make_request(ComparedModel("unfit", unfit), ComparedModel("broken", broken), good)
    )
    first, second, third = log.wait(3)
    assert isinstance(first, CompareError)
    assert first.text == "x holds a tensor that does not fit; get another."
    assert isinstance(second, CompareError)
    assert "none left" in second.text
    assert isinstance(third, CompareResult)
    thread.request(make_request(ComparedModel("unfit", unfit), good))  # it is not loaded again
    assert len(log.wait(4)) == 4


def test_newest_frame_is_served_and_slow_model_does_not_block_others(
    thread: CompareThread, log: EventLog
) -> None:
    slow, quick = FakeModel(0.15), FakeModel()
    models = (ComparedModel("slow", lambda: slow), ComparedModel("quick", lambda: quick))
    for number in range(40):
        thread.request(make_request(*models, frame=number))
        time.sleep(0.02)
    results = [event for event in log.wait(4) if isinstance(event, CompareResult)]
    assert {result.model.name for result in results} == {"slow", "quick"}
    numbers = [number for number, _ in slow.requests]
    assert numbers == sorted(set(numbers))
    assert len(numbers) < 40


def test_unused_model_is_released(thread: CompareThread, log: EventLog) -> None:
    loaded: list[str] = []

    def load() -> Model:
        loaded.append("again")
        return FakeModel()

    model = ComparedModel("a", load)
    for models in ((model,), (model,), (ComparedModel("b", FakeModel),), (model,)):
        before = len(log.events)
        thread.request(make_request(*models))
        log.wait(before + 1)
    assert loaded == ["again", "again"]


def test_agreement_counts_each_frame_once() -> None:
    model, tracker = ComparedModel("a", FakeModel), AgreementTracker()
    assert tracker.agreement is None
    for index, row in ((3, 3), (4, 5), (4, 4), (5, 0)):
        request, map = make_request(model, frame=index), np.zeros((14, 14), np.float32)
        map[row, 0] = 1
        localization = Localization(map, map, 1.0, (0, 0), Verdict.MATCH)
        tracker.add(CompareResult(request, model, localization, None))
    agreement = tracker.agreement
    assert isinstance(agreement, Agreement)
    assert agreement.frames == 3
    assert agreement.same_peak == pytest.approx(2 / 3)
    assert -1 <= agreement.correlation < 1


def test_saliency_map_has_no_score() -> None:
    from avol_studio.services.compare.compare_thread import localize_saliency

    localization = localize_saliency(
        ImageEmbedding(np.random.default_rng(0).normal(size=(14, 14, 8)).astype(np.float32))
    )
    assert np.isnan(localization.score)
    assert (localization.map.min(), localization.map.max()) == (0, 1)
    assert localize_saliency(ImageEmbedding(np.zeros((14, 14, 8), np.float32))).map.max() == 0
