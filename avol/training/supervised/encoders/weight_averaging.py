"""Fine-tunes an encoder in several runs and averages their weights.

Averages over the steps of a run, over runs (arXiv 2203.05482) and with the pretrained weights
(arXiv 2109.01903) generalise better to recordings of other origin than any single run, at no cost
in inference.
"""

import copy
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from avol.models.encoders.base import Encoder
from avol.training.schedule import set_learning_rates
from avol.training.state import load_state, save_state
from avol.training.supervised.config import FineTuneConfig, FineTuneRunConfig

_SAVE_STEPS = 100
_SEED_STRIDE = 1_000_003  # between the seeds of two runs
Weights = Mapping[str, Tensor]

Loss = Callable[[Encoder, FineTuneRunConfig, np.random.Generator], Tensor]
"""Computes the loss of a step from the pretrained encoder, the settings and a generator."""


def fine_tune(
    encoder: Encoder, classifier: nn.Linear, loss: Loss, config: FineTuneConfig, state: Path
) -> Iterator[int]:
    """Fine-tunes `encoder.upper` and `classifier` in place; yields the steps over all runs.

    Interrupted runs resume; their state files have the name of `state` with the run number.
    """
    encoder.to(memory_format=torch.channels_last)  # pyright: ignore[reportCallIssue] - 1.2 x faster
    encoder.eval()  # keeps the pretrained running statistics of batch norm
    pretrained = copy.deepcopy(encoder)
    initial = _copy_weights(encoder), _copy_weights(classifier)
    encoder_weights: list[Weights] = []
    classifier_weights: list[Weights] = []
    completed = 0
    for number, run in enumerate(config.runs):
        for module, weights in zip((encoder, classifier), initial, strict=True):
            module.load_state_dict(weights)
        file = state.with_suffix(f".{number}{state.suffix}")
        average = _running_average(encoder, classifier, run)
        for step in _train_run(pretrained, average, (encoder, classifier), loss, run, file):
            yield completed + step
        completed += run.steps
        averaged = average.module
        assert isinstance(averaged, nn.ModuleDict)
        encoder_weights.append(_copy_weights(averaged["encoder"]))
        classifier_weights.append(_copy_weights(averaged["classifier"]))
    encoder.load_state_dict(
        average_weights(initial[0], encoder_weights, config.pretrained_fraction)
    )
    classifier.load_state_dict(average_weights(initial[1], classifier_weights, 0.0))
    yield config.steps


def average_weights(
    pretrained: Weights, tuned: Sequence[Weights], pretrained_fraction: float
) -> dict[str, Tensor]:
    """The mean of the tuned weights, mixed with a fraction of the pretrained weights."""

    def average(key: str, before: Tensor) -> Tensor:
        if not before.is_floating_point():
            return before
        mean = torch.stack([weights[key] for weights in tuned]).mean(0)
        return pretrained_fraction * before + (1 - pretrained_fraction) * mean

    return {key: average(key, before) for key, before in pretrained.items()}


def _train_run(
    pretrained: Encoder,
    average: AveragedModel,
    modules: tuple[Encoder, nn.Linear],
    loss: Loss,
    run: FineTuneRunConfig,
    state: Path,
) -> Iterator[int]:
    encoder, classifier = modules
    upper, layer = encoder.upper_parameters(), list(classifier.parameters())
    optimizer = torch.optim.AdamW(
        [{"params": upper}, {"params": layer}], weight_decay=run.weight_decay
    )
    saved = {"encoder": encoder, "classifier": classifier, "average": average}
    identity = run.model_dump_json()
    first = load_state(state, saved, optimizer, identity) if state.exists() else 0
    for step in range(first, run.steps):
        torch.manual_seed(run.seed * _SEED_STRIDE + step)  # a resumed run draws the same numbers
        rates = [run.learning_rate, run.classifier_learning_rate]
        set_learning_rates(optimizer, rates, step / run.steps)
        optimizer.zero_grad()
        loss(pretrained, run, np.random.default_rng((run.seed, step))).backward()
        torch.nn.utils.clip_grad_norm_([*upper, *layer], 1.0)
        optimizer.step()
        average.update_parameters(_both_modules(encoder, classifier))
        if (step + 1) % _SAVE_STEPS == 0 or step + 1 == run.steps:
            save_state(state, step + 1, saved, optimizer, identity)
        yield step + 1


def _both_modules(encoder: Encoder, classifier: nn.Linear) -> nn.ModuleDict:
    return nn.ModuleDict({"encoder": encoder, "classifier": classifier})


def _running_average(
    encoder: Encoder, classifier: nn.Linear, run: FineTuneRunConfig
) -> AveragedModel:
    decay = get_ema_multi_avg_fn(run.ema_decay)
    return AveragedModel(_both_modules(encoder, classifier), multi_avg_fn=decay)


def _copy_weights(module: nn.Module) -> dict[str, Tensor]:
    return {key: value.detach().clone() for key, value in module.state_dict().items()}
