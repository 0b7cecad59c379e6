"""A tiny network learns to localize synthetic shapes by correspondence alone."""

from pathlib import Path

import numpy as np
import pytest
import torch
from torch.utils.data import Dataset

from avol.data.pairs.pair_stream import ClipPairs
from avol.data.pairs.pairs import AVPair, PairMaker
from avol.data.shards.clip_cutter import cut_clips
from avol.data.shards.clip_encoding import ClipFormat
from avol.data.shards.clips import SAMPLES_PER_FRAME, Clip
from avol.data.shards.segment import VideoSegment
from avol.data.synthesis.synthetic_clips import SyntheticClip, write_synthetic_clips
from avol.training.config_loader import load_config
from avol.training.correspondence.config import CorrespondenceTrainingConfig
from avol.training.correspondence.loader import load_batches
from avol.training.correspondence.pair_sources import RepeatedPairs, pair_format
from avol.training.correspondence.run import create_trainer
from tests.support.tiny_training import single_process

PAIR_COUNT = 512
"""Number of distinct training pairs."""
MOMENTS = (14, 22, 30)

World = tuple[list[Clip], list[SyntheticClip], list[Clip]]


class _Flipped(Dataset[AVPair]):
    def __init__(self, pairs: Dataset[AVPair]) -> None:
        self._pairs = pairs

    def __getitem__(self, index: int) -> AVPair:
        pair = self._pairs[index]
        return pair._replace(match=1 - pair.match)


def _cut(truth: list[SyntheticClip]) -> list[Clip]:
    form = ClipFormat(seconds=2, side=120)
    return [clip for m in truth for clip in cut_clips(VideoSegment(m.path.stem, m.path), form)]


@pytest.fixture(scope="module")
def config() -> CorrespondenceTrainingConfig:
    return load_config(CorrespondenceTrainingConfig, "tiny")


@pytest.fixture(scope="module")
def pairs(
    config: CorrespondenceTrainingConfig, tmp_path_factory: pytest.TempPathFactory
) -> RepeatedPairs:
    """Pairs of clips with one shape each."""
    truth = write_synthetic_clips(tmp_path_factory.mktemp("train"), 16, seed=0, seconds=2, silent=0)
    return RepeatedPairs(ClipPairs(_cut(truth), pair_format(config, training=True)), PAIR_COUNT)


@pytest.fixture(scope="module")
def validation(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Clip, SyntheticClip]]:
    """New clips with a sounding shape and a silent shape of another class."""
    truth = write_synthetic_clips(
        tmp_path_factory.mktemp("validation"), 12, seed=1, seconds=2, silent=1
    )
    return list(zip(_cut(truth), truth, strict=True))


def _pointing(
    net: torch.nn.Module,
    config: CorrespondenceTrainingConfig,
    validation: list[tuple[Clip, SyntheticClip]],
) -> tuple[float, float]:
    """Fractions of maps that peak on the sounding and on the silent shape."""
    maker, random = PairMaker(pair_format(config, training=False)), np.random.default_rng(0)
    hits: list[tuple[bool, bool]] = []
    for clip, truth in validation:
        images = torch.stack([maker.image(clip, frame, random) for frame in MOMENTS])
        spectrograms = torch.stack(
            [maker.spectrogram(clip, frame * SAMPLES_PER_FRAME) for frame in MOMENTS]
        )
        with torch.inference_mode():
            maps = net.eval()(images, spectrograms)
        (silent,) = truth.silent_boxes.values()
        for heat, frame in zip(maps, MOMENTS, strict=True):
            row, column = divmod(int(heat.argmax()), heat.shape[1])
            point = (column + 0.5) / heat.shape[1], (row + 0.5) / heat.shape[0]
            hits.append((_inside(point, truth.boxes[frame]), _inside(point, silent[frame])))
    on_sounding, on_silent = np.mean(hits, axis=0)
    return float(on_sounding), float(on_silent)


def _inside(point: tuple[float, float], box: np.ndarray) -> bool:
    return bool(box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3])


def _train(
    config: CorrespondenceTrainingConfig, pairs: Dataset[AVPair], epochs: int, work: Path
) -> torch.nn.Module:
    trainer = create_trainer(config, single_process(), work)
    settings = config.correspondence
    batches = load_batches(pairs, settings, single_process())
    for _ in range(epochs * PAIR_COUNT // settings.effective_batch):
        trainer.step(batches)
    return trainer.result.network


@pytest.mark.slow
def test_the_map_peaks_on_the_sounding_shape(
    config: CorrespondenceTrainingConfig,
    pairs: RepeatedPairs,
    validation: list[tuple[Clip, SyntheticClip]],
    tmp_path: Path,
) -> None:
    area = np.mean([np.prod(truth.boxes[0][2:] - truth.boxes[0][:2]) for _, truth in validation])
    assert area < 0.15  # hit rate of a random cell
    sounding, silent = _pointing(_train(config, pairs, 9, tmp_path), config, validation)
    assert sounding > 0.5
    assert silent < 0.25


def test_flipped_labels_fail_the_pointing_test(
    config: CorrespondenceTrainingConfig,
    pairs: RepeatedPairs,
    validation: list[tuple[Clip, SyntheticClip]],
    tmp_path: Path,
) -> None:
    sounding, silent = _pointing(_train(config, _Flipped(pairs), 3, tmp_path), config, validation)
    assert sounding < 0.25
    assert silent > 0.5
