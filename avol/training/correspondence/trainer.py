"""Training steps with gradient accumulation; results do not depend on the number of processes."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import save_file
from torch import Tensor, nn
from torch.nn.parallel import DistributedDataParallel
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from avol.core.atomic import atomic_write
from avol.errors import InputError, TrainingError
from avol.models.correspondence import Correspondence
from avol.training.correspondence.batch_norm import synchronize_batch_norm
from avol.training.correspondence.config import CorrespondenceConfig
from avol.training.correspondence.objective import Batch, correspondence_loss
from avol.training.correspondence.process_group import ProcessGroup
from avol.training.state import load_state, save_state


@dataclass(frozen=True)
class StepResult:
    """Result of one step, over all processes."""

    number: int
    """Counted from 1."""
    epoch: int
    """Counted from 0."""
    loss: float
    """Cross-entropy in nats; 0.693 at chance."""
    accuracy: float
    """Fraction of pairs that are classified correctly, 0 to 1."""
    learning_rate: float


class Trainer:
    """Trains a network; every process has one trainer, and all keep the same weights."""

    def __init__(
        self,
        model: Correspondence,
        config: CorrespondenceConfig,
        group: ProcessGroup,
        work: Path | None,
        epoch: int,
    ) -> None:
        """Prepares the training.

        Args:
            model: model with initial weights, the same in every process.
            config: optimisation settings.
            group: the training processes.
            work: folder that receives a batch with a non-finite loss; None: it is not saved.
            epoch: pairs per epoch.

        Raises:
            InputError: the batches of all processes do not add up to the effective batch.
        """
        self.passes = config.passes_per_step(group.size)
        if not self.passes:
            raise InputError(
                f"{group.size} × {config.batch} pairs do not add up to an effective batch of "
                f"{config.effective_batch}; change batch or effective_batch in the config."
            )
        self.group, self.completed_steps = group, 0
        self._config, self._work, self._epoch = config, work, epoch
        if config.synchronous_statistics and group.size > 1:
            synchronize_batch_norm(model, group)
        self.model = model.to(group.device).train()
        if config.channels_last:
            _set_channels_last(self.model)
        ema = get_ema_multi_avg_fn(config.average)
        self.averaged = AveragedModel(self.model, multi_avg_fn=ema, use_buffers=True)
        self.optimizer = torch.optim.Adam(
            self.model.parameters(), config.learning_rate, weight_decay=config.weight_decay
        )
        self._wrapped = self._wrap_model()

    def step(self, batches: Iterator[Batch]) -> StepResult:
        """Takes one step on the next `passes` batches.

        Raises:
            TrainingError: the loss is not finite; the weights are those of the previous step.
        """
        # Seeded for each step, so that a resumed training draws the same numbers.
        torch.manual_seed(self._config.seed + 1_000_003 * self.completed_steps + self.group.rank)
        epoch = self.completed_steps * self._config.effective_batch // self._epoch
        learning_rate = self._config.learning_rate_at(epoch)
        for parameters in self.optimizer.param_groups:
            parameters["lr"] = learning_rate
        self.optimizer.zero_grad()
        results = [
            self._accumulate(next(batches), is_last=number == self.passes - 1)
            for number in range(self.passes)
        ]
        self.optimizer.step()
        self.averaged.update_parameters(self.model)
        self.completed_steps += 1
        loss, accuracy = torch.stack(results).mean(dim=0).tolist()
        return StepResult(self.completed_steps, epoch, loss, accuracy, learning_rate)

    def save(self, path: Path) -> None:
        """Saves the state in the main process; raises MediaError if that fails."""
        if self.group.is_main:
            save_state(path, self.completed_steps, self._modules, self.optimizer, self._identity)
        self.group.wait()

    def load(self, path: Path) -> None:
        """Resumes from a saved state; raises the errors of `load_state`."""
        self.completed_steps = load_state(path, self._modules, self.optimizer, self._identity)

    @property
    def result(self) -> Correspondence:
        """The model to save: the running mean of the weights, or the last weights."""
        model = self.averaged.module if self._config.average else self.model
        assert isinstance(model, Correspondence)
        return model

    @property
    def _modules(self) -> dict[str, nn.Module]:
        return {"model": self.model, "averaged": self.averaged}

    @property
    def _identity(self) -> str:
        """The settings that must be equal when a training is resumed."""
        return self._config.model_dump_json(exclude={"epochs", "save_steps"})

    def _wrap_model(self) -> nn.Module:
        wrapped: nn.Module = self.model
        if self.group.size > 1:
            wrapped = DistributedDataParallel(wrapped)
        if self._config.compile:
            wrapped.compile()
        return wrapped

    def _accumulate(self, batch: Batch, is_last: bool) -> Tensor:
        """Adds the gradients of one batch; returns loss and accuracy of all processes, (2,)."""
        device = self.group.device
        batch = batch.to(device, self._config.channels_last)
        with self._gradient_exchange(is_last):
            with torch.autocast(device.type, torch.bfloat16, enabled=self._config.bf16):
                log_odds = self._wrapped(batch.images, batch.spectrograms)
            loss = correspondence_loss(log_odds.float(), batch.match)
            correct = ((log_odds.detach() > 0) == (batch.match > 0.5)).float().mean()
            result = self.group.mean(torch.stack([loss.detach(), correct]))
            if not result[0].isfinite():
                self._abort(batch, bool(loss.isfinite()))
            (loss / self.passes).backward()
        return result

    def _gradient_exchange(self, is_last: bool) -> AbstractContextManager[None]:
        """Processes exchange gradients only in the last pass of a step."""
        if not is_last and isinstance(self._wrapped, DistributedDataParallel):
            return self._wrapped.no_sync()
        return nullcontext()

    def _abort(self, batch: Batch, finite_here: bool) -> None:
        step, where = self.completed_steps + 1, ""
        if finite_here:
            where = " (in another process)"
        elif self._work is not None:
            path = self._work / f"bad-batch.{step}.{self.group.rank}.safetensors"
            with atomic_write(path) as part:
                save_file({name: t.cpu().contiguous() for name, t in vars(batch).items()}, part)
            where = f" (the batch is saved as {path})"
        raise TrainingError(
            f"The loss of step {step} is not finite{where}; inspect that batch or lower the "
            "learning rate, and run the command again to resume from the last state."
        )


def _set_channels_last(model: nn.Module) -> None:
    """Sets the channels-last layout of 2-D filters, which is faster on GPUs and recent CPUs."""
    for weights in model.parameters():
        if weights.ndim == 4 and weights.shape[1] > 1:  # with one channel, all layouts are equal
            weights.data = weights.data.contiguous(memory_format=torch.channels_last)
