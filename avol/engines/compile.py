"""Makes the ready graphs of the fast CPU engine: once for a checkpoint, on the maker's machine.

The exact graph (fp32) holds no weights: it points into the safetensors file beside it. From it,
with batch norm and padding folded by onnxruntime, comes the 8-bit one: 8-bit activations calibrated
on samples, one scale a channel for the weights, the two last layers left in float.
Needs the `onnx` package, which running the graphs does not.
"""

from __future__ import annotations

import contextlib
import json
import logging
import struct
import tempfile
import time
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
import onnxruntime as ort
import torch
from numpy.typing import NDArray
from onnxruntime.quantization import (
    CalibrationDataReader,
    QuantFormat,
    QuantType,
    quantize_static,
)
from torch import nn

from avol.checkpoints import Checkpoint, Part, load_checkpoint, load_network
from avol.engines.ort import ask, deviation, digest, facts_for, question, session
from avol.engines.towers import Hear, See
from avol.errors import InputError

log = logging.getLogger(__name__)

OPSET = 17
WORTH = 0.8
"""An 8-bit graph is kept when it takes at most this share of the exact one's time."""
SLACK = 1.5
"""How much farther off than at best an 8-bit graph may be on another processor or onnxruntime."""
EXACT = 0.01
"""How far off the exact graph may be."""

Samples = Sequence[NDArray[np.uint8]] | Sequence[NDArray[np.float32]]


@dataclass(frozen=True)
class Compiled:
    """What became of one half of the network."""

    part: Part
    fp32_ms: float
    int8_ms: float
    deviation: float
    """Length of the 8-bit answers' error relative to the answers', on samples not calibrated on."""
    kept: bool
    """Whether the 8-bit graph was worth keeping; where not, the exact one runs in its place."""


def compile_checkpoint(
    name_or_path: str | Path,
    images: Sequence[NDArray[np.uint8]],
    spectrograms: Sequence[NDArray[np.float32]],
) -> tuple[Compiled, Compiled]:
    """Write NAME.see.*.onnx and NAME.hear.*.onnx beside a checkpoint.

    Args:
        name_or_path: the checkpoint.
        images: squares of the card's size, (S, S, 3) RGB bytes; one half calibrates, the other
            judges. A few dozen typical ones do.
        spectrograms: (bins, columns) as `Heard.spectrogram` has them, halved likewise.

    Raises:
        WeightsError: the checkpoint does not fit its card.
        InputError: fewer than two samples of a kind.
    """
    checkpoint = load_checkpoint(name_or_path)
    card, network = load_network(checkpoint.path)
    if min(len(images), len(spectrograms)) < 2:
        raise InputError("Compiling needs two pictures and two seconds of sound at the least.")
    see, hear = See(network, card).eval(), Hear(network).eval()
    return (
        _compile(checkpoint, "see", see, images),
        _compile(checkpoint, "hear", hear, spectrograms),
    )


def _compile(checkpoint: Checkpoint, part: Part, half: nn.Module, samples: Samples) -> Compiled:
    batches = [np.asarray(sample)[None] for sample in samples]
    asked = question(batches[0].shape, batches[0].dtype)
    with torch.inference_mode():
        right = half(torch.tensor(asked)).numpy()
    exact, small = checkpoint.graph(part, "fp32"), checkpoint.graph(part, "int8")
    small.unlink(missing_ok=True)
    exported = _exported(half, asked)
    quantised = _quantised(exported, batches[::2])
    # What 8 bits cost at best: worked out in float, where no processor's sums saturate.
    unhurried = ask(session(quantised.SerializeToString(), optimise=False), asked)
    tolerance = SLACK * deviation(digest(unhurried), digest(right))
    sha256 = checkpoint.card.sha256
    _write(exact, _linked(exported, checkpoint.path), facts_for(sha256, right, EXACT))
    _write(small, quantised, facts_for(sha256, right, tolerance))
    graphs = {path: session(path) for path in (exact, small)}
    times = {path: _milliseconds(graph, asked) for path, graph in graphs.items()}
    answers = {
        path: np.concatenate([ask(graph, batch) for batch in batches[1::2]])
        for path, graph in graphs.items()
    }
    here = deviation(digest(ask(graphs[small], asked)), digest(right))
    kept = times[small] < WORTH * times[exact] and here <= tolerance
    if not kept:
        small.unlink()
    error = deviation(answers[small], answers[exact])
    return Compiled(part, times[exact], times[small], error, kept)


def _exported(half: nn.Module, example: np.ndarray) -> onnx.ModelProto:
    """One half of the network as ONNX, its tensors under their own names."""
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


def _linked(model: onnx.ModelProto, weights: Path) -> onnx.ModelProto:
    """The model with its tensors replaced by places in the safetensors file, cast from half."""
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
    return model


def _places(weights: Path) -> Iterator[tuple[str, tuple[bool, int, int]]]:
    """Of each tensor in a safetensors file: is it in half precision, its offset and length."""
    with weights.open("rb") as file:
        (size,) = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(size))
    for name, tensor in header.items():
        if name != "__metadata__":
            start, stop = tensor["data_offsets"]
            yield name, (tensor["dtype"] == "F16", 8 + size + start, stop - start)


class _Samples(CalibrationDataReader):
    def __init__(self, batches: Sequence[np.ndarray]) -> None:
        self._rest = iter(batches)

    def get_next(self) -> dict[str, np.ndarray]:
        batch = next(self._rest, None)
        return {} if batch is None else {"input": batch}


def _quantised(exported: onnx.ModelProto, batches: Sequence[np.ndarray]) -> onnx.ModelProto:
    """The graph in 8 bits, its activations' ranges taken from the batches."""
    with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(None):
        folded, quantised = Path(folder) / "folded.onnx", Path(folder) / "int8.onnx"
        options = ort.SessionOptions()
        options.graph_optimization_level = ort.GraphOptimizationLevel.ORT_ENABLE_BASIC
        options.optimized_model_filepath = str(folded)
        options.log_severity_level = 3
        ort.InferenceSession(
            exported.SerializeToString(), options, providers=["CPUExecutionProvider"]
        )
        model = onnx.load(folded)
        # Says to the quantiser that the folding is done.
        model.metadata_props.add(key="onnx.quant.pre_process", value="onnxruntime.quant")
        quantize_static(
            model,
            quantised,
            _Samples(batches),
            quant_format=QuantFormat.QDQ,
            per_channel=True,
            activation_type=QuantType.QUInt8,
            weight_type=QuantType.QInt8,
            nodes_to_exclude=[node.name for node in model.graph.node if "_head/" in node.name],
        )
        return onnx.load(quantised)


def _write(path: Path, model: onnx.ModelProto, facts: dict[str, str]) -> None:
    """Write a graph with the facts that are checked on loading."""
    onnx.helper.set_model_props(model, facts)
    part = path.with_name(path.name + ".part")
    part.write_bytes(model.SerializeToString())
    part.replace(path)


def _milliseconds(graph: ort.InferenceSession, asked: np.ndarray, rounds: int = 9) -> float:
    """The fastest of a few runs."""
    times = []
    for _ in range(rounds):
        start = time.thread_time()  # the graph runs on this very thread: others do not count
        ask(graph, asked)
        times.append(time.thread_time() - start)
    return 1000 * min(times)
