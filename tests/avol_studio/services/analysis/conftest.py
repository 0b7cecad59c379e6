from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from avol_studio.playback.player import Player
from avol_studio.services.analysis.analysis_service import AnalysisService
from tests.support.fakes import FakeDependencies, FakeModel, FakeVideo

COUNT = 60


@pytest.fixture(autouse=True)
def _normal_priority(monkeypatch: pytest.MonkeyPatch) -> None:
    """Low-priority threads would not finish in time on a busy machine."""
    monkeypatch.setattr("os.setpriority", lambda *_: None, raising=False)


class AnalysisHarness:
    """A player and its analysis service over fakes."""

    def __init__(
        self, root: Path, parts: FakeDependencies, qtbot: QtBot, automatic: bool = True
    ) -> None:
        self.qtbot, self.model = qtbot, FakeModel()
        self.player = Player(dependencies=parts.dependencies())
        self.analysis = AnalysisService(self.player, root, automatic)
        self.analysis.set_model(lambda: self.model)

    def wait_until(self, condition: Callable[[], bool]) -> None:
        """Process events until the condition holds."""
        self.qtbot.waitUntil(condition, timeout=20_000)

    def close(self) -> None:
        """Stop all threads."""
        self.analysis.close()
        assert self.analysis.join(20)
        self.player.shutdown()


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    """A file that exists; its content comes from the fakes."""
    path = tmp_path / "clip.mp4"
    path.write_bytes(b"content")
    return path


@pytest.fixture
def parts() -> FakeDependencies:
    parts = FakeDependencies()
    parts.videos["clip"] = lambda path: FakeVideo(path, count=COUNT)
    parts.clicks = (1.0,)
    return parts


@pytest.fixture
def make_harness(
    tmp_path: Path, parts: FakeDependencies, qtbot: QtBot
) -> Iterator[Callable[..., AnalysisHarness]]:
    harnesses: list[AnalysisHarness] = []

    def make(automatic: bool = True) -> AnalysisHarness:
        harnesses.append(AnalysisHarness(tmp_path / "cache", parts, qtbot, automatic))
        return harnesses[-1]

    yield make
    for harness in harnesses:
        harness.close()
        harness.player.deleteLater()


@pytest.fixture
def harness(make_harness: Callable[..., AnalysisHarness]) -> AnalysisHarness:
    return make_harness()
