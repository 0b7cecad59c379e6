"""Export of an encoder to ONNX and linking of the graph to a safetensors file."""

from __future__ import annotations

import json
import struct
import tempfile
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
import torch
from torch import nn

OPSET = 17


def export_graph(encoder: nn.Module, example: np.ndarray) -> onnx.ModelProto:
    """Export an encoder module in float32, "input" to "embedding"; its tensors keep their names."""
    with warnings.catch_warnings(), tempfile.TemporaryDirectory() as folder:
        # The TorchScript exporter needs no package besides onnx.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            encoder,
            (torch.tensor(example),),
            (file := Path(folder) / "exported.onnx"),
            dynamo=False,
            opset_version=OPSET,
            training=torch.onnx.TrainingMode.PRESERVE,  # folds nothing, keeps the names
            do_constant_folding=False,
            input_names=["input"],
            output_names=["embedding"],
        )
        model = onnx.load(file)
    for node in model.graph.node:
        node.ClearField("doc_string")
        while node.input and not node.input[-1]:  # onnxruntime folds Pad only without them
            node.input.pop()
    return model


def link_weights(model: onnx.ModelProto, weights: Path) -> None:
    """Replace the tensors of `model`, in place, by references into a safetensors file.

    Half-precision tensors get a cast to float32.
    """
    tensors = dict(_stored_tensors(weights))
    casts = []
    for tensor in model.graph.initializer:
        stored = tensors.get(tensor.name.removeprefix("network."))
        if stored is None:  # mean and deviation of the image
            continue
        tensor.ClearField("raw_data")
        tensor.data_location = onnx.TensorProto.EXTERNAL
        tensor.external_data.add(key="location", value=weights.name)
        tensor.external_data.add(key="offset", value=str(stored.offset))
        tensor.external_data.add(key="length", value=str(stored.length))
        if stored.half:
            name, tensor.name = tensor.name, tensor.name + ".half"
            tensor.data_type = onnx.TensorProto.FLOAT16
            casts.append(
                onnx.helper.make_node("Cast", [tensor.name], [name], to=onnx.TensorProto.FLOAT)
            )
    nodes = [*casts, *model.graph.node]
    model.graph.ClearField("node")
    model.graph.node.extend(nodes)


@dataclass(frozen=True)
class _StoredTensor:
    half: bool
    offset: int
    length: int


def _stored_tensors(weights: Path) -> Iterator[tuple[str, _StoredTensor]]:
    """Yield names and byte ranges of the tensors in a safetensors file."""
    with weights.open("rb") as file:
        (size,) = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(size))
    for name, tensor in header.items():
        if name != "__metadata__":
            start, stop = tensor["data_offsets"]
            yield name, _StoredTensor(tensor["dtype"] == "F16", 8 + size + start, stop - start)
