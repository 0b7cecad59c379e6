from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from avol.media import Frame
from avol_studio.core.state.player_state import LocalizationEvent, Message
from avol_studio.playback.player import Player
from tests.support.fakes import FakeClock, FakeDependencies, FakeVideo, number_of


class Watch:
    """A player and its events."""

    def __init__(self, player: Player, qtbot: QtBot) -> None:
        self.player, self._qtbot = player, qtbot
        self.frames: list[Frame] = []
        self.located: list[LocalizationEvent] = []
        self.messages: list[Message] = []
        player.frame_shown.connect(self.frames.append)
        player.localized.connect(self.located.append)
        player.message.connect(self.messages.append)

    @property
    def numbers(self) -> list[int]:
        """The numbers that the shown images encode; they must equal the frame indices."""
        numbers = [number_of(frame.image) for frame in self.frames]
        assert numbers == [frame.index for frame in self.frames]
        return numbers

    def until(self, condition: Callable[[], Any], timeout: int = 5000) -> None:
        """Run the event loop until `condition` holds."""
        self._qtbot.waitUntil(lambda: bool(condition()), timeout=timeout)

    def wait(self, milliseconds: int) -> None:
        """Run the event loop for a time."""
        self._qtbot.wait(milliseconds)

    def open(self, name: str) -> None:
        """Open a video and wait for its first frame."""
        before = len(self.frames)
        self.player.open(Path(name))
        self.until(lambda: len(self.frames) > before)

    def go(self, time: float) -> int:
        """Seek exactly, wait for the frame, and return its number."""
        before = len(self.frames)
        self.player.seek(time)
        self.until(lambda: len(self.frames) > before)
        return self.numbers[-1]


def perform(
    stage: FakeDependencies, clock: FakeClock, watch: Watch, condition: Callable[[], bool]
) -> list[NDArray[np.float32]]:
    """Advance the time in steps of 10 ms until `condition` holds; return the played samples."""
    timers = watch.player.findChildren(QTimer)
    played: list[NDArray[np.float32]] = []
    deadline = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < deadline
        watch.wait(1)
        for timer in timers:
            if timer.isActive():
                timer.timeout.emit()  # timers do not follow the fake clock
        output = stage.device.open_output
        played.append(np.zeros((480, 2), np.float32) if output is None else output.pump(480))
        clock.advance(0.01)
    return played


@pytest.fixture
def stage() -> FakeDependencies:
    stage = FakeDependencies()
    stage.videos["clip"] = FakeVideo
    stage.videos["mute"] = lambda path: FakeVideo(path, has_audio=False)
    return stage


@pytest.fixture
def player(stage: FakeDependencies, qtbot: QtBot) -> Iterator[Player]:
    player = Player(dependencies=stage.dependencies())
    yield player
    player.shutdown()
    player.deleteLater()


@pytest.fixture
def watch(player: Player, qtbot: QtBot) -> Watch:
    return Watch(player, qtbot)
