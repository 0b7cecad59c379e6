"""How one pretrained tower is tuned: several times over, and the tunings' weights averaged.

Averages of weights, over the steps of one tuning, over tunings (arXiv 2203.05482) and with the
pretrained weights (arXiv 2109.01903), err less on recordings of other origins than any one tuning,
and cost nothing when the tower is used.
"""

import copy
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from avol.models.encoders.base import Encoder
from avol.training.correspondence.state import load_state, save_state

_KEEP_EVERY = 100
_APART = 1_000_003  # between the seeds of two tunings
Weights = Mapping[str, Tensor]


@dataclass(frozen=True)
class Tuning:
    """What there is to choose about one tuning of a tower."""

    steps: int
    batch: int
    rate: float = 5e-4
    """Learning rate of the tower's upper stages."""
    naming_rate: float = 3e-3
    """Learning rate of the layer that names, which starts from nothing."""
    weight_decay: float = 1e-3
    dropout: float = 0.1
    keep: float = 0.1
    """Weight of answering as before for the concepts' classes."""
    mixing: float = 0.0
    """Both parameters of the beta distribution by which seconds are mixed in pairs; 0: not at all.
    The ear's alone."""
    hiding: float = 0.0
    """Share of the seconds of which a moment or a band is hidden. The ear's alone."""
    averaging: float = 0.0
    """Decay per step of the running mean of the weights; 0: the last step's."""
    seed: int = 0


@dataclass(frozen=True)
class FineTuneConfig:
    """How one tower is tuned: the tunings, whose weights are averaged."""

    tunings: tuple[Tuning, ...]
    """Each starts from the pretrained weights. Tunings that differ in more than their seed average
    to more than tunings alike."""
    pretrained: float = 0.0
    """Share of the pretrained weights in the average."""

    @property
    def steps(self) -> int:
        """Of all tunings."""
        return sum(tuning.steps for tuning in self.tunings)


Cost = Callable[[Encoder, Tuning, np.random.Generator], Tensor]
"""What a step costs, given the tower as it was pretrained, the settings and a source of chance."""


def tune(
    tower: Encoder, naming: nn.Linear, cost: Cost, recipe: FineTuneConfig, state: Path
) -> Iterator[int]:
    """Tune `tower.upper` and `naming` in place; yields the steps taken, over all tunings.

    Tunings that were stopped go on where they were; `state` with their numbers keeps them.
    """
    tower.to(memory_format=torch.channels_last)  # pyright: ignore[reportCallIssue] - a sixth faster
    tower.eval()  # the running statistics of batch norm stay what millions of pictures made them
    pretrained = copy.deepcopy(tower)
    given = _copied(tower), _copied(naming)
    towers: list[Weights] = []
    namings: list[Weights] = []
    before = 0
    for number, tuning in enumerate(recipe.tunings):
        for module, weights in zip((tower, naming), given, strict=True):
            module.load_state_dict(weights)
        file = state.with_suffix(f".{number}{state.suffix}")
        mean = _running_mean(tower, naming, tuning)
        for step in _once(pretrained, mean, (tower, naming), cost, tuning, file):
            yield before + step
        before += tuning.steps
        averaged = mean.module
        assert isinstance(averaged, nn.ModuleDict)
        towers.append(_copied(averaged["tower"]))
        namings.append(_copied(averaged["naming"]))
    tower.load_state_dict(blend(given[0], towers, recipe.pretrained))
    naming.load_state_dict(blend(given[1], namings, 0.0))
    yield recipe.steps


def blend(pretrained: Weights, tuned: Sequence[Weights], share: float) -> dict[str, Tensor]:
    """`share` of the pretrained weights, and the mean of the tuned ones for the rest."""

    def blended(key: str, before: Tensor) -> Tensor:
        if not before.is_floating_point():
            return before
        mean = torch.stack([weights[key] for weights in tuned]).mean(0)
        return share * before + (1 - share) * mean

    return {key: blended(key, before) for key, before in pretrained.items()}


def one_cycle(done: float) -> float:
    """Share of the highest learning rate after a share `done` of the steps: up a tenth, down."""
    return max(done, 1e-3) / 0.1 if done < 0.1 else (1 + math.cos(math.pi * (done - 0.1) / 0.9)) / 2


def _once(
    pretrained: Encoder,
    mean: AveragedModel,
    learning: tuple[Encoder, nn.Linear],
    cost: Cost,
    tuning: Tuning,
    state: Path,
) -> Iterator[int]:
    tower, naming = learning
    upper, layer = tower.upper_parameters(), list(naming.parameters())
    optimiser = torch.optim.AdamW(
        [{"params": upper}, {"params": layer}], weight_decay=tuning.weight_decay
    )
    kept = {"tower": tower, "naming": naming, "mean": mean}
    first = load_state(state, kept, optimiser, repr(tuning)) if state.exists() else 0
    for step in range(first, tuning.steps):
        torch.manual_seed(tuning.seed * _APART + step)  # all chance follows from the step
        share = one_cycle(step / tuning.steps)
        for group, rate in zip(
            optimiser.param_groups, (tuning.rate, tuning.naming_rate), strict=True
        ):
            group["lr"] = rate * share
        optimiser.zero_grad()
        cost(pretrained, tuning, np.random.default_rng((tuning.seed, step))).backward()
        torch.nn.utils.clip_grad_norm_([*upper, *layer], 1.0)
        optimiser.step()
        mean.update_parameters(_both(tower, naming))
        if (step + 1) % _KEEP_EVERY == 0 or step + 1 == tuning.steps:
            save_state(state, step + 1, kept, optimiser, repr(tuning))
        yield step + 1


def _both(tower: Encoder, naming: nn.Linear) -> nn.ModuleDict:
    return nn.ModuleDict({"tower": tower, "naming": naming})


def _running_mean(tower: Encoder, naming: nn.Linear, tuning: Tuning) -> AveragedModel:
    decay = get_ema_multi_avg_fn(tuning.averaging)
    return AveragedModel(_both(tower, naming), multi_avg_fn=decay)


def _copied(module: nn.Module) -> dict[str, Tensor]:
    return {key: value.detach().clone() for key, value in module.state_dict().items()}
