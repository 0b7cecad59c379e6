"""What drove a score comes from a process of its own, or a sentence does."""

from __future__ import annotations

import multiprocessing
import threading
from pathlib import Path

import numpy as np
import pytest

from avol_studio.services.region_query import attribution_process
from avol_studio.services.region_query.attribution_process import (
    PROCESS_FAILED,
    AttributionError,
    AttributionProcess,
    AttributionRequest,
    AttributionResult,
    normalize_attribution,
    serve_attributions,
)
from tests.support import checkpoints
from tests.support.studio import EventRecorder

WHY = AttributionRequest(
    np.linspace(-1, 1, 128, dtype=np.float32),
    np.random.default_rng(0).normal(-3, 1, (64, 96)).astype(np.float32),
)


def test_what_speaks_for_a_place_is_shown_relative_to_its_strongest() -> None:
    drive = np.zeros((64, 96), np.float32)
    drive[30, 40], drive[10, 10] = 2.0, -5.0
    shown = normalize_attribution(drive)
    assert shown.max() == 1
    assert shown[30, 40] == 1
    assert shown[10, 10] == 0
    assert not normalize_attribution(np.full((4, 4), -1, np.float32)).any()


def test_the_process_answers_until_nobody_asks(tmp_path: Path) -> None:
    """Its function in a thread: the process itself is tried below, where torch is loaded anew."""
    weights = str(checkpoints.write_checkpoint(tmp_path))
    ours, theirs = multiprocessing.get_context("spawn").Pipe()
    thread = threading.Thread(target=serve_attributions, args=(theirs, weights))
    thread.start()
    ours.send((WHY.cell_embedding, WHY.spectrogram))
    answer = ours.recv()
    ours.close()
    thread.join(20)
    assert not thread.is_alive()
    assert answer.shape == (64, 96)
    assert answer.max() == 1


def test_weights_without_a_map_are_a_sentence(tmp_path: Path) -> None:
    weights = checkpoints.write_checkpoint(
        tmp_path, checkpoints.tiny_card(network="ave", name="ave")
    )
    answer = attribution_process._attribute(str(weights), WHY.cell_embedding, WHY.spectrogram)
    assert isinstance(answer, str)
    assert "gives no map" in answer


def test_a_process_that_died_is_said_and_the_next_question_gets_another(
    ears: EventRecorder, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Child:
        def terminate(self) -> None: ...
        def join(self, timeout: float) -> None: ...

    class Line:
        def __init__(self, answer: object) -> None:
            self.answer = answer

        def send(self, question: object) -> None: ...
        def close(self) -> None: ...

        def poll(self, timeout: float) -> bool:
            return True

        def recv(self) -> object:
            if self.answer is None:
                raise EOFError
            return self.answer

    lines = iter([Line(None), Line(np.ones((64, 96), np.float32))])
    monkeypatch.setattr(
        attribution_process, "_start_process", lambda weights: (Child(), next(lines))
    )
    asked = AttributionProcess("avol", ears)
    asked.request(WHY)
    assert ears.wait(AttributionError).error == PROCESS_FAILED
    asked.request(WHY)
    assert ears.wait(AttributionResult).request is WHY
    asked.close()
    assert asked.join(20)


@pytest.mark.slow
def test_a_real_process(tmp_path: Path, ears: EventRecorder) -> None:
    asked = AttributionProcess(str(checkpoints.write_checkpoint(tmp_path)), ears)
    asked.request(WHY)
    driven = ears.wait(AttributionResult, seconds=120)
    assert driven.attribution.shape == (64, 96)
    asked.close()
    assert asked.join(20)
    assert not multiprocessing.active_children()
