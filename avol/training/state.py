"""Training state in one safetensors file, from which a training resumes exactly.

The tensors are the weights, their running mean and Adam's moments; the header holds the step and
the config as JSON. Random numbers and the position in the data follow from the step and are not
stored.
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

from avol.core.atomic import atomic_write
from avol.errors import InputError, WeightsError

_HEADER = "avol.training"
_CONFIG_KEY = "recipe"  # the name of the config in existing files


def save_state(
    path: Path, step: int, modules: Mapping[str, nn.Module], optimizer: Optimizer, config: str
) -> None:
    """Saves the state after `step` steps atomically; raises MediaError if that fails.

    Args:
        path: file to write.
        step: number of completed steps.
        modules: modules by name; everything that has weights or statistics.
        optimizer: optimizer, whose moments are saved.
        config: settings that must be equal when the training is resumed.
    """
    tensors = {
        f"{name}.{key}": value
        for name, module in modules.items()
        for key, value in module.state_dict().items()
    }
    for index, moments in optimizer.state_dict()["state"].items():
        tensors |= {f"optimiser.{index}.{key}": value for key, value in moments.items()}
    header = json.dumps({"step": step, _CONFIG_KEY: config})
    with atomic_write(path) as part:
        save_file({key: _contiguous(t) for key, t in tensors.items()}, part, {_HEADER: header})


def _contiguous(value: Tensor) -> Tensor:
    """A row-major copy that shares no memory, as safetensors requires."""
    return value.detach().cpu().clone(memory_format=torch.contiguous_format)


def load_state(
    path: Path, modules: Mapping[str, nn.Module], optimizer: Optimizer, config: str
) -> int:
    """Restores a saved state; returns the number of completed steps.

    Raises:
        WeightsError: the file is damaged.
        InputError: the file belongs to a training with other settings.
    """
    try:
        with safe_open(path, framework="pt") as file:
            header = json.loads((file.metadata() or {})[_HEADER])
            tensors = {key: file.get_tensor(key) for key in file.keys()}  # noqa: SIM118
    except (SafetensorError, KeyError, ValueError):
        raise WeightsError(
            f"{path} is no complete training state; delete it to start again."
        ) from None
    if header[_CONFIG_KEY] != config:
        raise InputError(
            f"{path} is the state of a training with other settings; use another --work folder "
            "or delete it to start again."
        )
    for name, module in modules.items():
        module.load_state_dict(_with_prefix(tensors, name))
    _restore_moments(optimizer, _with_prefix(tensors, "optimiser"))
    return int(header["step"])


def _restore_moments(optimizer: Optimizer, saved: Mapping[str, Tensor]) -> None:
    weights = [w for group in optimizer.param_groups for w in group["params"]]
    moments: dict[int, dict[str, Any]] = {}
    for key, value in saved.items():
        index, name = key.split(".", 1)
        like = weights[int(index)]
        # The memory layout stays the same, because the rounding of sums depends on their order.
        moment = torch.empty_like(like).copy_(value) if value.shape == like.shape else value
        moments.setdefault(int(index), {})[name] = moment
    groups = optimizer.state_dict()["param_groups"]
    optimizer.load_state_dict({"state": moments, "param_groups": groups})


def _with_prefix(tensors: Mapping[str, Tensor], name: str) -> dict[str, Tensor]:
    """The tensors below `name`, without that prefix."""
    prefix = f"{name}."
    return {key.removeprefix(prefix): t for key, t in tensors.items() if key.startswith(prefix)}
