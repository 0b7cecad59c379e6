"""Compiles the graphs of the onnxruntime engine from a checkpoint.

The fp32 graph holds no weights: it refers to the safetensors file next to it. onnxruntime folds
batch norm and padding; the int8 graph is quantized from the result: activations calibrated on
samples, one scale per channel for the weights, the heads kept in float. Needs the `onnx` package,
which running the graphs does not.
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

from avol.checkpoints import Checkpoint, EncoderKind, load_checkpoint, load_network
from avol.core.atomic import atomic_write
from avol.engines import first_layer
from avol.engines.encoder_modules import AudioEncoderModule, ImageEncoderModule
from avol.engines.gptq import refine
from avol.engines.onnx_export import export_graph, link_weights
from avol.engines.onnxruntime_engine import (
    check_input,
    create_session,
    graph_metadata,
    open_graph,
    relative_error,
    run_graph,
    subsample,
)
from avol.errors import InputError

MAX_TIME_RATIO = 0.8
"""An int8 graph is kept if it takes at most this share of the time of the fp32 graph ..."""
MAX_ERROR = 0.2
"""... and its relative error on new samples is at most this."""
TOLERANCE_FACTOR = 1.5
"""How much larger the error may be on other processors and versions of onnxruntime."""
FP32_TOLERANCE = 0.01
"""Accepted relative error of the fp32 graph."""

Samples = Sequence[NDArray[np.uint8]] | Sequence[NDArray[np.float32]]


@dataclass(frozen=True)
class CompiledEncoder:
    """Result of compiling one encoder."""

    kind: EncoderKind
    fp32_ms: float
    int8_ms: float
    error: float
    """Relative error of the int8 graph on samples that were not used for calibration."""
    kept: bool
    """Whether the int8 graph was kept; if not, the fp32 graph replaces it."""


def compile_checkpoint(
    name_or_path: str | Path,
    images: Sequence[NDArray[np.uint8]],
    spectrograms: Sequence[NDArray[np.float32]],
) -> tuple[CompiledEncoder, CompiledEncoder]:
    """Write the graphs of both encoders next to a checkpoint.

    Args:
        name_or_path: the checkpoint.
        images: (S, S, 3) RGB bytes in the card's size; every second one calibrates, the others
            measure the error. A few dozen typical ones are enough.
        spectrograms: (bins, columns) as in `AudioEmbedding.spectrogram`, divided likewise.

    Raises:
        WeightsError: the checkpoint does not match its card.
        InputError: fewer than two samples of a kind.
        EngineError: 8-bit sums saturate on this processor, so that the graphs cannot be tested.
    """
    checkpoint = load_checkpoint(name_or_path)
    card, network = load_network(checkpoint.path)
    if min(len(images), len(spectrograms)) < 2:
        raise InputError("Compiling needs samples: pass at least two images and two spectrograms.")
    image_encoder = ImageEncoderModule(network, card).eval()
    audio_encoder = AudioEncoderModule(network).eval()
    return (
        _compile(checkpoint, "image", image_encoder, images),
        _compile(checkpoint, "audio", audio_encoder, spectrograms),
    )


def _compile(
    checkpoint: Checkpoint, kind: EncoderKind, encoder: nn.Module, samples: Samples
) -> CompiledEncoder:
    batches = [np.asarray(sample)[None] for sample in samples]
    example = check_input(batches[0].shape, batches[0].dtype)
    with torch.inference_mode():
        expected = encoder(torch.tensor(example)).numpy()
    int8_path = checkpoint.graph_path(kind, "int8")
    int8_path.unlink(missing_ok=True)
    graph = export_graph(encoder, example)
    quantized = _quantized(graph, batches[::2])
    # Without optimisation, onnxruntime computes the 8-bit products in float, where nothing
    # saturates: the least error that 8 bits cost.
    exact = run_graph(create_session(quantized.SerializeToString(), optimize=False), example)
    tolerance = TOLERANCE_FACTOR * relative_error(subsample(exact), subsample(expected))
    sha256 = checkpoint.card.sha256
    link_weights(graph, checkpoint.path)
    fp32_path = checkpoint.graph_path(kind, "fp32")
    _save_graph(fp32_path, graph, graph_metadata(sha256, expected, FP32_TOLERANCE))
    _save_graph(int8_path, quantized, graph_metadata(sha256, expected, tolerance))
    compiled = _measure(checkpoint, kind, batches[1::2])
    if not compiled.kept:
        int8_path.unlink()
    return compiled


def _measure(
    checkpoint: Checkpoint, kind: EncoderKind, batches: Sequence[np.ndarray]
) -> CompiledEncoder:
    """Compare both graphs on samples that were not used for calibration."""
    fp32, int8 = (open_graph(checkpoint, kind, precision, 1) for precision in ("fp32", "int8"))
    fp32_ms, int8_ms = (_milliseconds(graph, batches[0]) for graph in (fp32, int8))
    expected, output = (np.concatenate([run_graph(g, b) for b in batches]) for g in (fp32, int8))
    error = relative_error(output, expected)
    kept = int8_ms <= MAX_TIME_RATIO * fp32_ms and error <= MAX_ERROR
    return CompiledEncoder(kind, fp32_ms, int8_ms, error, kept)


class _CalibrationSamples(CalibrationDataReader):
    def __init__(self, batches: Sequence[np.ndarray]) -> None:
        self._batches = iter(batches)

    def get_next(self) -> dict[str, np.ndarray]:
        batch = next(self._batches, None)
        return {} if batch is None else {"input": batch}


def _quantized(graph: onnx.ModelProto, batches: Sequence[np.ndarray]) -> onnx.ModelProto:
    """Quantize a graph to 8 bits, with activation ranges from the batches."""
    with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(None):
        file = Path(folder) / "int8.onnx"
        folded = _folded(graph, Path(folder) / "folded.onnx")
        source = onnx.ModelProto()  # quantize_static moves the tensors out of its input
        source.CopyFrom(folded)
        quantize_static(
            source,
            file,
            _CalibrationSamples(batches),
            quant_format=QuantFormat.QDQ,
            per_channel=True,
            activation_type=QuantType.QUInt8,
            weight_type=QuantType.QInt8,
            # Seven bits: eight saturate on processors without VNNI instructions.
            reduce_range=True,
            nodes_to_exclude=[node.name for node in folded.graph.node if "_head/" in node.name],
            extra_options={"TensorQuantOverrides": _image_scale(folded)},
        )
        quantized = onnx.load(file)
    refine(quantized, folded, batches)
    first_layer.simplify(quantized)
    return quantized


def _image_scale(graph: onnx.ModelProto) -> dict[str, list[dict[str, np.float32]]]:
    """Return the range of all bytes for the normalised image, whatever the samples contain."""
    found = first_layer.byte_range(graph)
    if found is None:
        return {}
    name, low, high = found
    return {name: [{"rmin": np.float32(low), "rmax": np.float32(high)}]}


def _folded(graph: onnx.ModelProto, file: Path) -> onnx.ModelProto:
    """Fold constants, padding and batch norm into the convolutions."""
    options = ort.SessionOptions()
    options.graph_optimization_level = ort.GraphOptimizationLevel.ORT_ENABLE_BASIC
    options.optimized_model_filepath = str(file)
    options.log_severity_level = 3
    ort.InferenceSession(graph.SerializeToString(), options, providers=["CPUExecutionProvider"])
    folded = onnx.load(file)
    # Tells the quantizer that preprocessing is done.
    folded.metadata_props.add(key="onnx.quant.pre_process", value="onnxruntime.quant")
    return folded


def _save_graph(path: Path, model: onnx.ModelProto, metadata: dict[str, str]) -> None:
    onnx.helper.set_model_props(model, metadata)
    with atomic_write(path) as part:
        part.write_bytes(model.SerializeToString())


def _milliseconds(graph: ort.InferenceSession, example: np.ndarray, rounds: int = 9) -> float:
    """Return the shortest of a few runs."""
    times = []
    for _ in range(rounds):
        start = time.thread_time()  # the graph runs on this thread: other threads do not count
        run_graph(graph, example)
        times.append(time.thread_time() - start)
    return 1000 * min(times)
