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

from avol.packed_weights import SCALE

OPSET = 17
_FLOAT = onnx.TensorProto.FLOAT
_TYPES = {"F32": _FLOAT, "F16": onnx.TensorProto.FLOAT16, "I8": onnx.TensorProto.INT8}
"""Types of tensors by their names in a safetensors file."""


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

    Tensors in half precision get a cast to float32, packed ones (`avol.packed_weights`) a cast and
    a product with their scales; onnxruntime computes both once, when it loads the graph.
    """
    tensors = dict(_stored_tensors(weights))
    nodes = list[onnx.NodeProto]()
    for tensor in list(model.graph.initializer):
        name = tensor.name
        stored = tensors.get(name.removeprefix("network."))
        if stored is None:  # mean and deviation of the image
            continue
        _refer(tensor, stored, weights)
        if stored.type == onnx.TensorProto.FLOAT:
            continue
        tensor.name = f"{name}.stored"
        packed = stored.type == onnx.TensorProto.INT8
        cast = f"{name}.bytes" if packed else name
        nodes.append(onnx.helper.make_node("Cast", [tensor.name], [cast], to=_FLOAT))
        if packed:
            scale = model.graph.initializer.add(name=name + SCALE)
            _refer(scale, tensors[scale.name.removeprefix("network.")], weights)
            nodes.append(onnx.helper.make_node("Mul", [cast, scale.name], [name]))
    nodes += model.graph.node
    model.graph.ClearField("node")
    model.graph.node.extend(nodes)


def _refer(tensor: onnx.TensorProto, stored: _StoredTensor, weights: Path) -> None:
    """Replace the content of a tensor by a reference."""
    tensor.ClearField("raw_data")
    tensor.data_location = onnx.TensorProto.EXTERNAL
    tensor.data_type = stored.type
    tensor.dims[:] = stored.shape
    tensor.external_data.add(key="location", value=weights.name)
    tensor.external_data.add(key="offset", value=str(stored.offset))
    tensor.external_data.add(key="length", value=str(stored.length))


@dataclass(frozen=True)
class _StoredTensor:
    type: int
    shape: tuple[int, ...]
    offset: int
    length: int


def _stored_tensors(weights: Path) -> Iterator[tuple[str, _StoredTensor]]:
    """Yield names, types and byte ranges of the tensors in a safetensors file."""
    with weights.open("rb") as file:
        (size,) = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(size))
    for name, tensor in header.items():
        if name != "__metadata__":
            start, stop = tensor["data_offsets"]
            kind, shape = _TYPES[tensor["dtype"]], tuple(tensor["shape"])
            yield name, _StoredTensor(kind, shape, 8 + size + start, stop - start)
