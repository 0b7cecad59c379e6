"""The steps of a training: many pairs, one change of the weights, the same on any number of
processes."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import save_file
from torch import Tensor, nn
from torch.nn.parallel import DistributedDataParallel
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from avol.core.atomic import aside
from avol.errors import InputError, TrainingError
from avol.models.correspondence import Correspondence
from avol.training.correspondence.batch_norm import synchronised
from avol.training.correspondence.config import CorrespondenceConfig
from avol.training.correspondence.objective import Batch, loss
from avol.training.correspondence.process_group import Group
from avol.training.correspondence.state import load_state, save_state


@dataclass(frozen=True)
class Step:
    """What one step gave, over all processes."""

    number: int
    """Counted from 1."""
    epoch: int
    """Counted from 0."""
    loss: float
    """Cross-entropy in nats; 0.693 for one who guesses."""
    accuracy: float
    """Share of pairs told right, 0 to 1."""
    rate: float
    """Learning rate."""


class Trainer:
    """A network while it is trained; every process has one, and all keep the same weights."""

    def __init__(
        self,
        model: Correspondence,
        recipe: CorrespondenceConfig,
        group: Group,
        work: Path,
        epoch: int,
    ) -> None:
        """Make ready for the first step.

        Args:
            model: with fresh weights, the same in every process.
            recipe: how to train.
            group: the processes.
            work: folder where a batch that breaks the training is kept.
            epoch: pairs of an epoch.

        Raises:
            InputError: the batches of all processes do not add up to the effective batch.
        """
        self.passes = recipe.accumulated(group.size)
        if not self.passes:
            raise InputError(
                f"{group.size} × {recipe.batch} pairs do not make an effective batch of "
                f"{recipe.effective_batch}; change batch or effective_batch in the recipe."
            )
        self.group, self.taken = group, 0
        self._recipe, self._work, self._epoch = recipe, work, epoch
        if recipe.synchronous_statistics and group.size > 1:
            synchronised(model, group)
        self.model = model.to(group.device).train()
        if recipe.channels_last:
            _lay_out(self.model)
        mean = get_ema_multi_avg_fn(recipe.average)
        self.averaged = AveragedModel(self.model, multi_avg_fn=mean, use_buffers=True)
        self.optimiser = torch.optim.Adam(
            self.model.parameters(), recipe.learning_rate, weight_decay=recipe.weight_decay
        )
        self._running = self._prepared()

    def step(self, batches: Iterator[Batch]) -> Step:
        """Take the next step on the next `passes` batches.

        Raises:
            TrainingError: the loss is no number; the weights are those of the step before.
        """
        # Drawn anew for each step, so that a training that was stopped draws what it would have.
        torch.manual_seed(self._recipe.seed + 1_000_003 * self.taken + self.group.rank)
        epoch = self.taken * self._recipe.effective_batch // self._epoch
        rate = self._recipe.rate(epoch)
        for parameters in self.optimiser.param_groups:
            parameters["lr"] = rate
        self.optimiser.zero_grad()
        told = [self._pass(next(batches), left) for left in reversed(range(self.passes))]
        self.optimiser.step()
        self.averaged.update_parameters(self.model)
        self.taken += 1
        cost, accuracy = torch.stack(told).mean(dim=0).tolist()
        return Step(self.taken, epoch, cost, accuracy, rate)

    def save(self, path: Path) -> None:
        """Keep the state (the first process does); MediaError where it cannot be written."""
        if self.group.first:
            save_state(path, self.taken, self._modules, self.optimiser, self._fixed)
        self.group.wait()

    def load(self, path: Path) -> None:
        """Go on from a kept state; errors as of `load_state`."""
        self.taken = load_state(path, self._modules, self.optimiser, self._fixed)

    @property
    def result(self) -> Correspondence:
        """What is to be shipped: the running mean of the weights, or the last ones."""
        shipped = self.averaged.module if self._recipe.average else self.model
        assert isinstance(shipped, Correspondence)
        return shipped

    @property
    def _modules(self) -> dict[str, nn.Module]:
        return {"model": self.model, "averaged": self.averaged}

    @property
    def _fixed(self) -> str:
        """What of the recipe must be the same for a training that goes on."""
        return self._recipe.model_dump_json(exclude={"epochs", "save_steps"})

    def _prepared(self) -> nn.Module:
        running: nn.Module = self.model
        if self.group.size > 1:
            running = DistributedDataParallel(running)
        if self._recipe.compile:
            running.compile()
        return running

    def _pass(self, batch: Batch, left: int) -> Tensor:
        """Add one batch's gradients; its loss and accuracy over all processes, (2,)."""
        device = self.group.device
        batch = batch.to(device, self._recipe.channels_last)
        with self._gathering_at_the_end(left):
            with torch.autocast(device.type, torch.bfloat16, enabled=self._recipe.bf16):
                log_odds = self._running(batch.pictures, batch.spectrograms)
            cost = loss(log_odds.float(), batch.match)
            right = ((log_odds.detach() > 0) == (batch.match > 0.5)).float().mean()
            told = self.group.mean(torch.stack([cost.detach(), right]))
            if not told[0].isfinite():
                self._stop(batch, bool(cost.isfinite()))
            (cost / self.passes).backward()
        return told

    def _gathering_at_the_end(self, left: int) -> AbstractContextManager[None]:
        """Processes exchange gradients once a step, not at every pass."""
        if left and isinstance(self._running, DistributedDataParallel):
            return self._running.no_sync()
        return nullcontext()

    def _stop(self, batch: Batch, sound_here: bool) -> None:
        path = self._work / f"bad-batch.{self.taken + 1}.{self.group.rank}.safetensors"
        if not sound_here:
            with aside(path) as part:
                save_file({name: t.cpu().contiguous() for name, t in vars(batch).items()}, part)
        where = "in another process" if sound_here else f"the batch is kept at {path}"
        raise TrainingError(
            f"The loss of step {self.taken + 1} is no number ({where}); "
            "look at that batch or lower the learning rate, and start again to go on from the "
            "last state."
        )


def _lay_out(model: nn.Module) -> None:
    """Channels last, where filters are flat: faster on GPUs and on CPUs with matrix units."""
    for weights in model.parameters():
        if weights.ndim == 4 and weights.shape[1] > 1:  # of one channel, all layouts are one
            weights.data = weights.data.contiguous(memory_format=torch.channels_last)
