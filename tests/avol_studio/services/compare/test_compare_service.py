"""CompareService: which models are compared with the studio's own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from avol_studio.core.model_loader import ModelLoader, loader
from avol_studio.playback.player import Player
from avol_studio.services.compare.compare_service import CompareService
from tests.support.fakes import FakeDependencies


@pytest.fixture
def service(fakes: FakeDependencies, qtbot: QtBot) -> Iterator[CompareService]:
    player = Player(dependencies=fakes.dependencies())
    yield CompareService(player, player)
    player.shutdown()
    player.deleteLater()


def test_compared_weights_have_fine_maps_while_the_own_model_has(service: CompareService) -> None:
    def fine() -> list[bool]:
        loaders = [model.load for model in service.models]
        return [load.fine for load in loaders if isinstance(load, ModelLoader)]

    service.set_own(loader(None, "auto", fine=True))
    service.add_weights(Path("other.safetensors"))
    service.add_own("image")
    assert fine() == [True, True]
    before = service.models[0]
    service.set_own(loader(None, "fp32", fine=True))
    assert service.models[0].load is before.load  # it is not loaded again
    service.set_own(loader(None, "auto"))
    assert fine() == [False, False]
    service.add_weights(None)
    assert fine() == [False, False, False]
