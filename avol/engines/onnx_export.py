"""One half of a network as an ONNX graph in full precision, without weights of its own."""

from __future__ import annotations

import json
import struct
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import onnx
import torch
from torch import nn

OPSET = 17


def exported(half: nn.Module, example: np.ndarray) -> onnx.ModelProto:
    """`ImageEncoderModule` or `AudioEncoderModule` as ONNX, "input" to "embedding", its tensors under their own names."""
    with warnings.catch_warnings(), tempfile.TemporaryDirectory() as folder:
        # The TorchScript exporter is the one that needs no package beyond onnx.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            half,
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


def link(model: onnx.ModelProto, weights: Path) -> None:
    """Replace the model's tensors, in place, by places in a safetensors file, cast from half."""
    places = dict(_places(weights))
    casts = []
    for tensor in model.graph.initializer:
        place = places.get(tensor.name.removeprefix("network."))
        if place is None:  # the picture's mean and deviation
            continue
        half, offset, length = place
        tensor.ClearField("raw_data")
        tensor.data_location = onnx.TensorProto.EXTERNAL
        for key, value in (("location", weights.name), ("offset", offset), ("length", length)):
            tensor.external_data.add(key=key, value=str(value))
        if half:
            whole, tensor.name = tensor.name, tensor.name + ".half"
            tensor.data_type = onnx.TensorProto.FLOAT16
            casts.append(
                onnx.helper.make_node("Cast", [tensor.name], [whole], to=onnx.TensorProto.FLOAT)
            )
    nodes = [*casts, *model.graph.node]
    model.graph.ClearField("node")
    model.graph.node.extend(nodes)


def _places(weights: Path) -> Iterator[tuple[str, tuple[bool, int, int]]]:
    """Of each tensor in a safetensors file: is it in half precision, its offset and length."""
    with weights.open("rb") as file:
        (size,) = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(size))
    for name, tensor in header.items():
        if name != "__metadata__":
            start, stop = tensor["data_offsets"]
            yield name, (tensor["dtype"] == "F16", 8 + size + start, stop - start)
