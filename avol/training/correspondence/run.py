"""Trains a network by correspondence, from a config to weights and model card."""

import itertools
import time
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import cast

import torch

from avol.checkpoints import save_weights
from avol.core.atomic import make_folder
from avol.engines.encoder_modules import Network
from avol.evaluation.bootstrap import FileBootstrap
from avol.model_card import Metric, ModelCard
from avol.models import build_network
from avol.models.correspondence import Correspondence
from avol.models.pooling import POOLINGS
from avol.training.correspondence.config import CorrespondenceTrainingConfig
from avol.training.correspondence.loader import load_batches
from avol.training.correspondence.logging import format_step, tensorboard_logger
from avol.training.correspondence.pair_sources import SplitPairs, load_split_pairs
from avol.training.correspondence.process_group import ProcessGroup, join_process_group
from avol.training.correspondence.throughput import Stopwatch, measure_throughput
from avol.training.correspondence.trainer import StepResult, Trainer

LOG_STEPS = 10
"""Steps between two progress messages."""

ProgressMessage = Callable[[int, int, str], None]
"""Receives (completed steps, total steps, message)."""


def train(
    config: CorrespondenceTrainingConfig,
    data: Path,
    work: Path,
    out: Path,
    progress: ProgressMessage,
) -> ModelCard | None:
    """Trains a network and writes weights and model card to `out`.

    Every process of a group calls this; the main process writes files and reports progress. If
    `work` holds a state of the same config, the training resumes from it.

    Returns:
        The model card; None in all processes but the main one.

    Raises:
        InputError: the config does not fit the data, the group or the state.
        TrainingError: the loss is not finite.
        MediaError: a file cannot be read or written.
    """
    started = time.monotonic()
    make_folder(work)
    with join_process_group() as group:
        pairs = load_split_pairs(config, data, "train", group)
        trainer = create_trainer(config, group, work)
        state = work / "state.safetensors"
        if state.is_file():
            trainer.load(state)
        report = progress if group.is_main else _discard_message
        for completed in _train_steps(config, trainer, pairs, work, report):
            if completed % config.correspondence.save_steps == 0:
                trainer.save(state)
        trainer.save(state)
        if not group.is_main:
            return None
        validation = load_split_pairs(config, data, "val", ProcessGroup(0, 1, group.device))
        figure = measure_accuracy(trainer.result, validation, config, group)
        card = create_card(config, pairs, figure, time.monotonic() - started)
        path = make_folder(out) / f"{config.name}.safetensors"
        return save_weights(path, card, trainer.result.network.state_dict(), half=config.half)


def create_trainer(
    config: CorrespondenceTrainingConfig, group: ProcessGroup, work: Path | None
) -> Trainer:
    """A trainer with initial weights, which are the same in every process."""
    torch.manual_seed(config.correspondence.seed)
    spec = config.network
    network = build_network(spec.kind, spec.vision_encoder, spec.audio_encoder)
    model = Correspondence(cast(Network, network), POOLINGS[spec.pooling])
    return Trainer(model, config.correspondence, group, work, config.pairs.epoch)


@torch.inference_mode()
def measure_accuracy(
    model: Correspondence,
    validation: SplitPairs,
    config: CorrespondenceTrainingConfig,
    group: ProcessGroup,
) -> Metric:
    """AVC accuracy on validation pairs, 0 to 1; 0.5 at chance."""
    model.eval()
    settings = config.correspondence.model_copy(
        update={"effective_batch": config.correspondence.batch}
    )
    correct: list[float] = []
    for batch in load_batches(validation.pairs, settings, ProcessGroup(0, 1, group.device)):
        batch_here = batch.to(group.device, settings.channels_last)
        predicted = model(batch_here.images, batch_here.spectrograms) > 0
        correct += (predicted == (batch_here.match > 0.5)).float().tolist()
        if len(correct) >= config.pairs.validation_pairs:
            break
    count = len(correct)
    resampler = FileBootstrap([str(n) for n in range(count)])
    estimate = resampler.mean(torch.tensor(correct).double().numpy())
    return Metric(
        value=estimate.value or 0.0,
        low=estimate.low,
        high=estimate.high,
        n=count,
        description="accuracy on validation pairs, half of them mismatched",
    )


def _train_steps(
    config: CorrespondenceTrainingConfig,
    trainer: Trainer,
    pairs: SplitPairs,
    work: Path,
    progress: ProgressMessage,
) -> Iterator[int]:
    """Takes the remaining steps; yields the number of completed steps."""
    settings, group = config.correspondence, trainer.group
    total = max(1, settings.epochs * config.pairs.epoch // settings.effective_batch)
    batches = load_batches(pairs.pairs, settings, group, trainer.completed_steps)
    if trainer.completed_steps >= total:
        return
    first = next(batches)
    example = first.to(group.device, settings.channels_last)
    throughput = measure_throughput(trainer.model, example, settings.bf16)
    batches = itertools.chain([first], batches)
    logger = tensorboard_logger(work / "board", throughput, group.size)
    with logger if group.is_main else nullcontext(_discard_step) as log_step:
        watch, logged_step = Stopwatch(), trainer.completed_steps
        while trainer.completed_steps < total:
            step = trainer.step(batches)
            if step.number % LOG_STEPS == 0 or step.number == total:
                rate = watch.lap((step.number - logged_step) * settings.effective_batch)
                logged_step = step.number
                log_step(step, rate)
                utilization = throughput.utilization(rate / group.size)
                progress(step.number, total, format_step(step, rate, utilization))
            yield step.number


def _discard_message(completed: int, total: int, message: str) -> None:
    """The progress function of all processes but the main one."""


def _discard_step(step: StepResult, pairs_per_second: float) -> None:
    """The step logger of all processes but the main one."""


def create_card(
    config: CorrespondenceTrainingConfig, pairs: SplitPairs, figure: Metric, duration: float
) -> ModelCard:
    """The model card of a trained network."""
    network = config.network
    return ModelCard(
        **config.card_fields(list(pairs.licences), config.correspondence.seed, duration),
        network=network.kind,
        vision_encoder=network.vision_encoder,
        audio_encoder=network.audio_encoder,
        image_size=network.image_size,
        image_mean=config.image_mean,
        image_std=config.image_std,
        spectrogram=network.spec,
        metrics={"avc_accuracy": figure},
    )
