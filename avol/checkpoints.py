"""Checkpoint files: weights, model card and compiled graphs.

`NAME.safetensors` holds the weights, `NAME.card.json` the model card. `NAME.see.int8.onnx` and
similar files are the compiled graphs of the onnxruntime engine. Pickle is never used, so that
untrusted checkpoints are safe to open.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, cast, get_args

from avol.core.atomic import atomic_write
from avol.core.outputs import OutputFile
from avol.core.paths import weights_folder
from avol.errors import WeightsError
from avol.model_card import ModelCard

if TYPE_CHECKING:
    from torch import Tensor

    from avol.models import AVENet, AVOLNet, L3Net

    Network = AVOLNet | AVENet | L3Net

DEFAULT_WEIGHTS = "avol"
"""Name of the checkpoint that is loaded by default."""

EncoderKind = Literal["image", "audio"]
"""The two encoders of a network, each compiled to a graph of its own."""
Precision = Literal["int8", "fp32"]
"""Precisions of a graph, fastest first."""

_GRAPH_NAMES: Mapping[EncoderKind, str] = {
    "image": "see",
    "audio": "hear",
}  # part of the file names


@dataclass(frozen=True)
class Checkpoint:
    """A model card and the path of its weights."""

    card: ModelCard
    path: Path

    def graph_path(self, encoder: EncoderKind, precision: Precision) -> Path:
        """Return where the compiled graph of an encoder is stored, whether it exists or not."""
        return _graph_path(self.path, encoder, precision)


def _graph_path(weights: Path, encoder: EncoderKind, precision: Precision) -> Path:
    return weights.with_name(f"{weights.stem}.{_GRAPH_NAMES[encoder]}.{precision}.onnx")


def find_weights(name_or_path: str | Path) -> Path:
    """Return the weights file of a bundled name ("avol") or a path; WeightsError if none."""
    path = Path(name_or_path)
    if path.suffix != ".safetensors":
        path = path.parent / f"{path.name}.safetensors"  # the name of “.” and “/” is empty
    if path.parent == Path() and not path.is_file():
        path = weights_folder() / path
    if not path.is_file():
        bundled = ", ".join(sorted(p.stem for p in weights_folder().glob("*.safetensors")))
        raise WeightsError(
            f"Checkpoint not found: {path}; choose one that comes with AVOL: {bundled or 'none'}."
        )
    return path


def load_model_card(name_or_path: str | Path) -> ModelCard:
    """Load the model card of a checkpoint without its weights; WeightsError if that fails."""
    return ModelCard.load(card_path(find_weights(name_or_path)))


def load_checkpoint(name_or_path: str | Path) -> Checkpoint:
    """Load the model card and verify the SHA-256 of the weights; WeightsError if that fails."""
    path = find_weights(name_or_path)
    card = ModelCard.load(card_path(path))
    if _sha256(path) != card.sha256:
        raise WeightsError(
            f"{path.name} does not match its model card (its SHA-256 differs); "
            "get fresh copies of both."
        )
    return Checkpoint(card, path)


def load_network(name_or_path: str | Path) -> tuple[ModelCard, Network]:
    """Load the model card and the network: float32, on the CPU, in evaluation mode.

    Raises:
        WeightsError: a file is missing, damaged or from a newer version, or a tensor does not fit.
    """
    import torch

    from avol.models import build_network

    checkpoint = load_checkpoint(name_or_path)
    card = checkpoint.card
    network = build_network(card.network, card.vision_encoder, card.audio_encoder, card.heads)
    network.eval()
    expected, stored = _stored_tensors(network.state_dict()), _load_tensors(checkpoint.path)
    _check_tensors(checkpoint.path.name, expected, stored)
    with torch.no_grad():
        for key, value in expected.items():
            value.copy_(stored[key])
    return card, cast("Network", network)


def load_weights(name_or_path: str | Path) -> tuple[ModelCard, dict[str, Tensor]]:
    """Load the model card and the float32 tensors, with the checks of `load_network`."""
    card, network = load_network(name_or_path)
    return card, _stored_tensors(network.state_dict())


def load_conv7(checkpoint: Checkpoint) -> tuple[float, float]:
    """Load scale and bias of conv7 without torch; WeightsError if the network has none."""
    from safetensors import safe_open

    with _safetensors_errors(checkpoint.path), safe_open(checkpoint.path, "numpy") as file:
        if "conv7.scale" not in file.keys():  # noqa: SIM118 - not a mapping
            raise WeightsError(
                f"{checkpoint.card.title} has no localization map; choose an AVOL-Net checkpoint."
            )
        return float(file.get_tensor("conv7.scale")), float(file.get_tensor("conv7.bias"))


def checkpoint_outputs(path: Path) -> list[OutputFile]:
    """Return the files of a checkpoint NAME.safetensors that is saved and compiled."""
    graphs = [
        _graph_path(path, encoder, precision)
        for encoder in get_args(EncoderKind)
        for precision in get_args(Precision)
    ]
    return [
        OutputFile(file, lambda _: _has_card(path)) for file in (path, card_path(path), *graphs)
    ]


def _has_card(path: Path) -> bool:
    try:
        ModelCard.load(card_path(path))
    except WeightsError:
        return False
    return True


def save_weights(
    path: Path,
    card: ModelCard,
    state: Mapping[str, Tensor],
    *,
    half: bool = False,
    packed: bool = False,
) -> ModelCard:
    """Write weights and model card atomically.

    Args:
        path: NAME.safetensors.
        card: its `sha256` is filled in.
        state: the network's state; batch counters are left out.
        half: store filters and matrices in half precision; scales, biases and running statistics
            keep their precision.
        packed: store the filters of the encoders in 8 bits (`avol.packed_weights`).

    Returns:
        The card as written.

    Raises:
        MediaError: a file cannot be written.
    """
    import torch
    from safetensors.torch import save_file

    from avol.packed_weights import pack

    def stored(value: Tensor) -> Tensor:
        value = value.detach().cpu().contiguous()
        return value.to(torch.float16) if half and value.ndim > 1 else value

    tensors = _stored_tensors(state)
    filters = pack(tensors) if packed else {}
    others = {key: stored(value) for key, value in tensors.items() if key not in filters}
    with atomic_write(path) as part:
        save_file({**others, **filters}, part)
        card = card.model_copy(update={"sha256": _sha256(part)})
    card.save(card_path(path))
    return card


def card_path(path: Path) -> Path:
    """Return the path of the model card of a weights file."""
    return path.with_suffix(".card.json")


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _stored_tensors(state: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Leave out the batch counters of batch norm, which only training needs."""
    return {k: v for k, v in state.items() if not k.endswith("num_batches_tracked")}


def _load_tensors(path: Path) -> dict[str, Tensor]:
    from safetensors.torch import load_file

    from avol.packed_weights import unpack

    with _safetensors_errors(path):
        return unpack(load_file(path))


@contextmanager
def _safetensors_errors(path: Path) -> Iterator[None]:
    """Raise WeightsError in place of SafetensorError."""
    from safetensors import SafetensorError

    try:
        yield
    except SafetensorError:
        raise WeightsError(
            f"{path.name} is not a complete safetensors file; get a fresh copy of it."
        ) from None


def _check_tensors(name: str, expected: Mapping[str, Tensor], stored: Mapping[str, Tensor]) -> None:
    remedy = "the model card belongs to another network; get fresh copies of both"
    if missing := sorted(expected.keys() - stored.keys()):
        raise WeightsError(f"{name} lacks the tensor {missing[0]}; {remedy}.")
    if unexpected := sorted(stored.keys() - expected.keys()):
        raise WeightsError(f"{name} holds an unexpected tensor {unexpected[0]}; {remedy}.")
    for key, tensor in expected.items():
        if tensor.shape != stored[key].shape:
            raise WeightsError(
                f"{name} holds {key} of shape {tuple(stored[key].shape)} instead of "
                f"{tuple(tensor.shape)}; {remedy}."
            )
