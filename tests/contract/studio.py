"""The studio with the real readers, a toy model, and an output device that a test drives."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any, Self

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QApplication

from avol.core.constants import SAMPLE_RATE
from avol.media import Frame
from avol_studio.core.state.player_state import LocalizationEvent, Message
from avol_studio.media.clock import AudioClock
from avol_studio.playback.dependencies import PlayerDependencies
from avol_studio.playback.player import Player
from tests.contract.number_model import NumberModel
from tests.support.fakes import FakeClock, FakeDependencies
from tests.support.studio import make_window

STEP = 480  # samples that the device plays at once
LATENCY = 0.04  # seconds, of the fake device
PATIENCE = 20.0  # seconds


class _RealMedia(FakeDependencies):
    """Real files and a toy model; clock and output device are fakes."""

    def dependencies(self) -> PlayerDependencies:
        real = PlayerDependencies()
        return replace(
            super().dependencies(),
            open_video=real.open_video,
            open_track=real.open_track,
            load_model=NumberModel,
            load_background_model=NumberModel,
        )


class Studio:
    """A player, with its window if there is a folder for the files of a window.

    frames: shown since the last action, with the clock. maps, messages: as emitted.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.fakes, self.clock = _RealMedia(), FakeClock()
        self.fakes.seconds = self.clock
        self.window = folder and make_window(
            self.fakes, folder, analyze_on_open=False, autoplay=False
        )
        self.player = (
            self.window.player if self.window else Player(dependencies=self.fakes.dependencies())
        )
        self.frames: list[tuple[Frame, float]] = []
        self.maps: list[LocalizationEvent] = []
        self.messages: list[Message] = []
        self.player.frame_shown.connect(lambda frame: self.frames.append((frame, self.clock())))
        self.player.localized.connect(self.maps.append)
        self.player.message.connect(self.messages.append)
        self._timers = self.player.findChildren(QTimer)
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        patch = self._stack.enter_context(pytest.MonkeyPatch.context())
        patch.setattr("avol_studio.media.devices.device_list.DeviceList.start", lambda _: None)
        patch.setattr("os.setpriority", lambda *_: None, raising=False)
        if self.window:
            self.window.show()
        return self

    def __exit__(self, *_: object) -> None:
        if self.window:
            self.window.close()
            self.window.deleteLater()
        else:
            self.player.shutdown()
            self.player.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        self._stack.close()

    def open(self, path: Path) -> None:
        """Open a file and wait for the map of its first frame."""
        self.messages.clear()
        self._until_localized(lambda: (self.window or self.player).open(path))

    def go(self, seconds: float) -> Frame:
        """Seek exactly, wait for the map of the frame, and return the frame."""
        self._until_localized(lambda: self.player.seek(seconds))
        return self.frames[-1][0]

    def play(self, end: float) -> tuple[NDArray[np.float32], float]:
        """Play to `end` seconds; return the samples (n, 2) and the clock of the first one."""
        self.frames.clear()
        self.player.play()
        heard: list[NDArray[np.float32]] = []
        began, deadline = 0.0, time.monotonic() + PATIENCE
        while self.player.state.playing and self.player.state.time < end:
            assert time.monotonic() < deadline, f"messages: {self.messages}"
            for timer in self._timers:
                if timer.isActive():
                    timer.timeout.emit()  # timers do not follow the fake clock
            QApplication.processEvents()
            time.sleep(0.0005)
            output, clock = self.fakes.device.open_output, self.player._clock.clock
            block = output.pump(STEP) if output else np.zeros((STEP, 2), np.float32)
            if isinstance(clock, AudioClock) and not clock.started:
                continue  # the audio is not ready yet
            began = began or self.clock() + LATENCY
            heard.append(block)
            self.clock.advance(STEP / SAMPLE_RATE)
        self.player.pause()
        return np.concatenate([*heard, np.zeros((1, 2), np.float32)]), began

    def close(self) -> None:
        """Close the file."""
        self.player.close()
        self._until(lambda: not self.player.state.loaded)

    def _until_localized(self, action: Callable[[], None]) -> None:
        self.frames.clear()
        self.maps.clear()
        action()
        self._until(lambda: self.maps and self.frames)

    def _until(self, condition: Callable[[], Any]) -> None:
        deadline = time.monotonic() + PATIENCE
        while not condition():
            assert time.monotonic() < deadline, f"messages: {self.messages}"
            QApplication.processEvents()
            time.sleep(0.0005)
