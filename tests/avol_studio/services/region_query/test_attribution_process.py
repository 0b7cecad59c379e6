"""The attribution process returns an attribution or an error."""

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
from tests.support.without_extras import environment

REQUEST = AttributionRequest(
    np.linspace(-1, 1, 128, dtype=np.float32),
    np.random.default_rng(0).normal(-3, 1, (64, 96)).astype(np.float32),
)


def test_attribution_is_scaled_to_its_maximum() -> None:
    attribution = np.zeros((64, 96), np.float32)
    attribution[30, 40], attribution[10, 10] = 2.0, -5.0
    scaled = normalize_attribution(attribution)
    assert scaled.max() == 1
    assert scaled[30, 40] == 1
    assert scaled[10, 10] == 0
    assert not normalize_attribution(np.full((4, 4), -1, np.float32)).any()


def test_process_serves_until_the_connection_closes(tmp_path: Path) -> None:
    """Runs the function of the process in a thread; `test_real_process…` runs the process."""
    weights = str(checkpoints.write_checkpoint(tmp_path))
    ours, theirs = multiprocessing.get_context("spawn").Pipe()
    thread = threading.Thread(target=serve_attributions, args=(theirs, weights))
    thread.start()
    ours.send((REQUEST.cell_embedding, REQUEST.spectrogram))
    result = ours.recv()
    ours.close()
    thread.join(20)
    assert not thread.is_alive()
    assert result.shape == (64, 96)
    assert result.max() == 1


def test_model_without_a_map_is_an_error(tmp_path: Path) -> None:
    weights = checkpoints.write_checkpoint(
        tmp_path, checkpoints.tiny_card(network="ave", name="ave")
    )
    result = attribution_process._attribute(
        str(weights), REQUEST.cell_embedding, REQUEST.spectrogram
    )
    assert isinstance(result, str)
    assert "has no map" in result


def test_without_torch_the_error_names_the_command_that_installs_it(
    events: EventRecorder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in environment(tmp_path).items():
        monkeypatch.setenv(name, value)
    process = AttributionProcess("avol", events)
    process.request(REQUEST)
    error = events.wait(AttributionError, seconds=60).error
    assert error.startswith("Attribution needs torch, which is not installed; run: ")
    process.close()
    assert process.join(20)


def test_crashed_process_is_reported_and_restarted(
    events: EventRecorder, monkeypatch: pytest.MonkeyPatch
) -> None:
    class FakeProcess:
        def terminate(self) -> None: ...
        def join(self, timeout: float) -> None: ...

    class FakeConnection:
        def __init__(self, result: object) -> None:
            self.result = result

        def send(self, query: object) -> None: ...
        def close(self) -> None: ...

        def poll(self, timeout: float) -> bool:
            return True

        def recv(self) -> object:
            if self.result is None:
                raise EOFError
            return self.result

    lines = iter([FakeConnection(None), FakeConnection(np.ones((64, 96), np.float32))])
    monkeypatch.setattr(
        attribution_process, "_start_process", lambda weights: (FakeProcess(), next(lines))
    )
    process = AttributionProcess("avol", events)
    process.request(REQUEST)
    assert events.wait(AttributionError).error == PROCESS_FAILED
    process.request(REQUEST)
    assert events.wait(AttributionResult).request is REQUEST
    process.close()
    assert process.join(20)


@pytest.mark.slow
def test_real_process_returns_an_attribution(tmp_path: Path, events: EventRecorder) -> None:
    process = AttributionProcess(str(checkpoints.write_checkpoint(tmp_path)), events)
    process.request(REQUEST)
    result = events.wait(AttributionResult, seconds=120)
    assert result.attribution.shape == (64, 96)
    process.close()
    assert process.join(20)
    assert not multiprocessing.active_children()
