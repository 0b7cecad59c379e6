"""A training's state on disk: one safetensors file, so that it can go on as if never stopped.

Tensors are the weights, their running mean and Adam's moments; the header holds the step and the
recipe as JSON. Random numbers and the place in the data follow from the step and are not kept.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file
from torch import Tensor, nn
from torch.optim import Optimizer

from avol.core.atomic import aside
from avol.errors import InputError, WeightsError

_HEADER = "avol.training"


def save_state(
    path: Path, step: int, modules: Mapping[str, nn.Module], optimiser: Optimizer, recipe: str
) -> None:
    """Write the state after `step` steps, aside and then renamed; MediaError where it cannot be.

    Args:
        path: where to.
        step: how many steps have been taken.
        modules: by name; everything that has weights or statistics.
        optimiser: its moments are kept.
        recipe: what must not change between stopping and going on.
    """
    tensors = {
        f"{name}.{key}": value
        for name, module in modules.items()
        for key, value in module.state_dict().items()
    }
    for index, moments in optimiser.state_dict()["state"].items():
        tensors |= {f"optimiser.{index}.{key}": value for key, value in moments.items()}
    header = json.dumps({"step": step, "recipe": recipe})
    with aside(path) as part:
        save_file({key: _packed(value) for key, value in tensors.items()}, part, {_HEADER: header})


def _packed(value: Tensor) -> Tensor:
    """A copy as safetensors takes it: sharing memory with no other, rows last."""
    return value.detach().cpu().clone(memory_format=torch.contiguous_format)


def load_state(
    path: Path, modules: Mapping[str, nn.Module], optimiser: Optimizer, recipe: str
) -> int:
    """Put a kept state back in place; how many steps it has taken.

    Raises:
        WeightsError: the file is damaged.
        InputError: it is the state of another recipe.
    """
    try:
        with safe_open(path, framework="pt") as file:
            header = json.loads((file.metadata() or {})[_HEADER])
            tensors = {key: file.get_tensor(key) for key in file.keys()}  # noqa: SIM118
    except (SafetensorError, KeyError, ValueError):
        raise WeightsError(
            f"{path} is no whole training state; delete it to start afresh."
        ) from None
    if header["recipe"] != recipe:
        raise InputError(
            f"{path} is the state of a training by other settings; name another --work folder "
            "or delete it to start afresh."
        )
    for name, module in modules.items():
        module.load_state_dict(_below(tensors, name))
    _restore_moments(optimiser, _below(tensors, "optimiser"))
    return int(header["step"])


def _restore_moments(optimiser: Optimizer, kept: Mapping[str, Tensor]) -> None:
    weights = [w for group in optimiser.param_groups for w in group["params"]]
    moments: dict[int, dict[str, Any]] = {}
    for key, value in kept.items():
        index, name = key.split(".", 1)
        like = weights[int(index)]
        # Laid out as before: how sums are rounded depends on their order.
        moment = torch.empty_like(like).copy_(value) if value.shape == like.shape else value
        moments.setdefault(int(index), {})[name] = moment
    groups = optimiser.state_dict()["param_groups"]
    optimiser.load_state_dict({"state": moments, "param_groups": groups})


def _below(tensors: Mapping[str, Tensor], name: str) -> dict[str, Tensor]:
    prefix = f"{name}."
    return {key.removeprefix(prefix): t for key, t in tensors.items() if key.startswith(prefix)}
