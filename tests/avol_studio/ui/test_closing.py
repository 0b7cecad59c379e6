"""Closing the window: everything is requested to end before anything is waited for."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from avol_studio.ui import main_window
from avol_studio.ui.main_window import MainWindow
from tests.conftest import ExpectedLog
from tests.support.fakes import FakeDependencies
from tests.support.studio import open_clip


def test_all_threads_are_requested_to_end_before_the_window_waits(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    calls: list[tuple[str, str, bool]] = []

    def watch(part: object, close: str) -> None:
        name = type(part).__name__
        request, wait = getattr(part, close), getattr(part, "join")  # noqa: B009

        def requested() -> None:
            calls.append((name, "close", window.isVisible()))
            request()

        def waited(timeout: float) -> bool:
            if timeout:
                calls.append((name, "join", window.isVisible()))
            return wait(timeout)

        monkeypatch.setattr(part, close, requested)
        monkeypatch.setattr(part, "join", waited)

    watch(window.player, "request_shutdown")
    for controller in window.controllers:
        watch(controller, "close")
    window.close()
    steps = [step for _, step, _ in calls]
    assert calls[0] == ("Player", "close", True)  # the audio stops first
    assert steps[: 1 + len(window.controllers)] == ["close"] * (1 + len(window.controllers))
    assert not any(visible for _, _, visible in calls[1:])


def test_one_deadline_for_all_threads(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    """Threads that cannot be interrupted are given up together."""
    monkeypatch.setattr(main_window, "SHUTDOWN_TIMEOUT", 0.05)
    release, closed = threading.Event(), []
    window.closed.connect(lambda: closed.append(True))
    busy = [window.presentation.sounds._loader, window.export.snapshots._writer]
    for thread in busy:
        thread.submit(lambda: release.wait(20))
    window.close()
    assert closed == [True]
    assert not any(thread.join(0) for thread in busy)
    release.set()
    assert all(thread.join(20) for thread in busy)


def test_a_controller_that_fails_to_close_does_not_keep_the_others(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, expected_log: ExpectedLog,
    fakes: FakeDependencies,
) -> None:  # fmt: skip
    expected_log("failed to close")

    def fail() -> None:
        raise OSError("no space")

    open_clip(window, Path("clip.mp4"), qtbot)
    first = window.controllers[0]
    with monkeypatch.context() as patch:
        patch.setattr(first, "close", fail)
        window.close()
    assert fakes.device.open_output is None
    first.close()
    assert first.join(20)
