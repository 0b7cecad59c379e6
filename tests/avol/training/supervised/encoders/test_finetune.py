"""Fine-tuning learns the classes, preserves pretrained logits and resumes exactly."""

from pathlib import Path

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from avol.models.encoders.base import Encoder
from avol.training.schedule import one_cycle
from avol.training.supervised.config import FineTuneConfig, FineTuneRunConfig
from avol.training.supervised.encoders.dense_loss import cell_targets
from avol.training.supervised.encoders.finetune import (
    apply_mixup,
    fine_tune_audio_encoder,
    fine_tune_vision_encoder,
    mask_features,
    target_probabilities,
)
from avol.training.supervised.encoders.weight_averaging import (
    average_weights,
)
from avol.training.supervised.features import AudioFeatures, SceneFeatures

CHANNELS, LABELS = 6, 2
CLASSES = ["violin", "drums"]


class _Mix(Encoder):
    """An encoder whose upper stage is one layer."""

    channels = CHANNELS
    pooling = "mean"

    def __init__(self) -> None:
        super().__init__()
        torch.manual_seed(0)
        self.mix = nn.Conv2d(CHANNELS, CHANNELS, 1)

    def upper(self, grid: Tensor) -> Tensor:
        return self.mix(grid).relu()

    def upper_parameters(self) -> list[nn.Parameter]:
        return list(self.mix.parameters())


def _scenes(count: int = 60) -> SceneFeatures:
    random = np.random.default_rng(0)
    grids = random.normal(0, 0.3, (count, CHANNELS, 14, 14)).astype(np.float16)
    labels = np.full((count, 3), -1, np.int16)
    masks = np.zeros((count, 3, 196), np.float16)
    for row in range(count):
        label, top = row % LABELS, int(random.integers(0, 10))
        labels[row, 0] = label
        grids[row, label, top : top + 4] += 2
        masks[row, 0].reshape(14, 14)[top : top + 4] = 1
    whole = np.arange(count) % 5 == 0
    masks[whole, 0] = 1
    return SceneFeatures(grids, labels, masks, np.repeat(~whole[:, None], 3, axis=1))


_RUN = FineTuneRunConfig(steps=60, batch=8, learning_rate=1e-2, classifier_learning_rate=3e-2)


def _config(run: FineTuneRunConfig = _RUN) -> FineTuneConfig:
    return FineTuneConfig(runs=(run,))


_LONGER = _config(_RUN.model_copy(update={"steps": 120}))


def _accuracy(encoder: Encoder, classifier: nn.Linear, scenes: SceneFeatures) -> float:
    with torch.inference_mode():
        features = encoder.upper(torch.from_numpy(scenes.grids.astype(np.float32)))
        predicted = classifier(features.flatten(2).transpose(1, 2)).argmax(-1).numpy()
    targets = cell_targets(scenes, LABELS)
    return float((predicted == targets)[(targets >= 0) & (targets < LABELS)].mean())


def test_the_vision_encoder_learns_to_classify_cells(tmp_path: Path) -> None:
    encoder, scenes = _Mix(), _scenes()
    *_, (step, classifier) = fine_tune_vision_encoder(
        encoder, scenes, CLASSES, torch.eye(CHANNELS), _LONGER, tmp_path / "vision.safetensors"
    )
    assert step == 120
    assert _accuracy(encoder, classifier, scenes) > 0.9


def test_distillation_preserves_the_weights(tmp_path: Path) -> None:
    moved = {}
    for distillation in (0.0, 30.0):
        encoder, scenes = _Mix(), _scenes()
        before = encoder.mix.weight.detach().clone()
        path = tmp_path / f"{distillation}.safetensors"
        config = _config(_RUN.model_copy(update={"distillation": distillation}))
        list(fine_tune_vision_encoder(encoder, scenes, CLASSES, torch.eye(CHANNELS), config, path))
        moved[distillation] = float((encoder.mix.weight.detach() - before).norm())
    assert moved[30.0] < moved[0.0] / 2


def test_a_resumed_run_gives_the_same_weights(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("avol.training.supervised.encoders.weight_averaging._SAVE_STEPS", 10)
    scenes, class_weights = _scenes(), torch.eye(CHANNELS)
    whole = _Mix()
    list(
        fine_tune_vision_encoder(
            whole, scenes, CLASSES, class_weights, _config(), tmp_path / "whole.safetensors"
        )
    )
    for step, _ in fine_tune_vision_encoder(
        _Mix(), scenes, CLASSES, class_weights, _config(), tmp_path / "vision.safetensors"
    ):
        if step == 25:
            break
    resumed = _Mix()
    steps = [
        step
        for step, _ in fine_tune_vision_encoder(
            resumed, scenes, CLASSES, class_weights, _config(), tmp_path / "vision.safetensors"
        )
    ]
    assert steps[0] == 21
    torch.testing.assert_close(resumed.mix.weight, whole.mix.weight, rtol=0, atol=0)
    done = list(
        fine_tune_vision_encoder(
            _Mix(), scenes, CLASSES, class_weights, _config(), tmp_path / "vision.safetensors"
        )
    )
    assert [step for step, _ in done] == [60]


def test_runs_are_averaged_with_the_pretrained_weights(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("avol.training.supervised.encoders.weight_averaging._SAVE_STEPS", 20)
    scenes, class_weights = _scenes(), torch.eye(CHANNELS)
    runs = (
        _RUN.model_copy(update={"ema_decay": 0.9}),
        _RUN.model_copy(update={"steps": 40, "learning_rate": 3e-3, "seed": 1}),
    )
    alone = []
    for number, run in enumerate(runs):
        encoder, path = _Mix(), tmp_path / f"{number}.safetensors"
        list(fine_tune_vision_encoder(encoder, scenes, CLASSES, class_weights, _config(run), path))
        alone.append(encoder.mix.weight.detach())
    assert not torch.equal(*alone)
    config = FineTuneConfig(runs=runs, pretrained_fraction=0.25)
    for step, _ in fine_tune_vision_encoder(
        _Mix(), scenes, CLASSES, class_weights, config, tmp_path / "vision.safetensors"
    ):
        if step == 85:
            break
    both = _Mix()
    rest = fine_tune_vision_encoder(
        both, scenes, CLASSES, class_weights, config, tmp_path / "vision.safetensors"
    )
    assert [step for step, _ in rest] == [*range(81, 101), 100]
    targets = 0.25 * _Mix().mix.weight + 0.375 * (alone[0] + alone[1])
    torch.testing.assert_close(both.mix.weight, targets)


def test_weight_average_by_hand() -> None:
    before = {"w": torch.tensor([1.0]), "n": torch.tensor(3)}
    tuned = [{"w": torch.tensor([2.0]), "n": torch.tensor(9)}, {"w": torch.tensor([4.0])}]
    assert average_weights(before, tuned, 0.5) == {"w": torch.tensor([2.0]), "n": torch.tensor(3)}


def test_the_running_mean_is_smoother_than_the_last_step(tmp_path: Path) -> None:
    scenes, class_weights, weights = _scenes(), torch.eye(CHANNELS), {}
    for decay in (0.0, 0.999):
        encoder, path = _Mix(), tmp_path / f"{decay}.safetensors"
        list(
            fine_tune_vision_encoder(
                encoder,
                scenes,
                CLASSES,
                class_weights,
                _config(_RUN.model_copy(update={"ema_decay": decay})),
                path,
            )
        )
        weights[decay] = encoder.mix.weight.detach()
    start = _Mix().mix.weight.detach()
    assert (weights[0.999] - start).norm() < (weights[0.0] - start).norm() / 4


def test_masking_and_mixup() -> None:
    grids, random = torch.ones(400, 2, 4, 6), np.random.default_rng(0)
    masked = 1 - mask_features(grids, 0.5, random).mean((1, 2, 3))
    assert sorted({round(float(part), 3) for part in masked}) == [0, 0.167, 0.25]
    assert 0.4 < float((masked > 0).float().mean()) < 0.6
    assert torch.equal(mask_features(grids, 0, random), grids)
    grids, names = torch.arange(6.0).view(6, 1, 1, 1), torch.eye(6)
    sounds, targets = apply_mixup(grids, names, 1.0, random)
    assert (targets.diagonal() >= 0.5).all()
    assert not torch.equal(targets, names)
    torch.testing.assert_close(targets @ torch.arange(6.0), sounds.flatten())
    assert apply_mixup(grids, names, 0, random)[1] is names


def test_the_audio_encoder_learns_to_classify_windows(tmp_path: Path) -> None:
    random = np.random.default_rng(0)
    labels = np.full((80, 2), -1, np.int16)
    labels[:, 0] = np.arange(80) % 3 - 1
    grids = random.normal(0, 0.3, (80, CHANNELS, 4, 6))
    for row, (label, _) in enumerate(labels):
        grids[row, label if label >= 0 else 5] += 2
    encoder, windows = _Mix(), AudioFeatures(grids.astype(np.float16), labels)
    *_, (_, classifier) = fine_tune_audio_encoder(
        encoder, windows, LABELS, torch.eye(CHANNELS), _LONGER, tmp_path / "audio.safetensors"
    )
    with torch.inference_mode():
        sounds = encoder.upper(torch.from_numpy(grids.astype(np.float32))).mean((-2, -1))
        predicted = classifier(sounds).argmax(1).numpy()
    assert (predicted == labels[:, 0] % 3).mean() > 0.9


def test_target_probabilities() -> None:
    sounds = np.array([[0, -1], [0, 1], [-1, -1]], np.int16)
    assert target_probabilities(sounds, LABELS).tolist() == [[1, 0, 0], [0.5, 0.5, 0], [0, 0, 1]]


def test_the_learning_rate_rises_and_falls() -> None:
    assert one_cycle(0) < 0.05
    assert one_cycle(0.1) == pytest.approx(1)
    assert one_cycle(1) == pytest.approx(0)
