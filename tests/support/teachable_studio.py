"""What a studio needs that reads real files and teaches classes to a toy network."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from avol.localizer import Localizer
from avol.media import AudioTrack, VideoFile
from avol_studio.core.model_loader import ModelLoader
from avol_studio.core.model_selection import ModelSelection
from avol_studio.playback.dependencies import PlayerDependencies
from tests.support.fakes import FakeDependencies
from tests.support.teachable import teachable_localizer


class RealMedia(FakeDependencies):
    """Reads real files, without an audio output."""

    def dependencies(self) -> PlayerDependencies:
        return replace(super().dependencies(), open_video=VideoFile, open_track=AudioTrack)


def teachable_dependencies(folder: Path, monkeypatch: pytest.MonkeyPatch) -> RealMedia:
    """Make the studio read real files, with weights that learn in milliseconds."""
    localizer = teachable_localizer(folder)

    def load(loader: ModelLoader) -> Localizer:
        return localizer if loader.taught is None else localizer.with_classes(loader.taught)

    monkeypatch.setattr(ModelLoader, "__call__", load)
    monkeypatch.setattr(ModelSelection, "card", lambda _: localizer.card)
    fakes = RealMedia()
    fakes.model = localizer  # type: ignore[assignment]
    return fakes
