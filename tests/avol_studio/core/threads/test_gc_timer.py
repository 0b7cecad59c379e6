from __future__ import annotations

import gc
import threading
import weakref
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from avol_studio.core.threads.gc_timer import GarbageCollectionTimer
from avol_studio.playback.player import Player
from tests.support.fakes import FakeDependencies, FakeVideo


class _Cycle(QObject):
    """A reference cycle that records which thread collects it."""

    def __init__(self, found: list[int]) -> None:
        super().__init__()
        self.itself = self
        weakref.finalize(self, lambda: found.append(threading.get_ident()))


@pytest.fixture
def collector(qtbot: QtBot) -> GarbageCollectionTimer:
    parent = QObject()
    collector = GarbageCollectionTimer(parent)
    collector.kept = parent  # pyright: ignore[reportAttributeAccessIssue]
    return collector


def test_cycles_are_destroyed_in_the_gui_thread(
    collector: GarbageCollectionTimer, qtbot: QtBot
) -> None:
    found: list[int] = []
    collector.enable()
    try:
        for _ in range(1000):
            _Cycle(found)
        busy = threading.Thread(target=lambda: [[[]] for _ in range(200_000)])
        busy.start()
        busy.join()
        assert not found
        qtbot.waitUntil(lambda: len(found) > 900)
    finally:
        collector.disable()
    assert set(found) == {threading.get_ident()}


@pytest.fixture
def _no_other_timers(monkeypatch: pytest.MonkeyPatch) -> None:
    """A player of an earlier test may have been too slow to end."""
    monkeypatch.setattr(GarbageCollectionTimer, "_timers", weakref.WeakSet())


@pytest.mark.usefixtures("qtbot", "_no_other_timers")
def test_automatic_collection_resumes_after_the_last_timer() -> None:
    gc.enable()
    first, second = GarbageCollectionTimer(parent := QObject()), GarbageCollectionTimer(parent)
    first.enable()
    second.enable()
    first.disable()
    first.disable()
    assert not gc.isenabled()
    second.disable()
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0


@pytest.mark.usefixtures("qtbot", "_no_other_timers")
def test_a_destroyed_timer_does_not_stop_the_automatic_collection() -> None:
    gc.enable()
    parent, others = QObject(), QObject()
    lost, other = GarbageCollectionTimer(parent), GarbageCollectionTimer(others)
    lost.enable()
    shiboken6.delete(parent)
    other.enable()
    assert not gc.isenabled()
    other.disable()
    assert gc.isenabled()


def test_a_player_is_freed_with_its_last_reference(qtbot: QtBot) -> None:
    """No cycle keeps a player alive after its shutdown."""
    fakes = FakeDependencies()
    fakes.videos["clip"] = FakeVideo
    player = Player(dependencies=fakes.dependencies())
    player.open(Path("clip"))
    qtbot.waitSignal(player.frame_shown).wait()
    reference = weakref.ref(player)
    player.shutdown()
    gc.disable()
    del player
    assert reference() is None
