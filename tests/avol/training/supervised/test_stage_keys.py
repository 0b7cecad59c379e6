"""Changed data or settings compute the affected stages of a training again; others are kept."""

from collections.abc import Callable, Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest
from torch import nn

from avol.data.catalogue.manifest import Split
from avol.models.encoders import AUDIO_ENCODERS, VISION_ENCODERS, build_encoder
from avol.models.encoders.base import Encoder
from avol.training.supervised import encoder_stages
from avol.training.supervised.config import SupervisedTrainingConfig, load_supervised_config
from avol.training.supervised.context import TrainingContext, digest_data
from avol.training.supervised.split_data import SplitData, load_split_data
from tests.avol.data.catalogue.test_class_pairs import write_catalogue

CONFIG = """
extends = "avol-paper"
name = "mine"
scenes = 2
validation_scenes = 2
audio_windows = 2
validation_audio_windows = 2
"""
VISION = {"vision-encoder.safetensors", "train.scene-features.npy", "val.scene-features.npy"}
AUDIO = {"audio-encoder.safetensors", "train.audio-features.npy", "val.audio-features.npy"}


class Training:
    """A training with tiny encoders; `run` returns the files that it has computed."""

    def __init__(self, folder: Path) -> None:
        self.data, self.work = write_catalogue(folder / "data", 24), folder / "work"
        self.work.mkdir()
        (folder / "mine.toml").write_text(CONFIG)
        self.config = load_supervised_config(str(folder / "mine.toml"))

    def run(self, **changes: object) -> set[str]:
        config = self.config.model_copy(update=changes)
        before = self._files()
        splits: dict[Split, SplitData] = {
            split: load_split_data(config, self.data, split) for split in ("train", "val")
        }
        keys = digest_data(splits, self.data, self.work)
        context = TrainingContext(config, self.data, self.work, splits, [], keys)
        self._train(config, context)
        after = self._files()
        return {name for name, stamp in after.items() if before.get(name) != stamp}

    def _train(self, config: SupervisedTrainingConfig, context: TrainingContext) -> None:
        assert config.scratch is not None
        encoder_stages.scratch_vision_encoder(config.scratch.vision, context, lambda *_: None)
        encoder_stages.scratch_audio_encoder(config.scratch.audio, context, lambda *_: None)

    def _files(self) -> dict[str, tuple[int, int]]:
        files = [*self.work.glob("*.npy"), *self.work.glob("*.safetensors")]
        return {file.name: (file.stat().st_mtime_ns, file.stat().st_ino) for file in files}


def _trained_once(encoder: Encoder, *arguments: object) -> Iterator[tuple[int, nn.Linear]]:
    state = arguments[-1]
    assert isinstance(state, Path)
    if not state.exists():
        state.touch()
    yield 1, nn.Linear(encoder.channels, 2)


@pytest.fixture
def training(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Training:
    tiny: dict[int, Callable[[], Encoder]] = {
        id(VISION_ENCODERS): lambda: build_encoder(VISION_ENCODERS, "tiny").eval(),
        id(AUDIO_ENCODERS): lambda: build_encoder(AUDIO_ENCODERS, "tiny").eval(),
    }
    monkeypatch.setattr(encoder_stages, "build_encoder", lambda kinds, name: tiny[id(kinds)]())
    monkeypatch.setattr(encoder_stages, "train_vision_encoder", _trained_once)
    monkeypatch.setattr(encoder_stages, "train_audio_encoder", _trained_once)
    return Training(tmp_path)


def test_only_what_changed_is_computed_again(training: Training) -> None:
    assert training.run() == VISION | AUDIO
    assert training.run() == set()
    assert training.run(validation_scenes=3) == {"val.scene-features.npy"}
    assert training.run(validation_scenes=3) == set()
    seeds = training.config.seeds.model_copy(update={"audio_windows": 7})
    changes = {"validation_scenes": 3, "seeds": seeds}
    assert training.run(**changes) == AUDIO
    assert training.run(**changes) == set()


def test_changed_data_is_used(training: Training) -> None:
    training.run()
    split = load_split_data(training.config, training.data, "val")
    (image, *_), *_ = split.objects.values()
    cv2.imwrite(str(image.path), np.zeros((60, 80, 3), np.uint8))
    assert training.run() == {"val.scene-features.npy"}
    manifest = training.data / "MANIFEST.tsv"
    manifest.write_text(manifest.read_text().replace("\tgreen\t", "\tviolet\t"))
    assert training.run() == VISION | AUDIO
    assert training.run() == set()
