"""The main loop of the training process: takes requests and steps, sends events."""

from __future__ import annotations

import logging
import time
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, Any

from avol.core.optional_packages import optional_packages
from avol.errors import AvolError
from avol_studio.core.threads.thread_priority import lower_thread_priority
from avol_studio.services.training.state import (
    FULL_SPEED,
    Box,
    Failed,
    PauseRequest,
    PlayRequest,
    Preparing,
    ProbeImage,
    Progress,
    Ready,
    Saved,
    SaveRequest,
    StartRequest,
    StepRequest,
)

if TYPE_CHECKING:
    from avol.training.tiny.settings import TinySettings
    from avol.training.tiny.training import TinyTraining
    from avol.training.tiny.world import Moment

_log = logging.getLogger("avol.training")

EVENT_INTERVAL = 0.2
"""Seconds between two events: at most five per second, however fast the steps are."""


def serve_training(connection: Connection) -> None:
    """Run in the process until the connection is closed."""
    lower_thread_priority()
    try:
        TrainingLoop(connection).run()
    except (EOFError, OSError, KeyboardInterrupt):
        _log.debug("the parent process closed the connection")


class TrainingLoop:
    """One training at a time; requests are read between two steps."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._run = 0
        self._training: TinyTraining | None = None
        self._steps_left, self._interval = 0.0, 0.0
        self._next_step = self._next_event = 0.0
        self._losses: list[float] = []
        self._points_sent, self._changed = 0, False
        self._handlers = {
            StartRequest: self._start,
            PlayRequest: self._play,
            PauseRequest: self._pause,
            StepRequest: self._add_steps,
            SaveRequest: self._save,
        }

    def run(self) -> None:
        """Serve until the connection is closed; raises EOFError or OSError then."""
        while True:
            if self._connection.poll(self._waiting_time()):
                request: Any = self._connection.recv()
                self._handlers[type(request)](request)
            elif self._changed and time.monotonic() >= self._next_event:
                self._send_progress()
            elif self._steps_left and time.monotonic() >= self._next_step:
                self._take_step()

    def _waiting_time(self) -> float | None:
        """Seconds until something is to be done without a request; None: nothing is."""
        due = [self._next_step] if self._steps_left else []
        due += [self._next_event] if self._changed else []
        return max(0.0, min(due) - time.monotonic()) if due else None

    # -- requests ----------------------------------------------------------------------------

    def _start(self, request: StartRequest) -> None:
        self._run, self._training = request.run, None
        self._steps_left, self._changed = 0, False
        self._losses, self._points_sent = [], 0
        try:
            training = self._prepare(request.settings)
        except AvolError as error:
            self._connection.send(Failed(self._run, str(error)))
            return
        self._training = training
        images = tuple(_probe_image(moment) for moment in training.world.probes)
        maps, gradients = training.probe_maps(), training.probe_gradients()
        self._connection.send(Ready(self._run, images, maps, gradients))

    def _prepare(self, settings: TinySettings) -> TinyTraining:
        with optional_packages("Training"):
            import torch

            from avol.training.tiny.training import TinyTraining
            from avol.training.tiny.world import load_world

        torch.set_num_threads(1)  # the metrics depend on it, see TinyTraining
        return TinyTraining(settings, load_world(settings, self._send_preparing))

    def _play(self, request: PlayRequest) -> None:
        self._steps_left = float("inf")
        self._interval = 0.0 if request.speed == FULL_SPEED else 1 / request.speed
        self._next_step = time.monotonic()

    def _pause(self, _: PauseRequest) -> None:
        self._steps_left = 0

    def _add_steps(self, request: StepRequest) -> None:
        self._steps_left, self._interval = request.count, 0.0
        self._next_step = 0.0

    def _save(self, request: SaveRequest) -> None:
        if self._training is None:
            return
        try:
            self._training.save(request.path)
        except AvolError as error:
            self._connection.send(Saved(request.path, str(error)))
        else:
            self._connection.send(Saved(request.path))

    # -- steps -------------------------------------------------------------------------------

    def _take_step(self) -> None:
        training = self._training
        if training is None or training.finished:
            self._steps_left = 0
            return
        try:
            self._losses.append(training.take_step().loss)
        except AvolError as error:
            self._steps_left, self._training = 0, None
            self._connection.send(Failed(self._run, str(error)))
            return
        self._changed = True
        self._steps_left -= 1
        self._next_step = max(self._next_step + self._interval, time.monotonic())
        if training.finished:
            self._steps_left = 0

    def _send_progress(self) -> None:
        training = self._training
        if training is None:
            self._changed = False
            return
        points = tuple(training.curve[self._points_sent :])
        event = Progress(
            self._run,
            training.step,
            tuple(self._losses),
            points,
            training.probe_maps(),
            training.probe_gradients(),
            training.result() if training.finished else None,
        )
        self._connection.send(event)
        self._losses, self._changed = [], False
        self._points_sent += len(points)
        self._next_event = time.monotonic() + EVENT_INTERVAL

    def _send_preparing(self, done: int, total: int) -> None:
        if time.monotonic() >= self._next_event:
            self._connection.send(Preparing(self._run, done, total))
            self._next_event = time.monotonic() + EVENT_INTERVAL


def _probe_image(moment: Moment) -> ProbeImage:
    boxes: dict[str, Box] = {name: tuple(box.tolist()) for name, box in moment.boxes.items()}
    image = moment.clip.image(moment.frame)
    return ProbeImage(image, moment.image_name, moment.audio_name, moment.expected, boxes)
