"""A window whose model is a tiny AVOL-Net with random weights, and its inspectors."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from avol.inspection.inspector import Inspector
from avol.localizer import Localizer
from avol_studio.services.inspection.state import InspectedModel
from avol_studio.ui.main_window import MainWindow
from tests.support.checkpoints import tiny_card, write_checkpoint
from tests.support.fakes import FakeDependencies, FakeVideo
from tests.support.studio import make_window, on_screen, open_clip

NETWORKS = ("avol", "ave", "l3")


@pytest.fixture(scope="session")
def checkpoints(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A checkpoint of each network, with the small encoders for teaching."""
    folder = tmp_path_factory.mktemp("networks")
    sizes = {"vision_encoder": "tiny", "audio_encoder": "tiny", "image_size": 112}
    return {
        network: write_checkpoint(folder, tiny_card(name=network, network=network, **sizes))
        for network in NETWORKS
    }


@pytest.fixture
def inspectors(checkpoints: dict[str, Path]) -> Callable[[str, str], Callable[[], InspectedModel]]:
    """Loaders in place of those of the studio; "" and "avol" are the studio's network."""

    def create(weights: str, engine: str) -> Callable[[], InspectedModel]:
        return lambda: Inspector.load(checkpoints.get(weights, Path(weights)), "torch")

    return create


@pytest.fixture
def window(
    checkpoints: dict[str, Path],
    inspectors: Callable[[str, str], Callable[[], InspectedModel]],
    tmp_path: Path,
    qtbot: QtBot,
) -> Iterator[MainWindow]:
    """A window with a paused clip and its first map."""
    fakes = FakeDependencies()
    fakes.videos["clip"] = FakeVideo
    fakes.clicks = (0.2, 0.3)
    fakes.model = Localizer.load(checkpoints["avol"], "torch")  # pyright: ignore
    main_window = make_window(fakes, tmp_path, analyze_on_open=False, autoplay=False)
    main_window.inspector.service._create_loader = inspectors
    main_window.inspector.service._load = None
    clip = tmp_path / "clip.mp4"
    clip.write_bytes(b"video")
    with on_screen(main_window, qtbot):
        open_clip(main_window, clip, qtbot)
        yield main_window
