"""Trains the tiny network step by step, and measures it on fixed pairs and probes."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from avol.checkpoints import save_weights
from avol.core.atomic import make_folder
from avol.errors import TrainingError
from avol.model_card import Metric, ModelCard
from avol.models.correspondence import Correspondence
from avol.training.correspondence.loader import load_batches
from avol.training.correspondence.objective import Batch
from avol.training.correspondence.pair_sources import SplitPairs
from avol.training.correspondence.process_group import ProcessGroup
from avol.training.correspondence.run import create_card, create_trainer
from avol.training.correspondence.trainer import StepResult
from avol.training.tiny.pairs import on_frame_grid, tiny_config, training_pairs, validation_pairs
from avol.training.tiny.probes import ProbeSet
from avol.training.tiny.results import CurvePoint, TinyResult
from avol.training.tiny.settings import TinySettings
from avol.training.tiny.world import World, load_world

POINT_STEPS = 10
"""Steps between two points of the curve."""

Maps = NDArray[np.float32]


class TinyTraining:
    """One training; each `take_step` continues it, until `finished`.

    The metrics follow from the settings alone: neither pauses between the steps nor maps that are
    computed on the way change them, as long as torch uses one thread (`one_thread`).
    """

    def __init__(self, settings: TinySettings, world: World) -> None:
        """Prepares the training on the clips of `load_world`."""
        self.settings, self.world = settings, world
        self.curve: list[CurvePoint] = []
        self._config, self._started = tiny_config(settings), time.monotonic()
        group = ProcessGroup(0, 1, torch.device("cpu"))
        self._trainer = create_trainer(self._config, group, work=None)
        self._pairs = training_pairs(settings, self._config, world)
        self._batches = load_batches(self._pairs, self._config.correspondence, group)
        self._validation = self._grid_validation = validation_pairs(self._config, world)
        if not self._config.pairs.prevent_shortcut:
            self._grid_validation = validation_pairs(on_frame_grid(self._config), world)
        self._probes = ProbeSet(world, self._config, settings)
        self._recent: list[StepResult] = []

    @property
    def step(self) -> int:
        """Number of completed steps."""
        return self._trainer.completed_steps

    @property
    def finished(self) -> bool:
        """Whether all steps are taken."""
        return self.step >= self.settings.steps

    def take_step(self) -> StepResult:
        """Takes one step; adds a point to the curve after every tenth and after the last.

        Raises:
            TrainingError: the loss is not finite; the training cannot continue.
        """
        try:
            result = self._trainer.step(self._batches)
        except TrainingError as error:
            raise TrainingError(
                f"The loss of step {self.step + 1} is not finite; start again with a smaller "
                "learning rate."
            ) from error
        self._recent.append(result)
        if self.step % POINT_STEPS == 0 or self.finished:
            self.curve.append(self._measure())
            self._recent.clear()
        return result

    def probe_maps(self) -> Maps:
        """The maps (6, 14, 14) of the probes, 0 to 1."""
        return self._probes.maps(self._model)

    def probe_gradients(self) -> Maps:
        """How a step on the probes would move the logit of each cell, (6, 14, 14)."""
        return self._probes.gradients(self._model)

    def result(self) -> TinyResult:
        """The metrics so far."""
        return TinyResult(
            settings=self.settings,
            steps=self.step,
            curve=tuple(self.curve),
            probes=self._probes.results(self._model),
            pointing=self._probes.pointing(self._model),
        )

    def save(self, path: Path) -> ModelCard:
        """Saves the network as a checkpoint NAME.safetensors with its model card.

        Raises:
            MediaError: a file cannot be written.
        """
        figure = Metric(
            value=self._accuracy(self._validation),
            n=len(self._validation.match),
            description="accuracy on validation pairs, half of them mismatched",
        )
        config = self._config.model_copy(update={"name": path.stem, "title": path.stem})
        duration = time.monotonic() - self._started
        card = create_card(config, SplitPairs(self._pairs), figure, duration)
        make_folder(path.parent)
        return save_weights(path, card, self._model.network.state_dict(), half=config.half)

    @property
    def _model(self) -> Correspondence:
        """The running mean of the weights, which is what a checkpoint holds."""
        return self._trainer.result.eval()

    def _measure(self) -> CurvePoint:
        accuracy, grid_accuracy = self._accuracy(self._validation), None
        if self._grid_validation is not self._validation:
            grid_accuracy = self._accuracy(self._grid_validation)
        return CurvePoint(
            step=self.step,
            loss=float(np.mean([result.loss for result in self._recent])),
            training_accuracy=float(np.mean([result.accuracy for result in self._recent])),
            accuracy=accuracy,
            grid_accuracy=accuracy if grid_accuracy is None else grid_accuracy,
        )

    @torch.inference_mode()
    def _accuracy(self, batch: Batch) -> float:
        predicted = self._model(batch.images, batch.spectrograms) > 0
        return float((predicted == (batch.match > 0.5)).double().mean())


@contextmanager
def one_thread() -> Iterator[None]:
    """Limits torch to one thread: such small layers gain nothing from more, and equal numbers of
    threads give equal results."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(threads)


def run_tiny_training(
    settings: TinySettings, progress: Callable[[TinyTraining], None] = lambda training: None
) -> TinyTraining:
    """Trains until the end; `progress` is called after each step.

    Raises:
        InputError: the folder of own videos has too few usable videos.
        TrainingError: the loss is not finite.
    """
    with one_thread():
        training = TinyTraining(settings, load_world(settings))
        while not training.finished:
            training.take_step()
            progress(training)
    return training
