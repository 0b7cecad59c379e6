"""Files of weights: `NAME.safetensors`, its card `NAME.card.json` beside it, and, where they were
compiled, the graphs of the fast CPU engine, `NAME.see.int8.onnx` and so on.

Never pickle: a checkpoint from a stranger can be opened safely.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, cast

from avol.core.paths import weights
from avol.errors import WeightsError
from avol.model_card import ModelCard, read_card, write_card

if TYPE_CHECKING:
    from torch import Tensor

    from avol.models import AVENet, AVOLNet, L3Net

    Network = AVOLNet | AVENet | L3Net

DEFAULT_WEIGHTS = "avol"
"""The checkpoint that is used where none is named."""

Part = Literal["see", "hear"]
Precision = Literal["int8", "fp32"]
"""Fastest first."""


@dataclass(frozen=True)
class Checkpoint:
    """A card and the file of weights that was found to be the one it speaks of."""

    card: ModelCard
    path: Path

    def graph(self, part: Part, precision: Precision) -> Path:
        """Where the ready-made graph of one part of the network lies, if it was made."""
        return self.path.with_name(f"{self.path.stem}.{part}.{precision}.onnx")


def find_weights(name_or_path: str | Path) -> Path:
    """The weights file of a shipped name ("avol") or of a path; WeightsError if none."""
    path = Path(name_or_path)
    if path.suffix != ".safetensors":
        path = path.with_name(path.name + ".safetensors")
    if path.parent == Path() and not path.is_file():
        path = weights() / path
    if not path.is_file():
        shipped = ", ".join(sorted(p.stem for p in weights().glob("*.safetensors"))) or "none"
        raise WeightsError(f"There is no checkpoint at {path}; shipped with AVOL: {shipped}.")
    return path


def load_card(name_or_path: str | Path) -> ModelCard:
    """The card of a checkpoint, without its weights; WeightsError on any misfit."""
    return read_card(_card_path(find_weights(name_or_path)))


def load_checkpoint(name_or_path: str | Path) -> Checkpoint:
    """The card, checked to be that of the weights beside it (SHA-256); WeightsError if not."""
    path = find_weights(name_or_path)
    card = read_card(_card_path(path))
    if _sha256(path) != card.sha256:
        raise WeightsError(
            f"{path.name} is not the file that its card describes (its SHA-256 differs); "
            "get fresh copies of both."
        )
    return Checkpoint(card, path)


def load_network(name_or_path: str | Path) -> tuple[ModelCard, Network]:
    """The card and its network with the weights in place: float32, CPU, evaluation mode.

    Raises:
        WeightsError: a file is missing, damaged or from a newer version, or a tensor does not fit.
    """
    import torch

    from avol.models import build_network

    checkpoint = load_checkpoint(name_or_path)
    card = checkpoint.card
    network = build_network(card.network, card.vision_tower, card.sound_tower, card.heads).eval()
    wanted, stored = _learned(network.state_dict()), _read(checkpoint.path)
    _check_fit(checkpoint.path.name, wanted, stored)
    with torch.no_grad():
        for key, value in wanted.items():
            value.copy_(stored[key])
    return card, cast("Network", network)


def load_weights(name_or_path: str | Path) -> tuple[ModelCard, dict[str, Tensor]]:
    """The card and the float32 tensors of a checkpoint, checked as by `load_network`."""
    card, network = load_network(name_or_path)
    return card, _learned(network.state_dict())


def load_calibration(checkpoint: Checkpoint) -> tuple[float, float]:
    """Scale and bias of conv7, read without torch; WeightsError where the network has none."""
    from safetensors import safe_open

    with _whole(checkpoint.path), safe_open(checkpoint.path, framework="numpy") as file:
        if "conv7.scale" not in file.keys():  # noqa: SIM118 - not a mapping
            raise WeightsError(
                f"{checkpoint.card.title} gives no map; choose a checkpoint of an AVOL-Net."
            )
        return float(file.get_tensor("conv7.scale")), float(file.get_tensor("conv7.bias"))


def save_weights(
    path: Path, card: ModelCard, state: Mapping[str, Tensor], *, half: bool = False
) -> ModelCard:
    """Write weights and card (aside, then renamed).

    Args:
        path: NAME.safetensors.
        card: its `sha256` is filled in.
        state: the network's state; counters of batches are left out.
        half: store filters and matrices in half precision; scales, biases and running statistics
            stay as they are.

    Returns:
        The card as written.
    """
    import torch
    from safetensors.torch import save_file

    def stored(value: Tensor) -> Tensor:
        value = value.detach().cpu().contiguous()
        return value.to(torch.float16) if half and value.ndim > 1 else value

    part = path.with_name(path.name + ".part")
    save_file({key: stored(value) for key, value in _learned(state).items()}, part)
    card = card.model_copy(update={"sha256": _sha256(part)})
    part.replace(path)
    write_card(_card_path(path), card)
    return card


def _card_path(path: Path) -> Path:
    return path.with_suffix(".card.json")


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _learned(state: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Without the counters that batch norm keeps while it is trained."""
    return {k: v for k, v in state.items() if not k.endswith("num_batches_tracked")}


def _read(path: Path) -> dict[str, Tensor]:
    from safetensors.torch import load_file

    with _whole(path):
        return load_file(path)


@contextmanager
def _whole(path: Path) -> Iterator[None]:
    """Say it in one sentence when safetensors cannot read the file."""
    from safetensors import SafetensorError

    try:
        yield
    except SafetensorError:
        raise WeightsError(
            f"{path.name} is no whole safetensors file; get a fresh copy of it."
        ) from None


def _check_fit(name: str, wanted: Mapping[str, Tensor], stored: Mapping[str, Tensor]) -> None:
    remedy = "the card names another network than these weights are of"
    if missing := sorted(wanted.keys() - stored.keys()):
        raise WeightsError(f"{name} lacks the tensor {missing[0]}; {remedy}.")
    if unexpected := sorted(stored.keys() - wanted.keys()):
        raise WeightsError(f"{name} holds an unexpected tensor {unexpected[0]}; {remedy}.")
    for key, tensor in wanted.items():
        if tensor.shape != stored[key].shape:
            raise WeightsError(
                f"{name} holds {key} of shape {tuple(stored[key].shape)} where the network "
                f"has {tuple(tensor.shape)}; {remedy}."
            )
