"""The loop of the training process: requests between steps, few events, the library's metrics."""

from __future__ import annotations

import multiprocessing
import sys
import threading
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from avol.errors import InputError, TrainingError
from avol.training.tiny import pairs
from avol.training.tiny.settings import TinySettings
from avol.training.tiny.training import run_tiny_training
from avol.training.tiny.world import World
from avol_studio.services.training import training_loop
from avol_studio.services.training.state import (
    Failed,
    PauseRequest,
    PlayRequest,
    Preparing,
    Progress,
    Ready,
    Saved,
    SaveRequest,
    StartRequest,
    StepRequest,
)
from avol_studio.services.training.training_loop import serve_training
from tests.support.training import point, result

SETTINGS = TinySettings(steps=8)
LONG = 30.0  # seconds


class FakeTraining:
    """Steps at once; every second step adds a point."""

    made: list[FakeTraining] = []  # noqa: RUF012 - emptied by each test

    def __init__(self, settings: TinySettings, world: object) -> None:
        self.settings, self.world, self.step = settings, world, 0
        self.curve: list[object] = []
        self.saved: list[Path] = []
        self.made.append(self)

    @property
    def finished(self) -> bool:
        return self.step >= self.settings.steps

    def take_step(self) -> Any:
        self.step += 1
        if self.settings.learning_rate == 1 and self.step == 3:
            raise TrainingError("The loss of step 3 is not finite; start again.")
        if self.step % 2 == 0:
            self.curve.append(point(self.step, 0.5))
        return type("Result", (), {"loss": self.step / 10})

    def probe_maps(self) -> Any:
        return np.full((6, 14, 14), self.step, np.float32)

    def probe_gradients(self) -> Any:
        return np.zeros((6, 14, 14), np.float32)

    def result(self) -> Any:
        return result(self.settings, *self.curve)  # pyright: ignore[reportArgumentType]

    def save(self, path: Path) -> None:
        if not path.parent.is_dir():
            raise InputError("The folder is missing; choose another.")
        self.saved.append(path)


@pytest.fixture
def connection(monkeypatch: pytest.MonkeyPatch) -> Iterator[Connection]:
    """The window's end of a connection to a loop in a thread."""
    monkeypatch.setattr("os.setpriority", lambda *_: None, raising=False)
    ours, theirs = multiprocessing.get_context("spawn").Pipe()
    thread = threading.Thread(target=serve_training, args=(theirs,))
    thread.start()
    yield ours
    ours.close()
    thread.join(LONG)
    assert not thread.is_alive()


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> type[FakeTraining]:
    def load_world(settings: TinySettings, progress: Any) -> Any:
        if settings.videos:
            progress(1, 4)
            raise InputError("“own” has 0 usable videos; add videos.")
        return World([], [], [], [])

    FakeTraining.made.clear()
    monkeypatch.setattr("avol.training.tiny.training.TinyTraining", FakeTraining)
    monkeypatch.setattr("avol.training.tiny.world.load_world", load_world)
    return FakeTraining


def receive(connection: Connection) -> Any:
    assert connection.poll(LONG)
    return connection.recv()


def until(connection: Connection, step: int) -> list[Progress]:
    """All events up to that of a step."""
    events = [receive(connection)]
    while events[-1].step < step:
        events.append(receive(connection))
    return events


def start(connection: Connection, **changes: Any) -> None:
    connection.send(StartRequest(7, SETTINGS.model_copy(update=changes)))


def test_a_run_waits_for_play_and_ends_with_its_result(
    connection: Connection, fake: type[FakeTraining]
) -> None:
    start(connection)
    assert isinstance(receive(connection), Ready)
    assert not connection.poll(0.05)
    connection.send(PlayRequest())
    events = until(connection, 8)
    assert [event.run for event in events] == [7] * len(events)
    assert sum((event.losses for event in events), ()) == tuple(n / 10 for n in range(1, 9))
    assert [p.step for event in events for p in event.points] == [2, 4, 6, 8]
    assert [event.result is not None for event in events] == [False] * (len(events) - 1) + [True]
    assert events[-1].maps[0, 0, 0] == 8


def test_events_wait_for_their_interval(
    connection: Connection, fake: type[FakeTraining], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(training_loop, "EVENT_INTERVAL", 1000.0)
    start(connection, steps=500)
    receive(connection)
    connection.send(StepRequest())
    assert receive(connection).step == 1
    connection.send(PlayRequest())
    while not fake.made[0].finished:
        assert not connection.poll(0.01)


def test_steps_pause_at_the_end(connection: Connection, fake: type[FakeTraining]) -> None:
    start(connection)
    receive(connection)
    connection.send(StepRequest(3))
    assert until(connection, 3)[-1].losses[-1] == 0.3
    assert not connection.poll(0.3)
    assert fake.made[0].step == 3


def test_pause_stops_between_two_steps(connection: Connection, fake: type[FakeTraining]) -> None:
    start(connection, steps=2000)
    receive(connection)
    connection.send(PlayRequest(speed=20.0))
    until(connection, 1)
    connection.send(PauseRequest())
    connection.send(SaveRequest(Path("/")))  # its event shows that the pause was read
    while not isinstance(receive(connection), Saved):
        pass
    step = fake.made[0].step
    assert step < 2000
    assert not connection.poll(0.3) or connection.recv().step == step
    assert fake.made[0].step == step


def test_a_new_start_gives_up_the_run(connection: Connection, fake: type[FakeTraining]) -> None:
    start(connection, steps=2000)
    receive(connection)
    connection.send(PlayRequest(speed=20.0))
    until(connection, 1)
    connection.send(StartRequest(8, SETTINGS))
    while not isinstance(event := receive(connection), Ready):
        pass
    assert event.run == 8
    assert not connection.poll(0.3)
    assert fake.made[1].step == 0


def test_errors_are_events(connection: Connection, fake: type[FakeTraining]) -> None:
    start(connection, videos="own")
    assert receive(connection) == Preparing(7, 1, 4)
    assert receive(connection) == Failed(7, "“own” has 0 usable videos; add videos.")
    start(connection, learning_rate=1.0)
    receive(connection)
    connection.send(PlayRequest())
    while not isinstance(event := receive(connection), Failed):
        pass
    assert "step 3 is not finite" in event.text
    connection.send(PlayRequest())  # has no effect
    assert not connection.poll(0.1)


def test_without_torch_one_sentence_names_the_command(
    connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "torch", None)  # pyright: ignore[reportArgumentType]
    start(connection)
    error = receive(connection).text
    assert error.startswith("Training needs torch, which is not installed; run: ")
    assert "torch" in error.partition("run: ")[2]


def test_saving(connection: Connection, fake: type[FakeTraining], tmp_path: Path) -> None:
    connection.send(SaveRequest(tmp_path / "early.safetensors"))  # no run: no effect
    start(connection)
    receive(connection)
    connection.send(SaveRequest(tmp_path / "a.safetensors"))
    assert receive(connection) == Saved(tmp_path / "a.safetensors")
    connection.send(SaveRequest(tmp_path / "none" / "a.safetensors"))
    assert receive(connection).error == "The folder is missing; choose another."
    assert fake.made[0].saved == [tmp_path / "a.safetensors"]


def test_the_window_gets_the_metrics_of_the_library(
    connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pairs, "VALIDATION_PAIRS", 16)
    settings = TinySettings(steps=2, seed=4, pooling="softened max")
    connection.send(StartRequest(1, settings))
    event = receive(connection)
    assert [probe.expected for probe in event.probes[:4]] == ["disc", "triangle", "diamond", "star"]
    assert event.probes[0].image.shape == (120, 160, 3)
    connection.send(PlayRequest())
    last = until(connection, 2)[-1]
    expected = run_tiny_training(settings)
    assert last.result == expected.result()
    assert np.array_equal(last.maps, expected.probe_maps())
