"""PlaybackMeters: levels come with the frames, and by a timer where none come."""

from __future__ import annotations

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from avol_studio.core.state.player_state import Level
from avol_studio.playback.meters import LEVEL_INTERVAL
from avol_studio.playback.session import SessionContext
from tests.support.fakes import FakeDependencies


class Source:
    def level(self) -> Level:
        return Level(-20, -10)


def test_levels_come_with_frames_and_without(qtbot: QtBot) -> None:
    owner = QObject()
    context = SessionContext(FakeDependencies().dependencies(), owner)
    meters, levels = context.meters, list[Level]()
    meters.levels.connect(levels.append)
    meters.on_frame()
    assert levels == []  # nothing is measured
    meters.set_level_source(Source())
    meters.on_frame()
    assert levels == []  # too soon
    qtbot.waitUntil(lambda: len(levels) >= 2)  # without frames
    meters._level_timer.stop()
    levels.clear()
    qtbot.wait(LEVEL_INTERVAL)
    meters.on_frame()
    meters.on_frame()
    assert levels == [Level(-20, -10)]
    meters.set_level_source(None)
    assert levels[1:] == [Level()]
    meters.close()
    context.client.close()
    assert context.client.join(2)
    owner.deleteLater()
