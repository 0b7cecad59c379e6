"""Training improves the accuracy, resumes exactly and aborts on a non-finite loss."""

from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file

from avol.data.pairs.pairs import AVPair
from avol.errors import InputError, TrainingError, WeightsError
from avol.training.correspondence.config import CorrespondenceConfig
from avol.training.correspondence.loader import load_batches
from avol.training.correspondence.trainer import Trainer
from tests.support.tiny_training import (
    BlobPairs,
    run_steps,
    single_process,
    tiny_config,
    tiny_trainer,
)


def test_training_improves_the_accuracy(tmp_path: Path) -> None:
    config = tiny_config(batch=16, effective_batch=16)
    results = run_steps(tiny_trainer(config, single_process(), tmp_path), config, 40)
    assert sum(step.accuracy for step in results[:5]) / 5 < 0.8
    assert sum(step.accuracy for step in results[-5:]) / 5 > 0.9
    assert results[-1].number == 40
    assert results[-1].epoch == 9


@pytest.mark.parametrize("channels_last", [False, True])
def test_a_resumed_training_gives_identical_losses(tmp_path: Path, channels_last: bool) -> None:
    config = tiny_config(channels_last=channels_last)
    whole = tiny_trainer(config, single_process(), tmp_path)
    losses = [step.loss for step in run_steps(whole, config, 6)]
    first = tiny_trainer(config, single_process(), tmp_path)
    assert [step.loss for step in run_steps(first, config, 3)] == losses[:3]
    first.save(tmp_path / "state.safetensors")
    second = tiny_trainer(config, single_process(), tmp_path)
    for weights in second.model.parameters():
        torch.nn.init.zeros_(weights)
    second.load(tmp_path / "state.safetensors")
    assert [step.loss for step in run_steps(second, config, 3)] == losses[3:]
    _assert_same_weights(second, whole)


def _assert_same_weights(one: Trainer, other: Trainer) -> None:
    for mine, theirs in ((one.model, other.model), (one.averaged, other.averaged)):
        for key, value in theirs.state_dict().items():
            assert torch.equal(mine.state_dict()[key], value), key


def test_a_state_of_other_settings_or_a_damaged_one_is_rejected(tmp_path: Path) -> None:
    config, path = tiny_config(), tmp_path / "state.safetensors"
    training = tiny_trainer(config, single_process(), tmp_path)
    run_steps(training, config, 1)
    training.save(path)
    tiny_trainer(tiny_config(epochs=9), single_process(), tmp_path).load(
        path
    )  # longer is no other training
    with pytest.raises(InputError, match="other settings"):
        tiny_trainer(tiny_config(learning_rate=1e-2), single_process(), tmp_path).load(path)
    path.write_bytes(path.read_bytes()[:1000])
    with pytest.raises(WeightsError, match="no complete training state"):
        tiny_trainer(config, single_process(), tmp_path).load(path)


def test_accumulated_gradients_are_the_mean_of_the_passes(tmp_path: Path) -> None:
    def gradients(first: int, config: CorrespondenceConfig) -> list[torch.Tensor]:
        training = tiny_trainer(config, single_process(), tmp_path)
        training.completed_steps = first
        kept: list[torch.Tensor] = []
        training.optimizer.register_step_pre_hook(
            lambda *_: kept.extend(
                w.grad.clone() for w in training.model.parameters() if w.grad is not None
            )
        )
        run_steps(training, config, 1)
        return kept

    single = tiny_config(batch=4, effective_batch=4)
    both = gradients(0, tiny_config(batch=4, effective_batch=8))
    for got, one, other in zip(both, gradients(0, single), gradients(1, single), strict=True):
        torch.testing.assert_close(got, (one + other) / 2)


def test_batches_that_do_not_add_up_are_rejected(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="1 × 8 pairs do not add up to an effective batch of 12"):
        tiny_trainer(tiny_config(effective_batch=12), single_process(), tmp_path)


def test_a_non_finite_loss_aborts_and_saves_the_batch(tmp_path: Path) -> None:
    class Broken(BlobPairs):
        def __getitem__(self, index: int) -> AVPair:
            pair = super().__getitem__(index)
            return pair._replace(image=pair.image / 0) if index == 13 else pair

    config = tiny_config()
    training = tiny_trainer(config, single_process(), tmp_path)
    drawn = load_batches(Broken(), config, single_process(), 0)
    training.step(drawn)
    before = [weights.detach().clone() for weights in training.model.parameters()]
    with pytest.raises(TrainingError, match="loss of step 2 is not finite"):
        training.step(drawn)
    (kept,) = tmp_path.glob("bad-batch.*")
    batch = load_file(kept)
    assert set(batch) == {"images", "spectrograms", "match"}
    assert not batch["images"][5].isfinite().all()
    assert batch["images"][:5].isfinite().all()
    for weights, was in zip(training.model.parameters(), before, strict=True):
        assert torch.equal(weights, was)


def test_the_learning_rate_falls_by_six_percent_every_16_epochs() -> None:
    rates = [
        tiny_config(learning_rate=1.0).learning_rate_at(epoch) for epoch in (0, 15, 16, 31, 32)
    ]
    assert rates == pytest.approx([1, 1, 0.94, 0.94, 0.8836])
