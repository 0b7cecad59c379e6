from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from avol_studio.playback.player import Player
from avol_studio.services.analysis.analysis_service import AnalysisService
from tests.support.fakes import FakeModel, FakeStudioParts, FakeVideo

COUNT = 60


@pytest.fixture(autouse=True)
def _as_eager_as_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a busy machine what gives way to everything would never get done."""
    monkeypatch.setattr("os.setpriority", lambda *_: None, raising=False)


class AnalysisBench:
    """A player with its analysis, over fakes."""

    def __init__(
        self, root: Path, stage: FakeStudioParts, qtbot: QtBot, automatic: bool = True
    ) -> None:
        self.qtbot, self.model = qtbot, FakeModel()
        self.player = Player(dependencies=stage.parts())
        self.analysis = AnalysisService(self.player, root, automatic)
        self.analysis.set_model(lambda: self.model)

    def until(self, over: Callable[[], bool]) -> None:
        """Let events come until `over`."""
        self.qtbot.waitUntil(over, timeout=20_000)

    def close(self) -> None:
        """End all threads."""
        self.analysis.close()
        self.player.shutdown()


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    """A file that is there; what is in it comes from the fakes."""
    path = tmp_path / "clip.mp4"
    path.write_bytes(b"pictures")
    return path


@pytest.fixture
def stage() -> FakeStudioParts:
    stage = FakeStudioParts()
    stage.videos["clip"] = lambda path: FakeVideo(path, count=COUNT)
    stage.clicks = (1.0,)
    return stage


@pytest.fixture
def make_bench(
    tmp_path: Path, stage: FakeStudioParts, qtbot: QtBot
) -> Iterator[Callable[..., AnalysisBench]]:
    made: list[AnalysisBench] = []

    def make(automatic: bool = True) -> AnalysisBench:
        made.append(AnalysisBench(tmp_path / "kept", stage, qtbot, automatic))
        return made[-1]

    yield make
    for bench in made:
        bench.close()
        bench.player.deleteLater()


@pytest.fixture
def bench(make_bench: Callable[..., AnalysisBench]) -> AnalysisBench:
    return make_bench()
