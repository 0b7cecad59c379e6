"""Makes the ready graphs of the fast CPU engine: once for a checkpoint, on the maker's machine.

The exact graph (fp32) holds no weights: it points into the safetensors file beside it. From it,
with batch norm and padding folded by onnxruntime, comes the 8-bit one: activations calibrated on
samples, one scale a channel for the weights, the two last layers left in float.
Needs the `onnx` package, which running the graphs does not.
"""

from __future__ import annotations

import contextlib
import tempfile
import time
from collections.abc import Sequence
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
from avol.engines.encoder_modules import AudioEncoderModule, ImageEncoderModule
from avol.engines.gptq import refine
from avol.engines.onnx_export import exported, link
from avol.engines.onnxruntime_engine import (
    ask,
    deviation,
    digest,
    facts_for,
    open_graph,
    question,
    session,
)
from avol.errors import InputError

WORTH = 0.8
"""An 8-bit graph is kept when it takes at most this share of the exact one's time ..."""
FAITHFUL = 0.2
"""... and its answers' error has at most this share of their length."""
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
        spectrograms: (bins, columns) as `AudioEmbedding.spectrogram` has them, halved likewise.

    Raises:
        WeightsError: the checkpoint does not fit its card.
        InputError: fewer than two samples of a kind.
        EngineError: this processor gets 8-bit sums wrong, so that the graphs cannot be judged here.
    """
    checkpoint = load_checkpoint(name_or_path)
    card, network = load_network(checkpoint.path)
    if min(len(images), len(spectrograms)) < 2:
        raise InputError("Compiling needs two pictures and two seconds of sound at the least.")
    see, hear = ImageEncoderModule(network, card).eval(), AudioEncoderModule(network).eval()
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
    graph = exported(half, asked)
    quantised = _quantised(graph, batches[::2])
    # What 8 bits cost at best: worked out in float, where no processor's sums saturate.
    unhurried = ask(session(quantised.SerializeToString(), optimise=False), asked)
    tolerance = SLACK * deviation(digest(unhurried), digest(right))
    sha256 = checkpoint.card.sha256
    link(graph, checkpoint.path)
    _write(exact, graph, facts_for(sha256, right, EXACT))
    _write(small, quantised, facts_for(sha256, right, tolerance))
    compiled = _judged(checkpoint, part, batches[1::2])
    if not compiled.kept:
        small.unlink()
    return compiled


def _judged(checkpoint: Checkpoint, part: Part, batches: Sequence[np.ndarray]) -> Compiled:
    """Run both graphs on samples that were not calibrated on."""
    exact, small = (open_graph(checkpoint, part, precision, 1) for precision in ("fp32", "int8"))
    exact_ms, small_ms = (_milliseconds(graph, batches[0]) for graph in (exact, small))
    right, answers = (np.concatenate([ask(g, b) for b in batches]) for g in (exact, small))
    error = deviation(answers, right)
    kept = small_ms <= WORTH * exact_ms and error <= FAITHFUL
    return Compiled(part, exact_ms, small_ms, error, kept)


class _Samples(CalibrationDataReader):
    def __init__(self, batches: Sequence[np.ndarray]) -> None:
        self._rest = iter(batches)

    def get_next(self) -> dict[str, np.ndarray]:
        batch = next(self._rest, None)
        return {} if batch is None else {"input": batch}


def _quantised(graph: onnx.ModelProto, batches: Sequence[np.ndarray]) -> onnx.ModelProto:
    """The graph in 8 bits, its activations' ranges taken from the batches."""
    with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(None):
        small = Path(folder) / "int8.onnx"
        folded = _folded(graph, Path(folder) / "folded.onnx")
        spent = onnx.ModelProto()  # the quantiser moves the tensors out of what it is given
        spent.CopyFrom(folded)
        quantize_static(
            spent,
            small,
            _Samples(batches),
            quant_format=QuantFormat.QDQ,
            per_channel=True,
            activation_type=QuantType.QUInt8,
            weight_type=QuantType.QInt8,
            nodes_to_exclude=[node.name for node in folded.graph.node if "_head/" in node.name],
        )
        quantised = onnx.load(small)
    refine(quantised, folded, batches)
    return quantised


def _folded(graph: onnx.ModelProto, file: Path) -> onnx.ModelProto:
    """The graph with constants, padding and batch norm folded into its convolutions."""
    options = ort.SessionOptions()
    options.graph_optimization_level = ort.GraphOptimizationLevel.ORT_ENABLE_BASIC
    options.optimized_model_filepath = str(file)
    options.log_severity_level = 3
    ort.InferenceSession(graph.SerializeToString(), options, providers=["CPUExecutionProvider"])
    folded = onnx.load(file)
    # Says to the quantiser that this is done.
    folded.metadata_props.add(key="onnx.quant.pre_process", value="onnxruntime.quant")
    return folded


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
