"""A whole training by correspondence, from a recipe to weights and card."""

import itertools
import time
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import cast

import torch

from avol.checkpoints import save_weights
from avol.core.atomic import folder
from avol.engines.encoder_modules import Network
from avol.evaluation.bootstrap import Resampler
from avol.model_card import Figure, ModelCard, Training
from avol.models import build_network
from avol.models.correspondence import Correspondence
from avol.models.pooling import POOLINGS
from avol.training.correspondence.config import Recipe
from avol.training.correspondence.loader import batches
from avol.training.correspondence.logging import board, line
from avol.training.correspondence.pair_sources import Side, side
from avol.training.correspondence.process_group import Group, joined
from avol.training.correspondence.throughput import Stopwatch, measured
from avol.training.correspondence.trainer import Step, Trainer

TELL = 10
"""Steps between one line and the next."""

Told = Callable[[int, int, str], None]
"""Told (steps done, of how many, in words)."""


def train(recipe: Recipe, data: Path, work: Path, out: Path, told: Told) -> ModelCard | None:
    """Train what the recipe says and write weights and card into `out`.

    Every process of a group calls this; the first one writes and tells. Where `work` holds a state
    of the same recipe, it goes on from there.

    Returns:
        The card; None in all processes but the first.

    Raises:
        InputError: the recipe does not fit the data, the group or the state.
        TrainingError: the loss is no number.
        MediaError: a file cannot be read or written.
    """
    started = time.monotonic()
    folder(work)
    with joined() as group:
        learnt = side(recipe, data, "train", group)
        trainer = started_trainer(recipe, group, work)
        state = work / "state.safetensors"
        if state.is_file():
            trainer.load(state)
        for done in _steps(recipe, trainer, learnt, work, told if group.first else _silent):
            if done % recipe.correspondence.save_steps == 0:
                trainer.save(state)
        trainer.save(state)
        if not group.first:
            return None
        judged = side(recipe, data, "val", Group(0, 1, group.device))
        figure = accuracy(trainer.result, judged, recipe, group)
        card = _card(recipe, learnt, figure, time.monotonic() - started)
        path = folder(out) / f"{recipe.name}.safetensors"
        return save_weights(path, card, trainer.result.network.state_dict(), half=recipe.half)


def started_trainer(recipe: Recipe, group: Group, work: Path) -> Trainer:
    """A trainer of the recipe's network with fresh weights, the same in every process."""
    torch.manual_seed(recipe.correspondence.seed)
    wanted = recipe.network
    built = build_network(wanted.kind, wanted.vision_tower, wanted.sound_tower)
    model = Correspondence(cast(Network, built), POOLINGS[wanted.pooling])
    return Trainer(model, recipe.correspondence, group, work, recipe.pairs.epoch)


@torch.inference_mode()
def accuracy(model: Correspondence, judged: Side, recipe: Recipe, group: Group) -> Figure:
    """AVC accuracy on pairs of the other side of the split; 0.5 for one who guesses."""
    model.eval()
    settings = recipe.correspondence.model_copy(
        update={"effective_batch": recipe.correspondence.batch}
    )
    right: list[float] = []
    for batch in batches(judged.pairs, settings, Group(0, 1, group.device)):
        here = batch.to(group.device, settings.channels_last)
        said = model(here.pictures, here.spectrograms) > 0
        right += (said == (here.match > 0.5)).float().tolist()
        if len(right) >= recipe.pairs.validation_pairs:
            break
    count = len(right)
    estimate = Resampler([str(n) for n in range(count)]).mean(torch.tensor(right).double().numpy())
    return Figure(
        value=estimate.value or 0.0,
        low=estimate.low,
        high=estimate.high,
        n=count,
        what="pairs of the validation side told right, matches and mismatches half and half",
    )


def _steps(recipe: Recipe, trainer: Trainer, learnt: Side, work: Path, told: Told) -> Iterator[int]:
    """Take the steps that are left; yields how many have been taken."""
    settings, group = recipe.correspondence, trainer.group
    count = max(1, settings.epochs * recipe.pairs.epoch // settings.effective_batch)
    drawn = batches(learnt.pairs, settings, group, trainer.taken)
    if trainer.taken >= count:
        return
    first = next(drawn)
    speed = measured(trainer.model, first.to(group.device, settings.channels_last), settings.bf16)
    drawn = itertools.chain([first], drawn)
    with board(work / "board", speed, group.size) if group.first else nullcontext(_mute) as write:
        watch, told_at = Stopwatch(), trainer.taken
        while trainer.taken < count:
            step = trainer.step(drawn)
            if step.number % TELL == 0 or step.number == count:
                rate = watch.look((step.number - told_at) * settings.effective_batch)
                told_at = step.number
                write(step, rate)
                told(step.number, count, line(step, rate, speed.share(rate / group.size)))
            yield step.number


def _silent(done: int, count: int, words: str) -> None:
    """What all processes but the first say."""


def _mute(step: Step, rate: float) -> None:
    """What all processes but the first write."""


def _card(recipe: Recipe, learnt: Side, figure: Figure, duration: float) -> ModelCard:
    return ModelCard(
        name=recipe.name,
        title=recipe.title,
        version=recipe.version,
        network=recipe.network.kind,
        vision_tower=recipe.network.vision_tower,
        sound_tower=recipe.network.sound_tower,
        image_size=recipe.network.image_size,
        image_mean=recipe.image_mean,
        image_std=recipe.image_std,
        spectrogram=recipe.network.spec,
        training=Training(
            data=recipe.data,
            supervision=recipe.supervision,
            licences=list(learnt.licences),
            recipe=recipe.name,
            seed=recipe.correspondence.seed,
            duration_s=round(duration, 1),
        ),
        figures={"avc_accuracy": figure},
        licence=recipe.licence,
        limits=recipe.limits,
        not_for=recipe.not_for,
    )
