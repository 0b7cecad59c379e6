"""CPU engine: compiled ONNX graphs on onnxruntime; needs neither torch nor onnx.

Each graph stores the SHA-256 of its weights, the exact output for a test input, and the accepted
error. Loading runs the test input, which also warms the engine up: 8-bit sums saturate on
processors without VNNI instructions, where the engine must not show wrong maps.
"""

import base64
import logging
from pathlib import Path
from typing import get_args

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray

from avol.checkpoints import Checkpoint, EncoderKind, Precision
from avol.engines.base import Floats
from avol.errors import EngineError

log = logging.getLogger(__name__)

SAMPLED_ROWS = 28
"""One in this many grid cells of the exact output is stored in the graph."""


class OnnxRuntimeEngine:
    """Runs the compiled graphs of a checkpoint, one image or spectrogram at a time.

    Raises:
        EngineError: a graph is missing, belongs to other weights, or is inaccurate here.
    """

    def __init__(self, checkpoint: Checkpoint, precision: Precision, threads: int) -> None:
        kinds: tuple[EncoderKind, ...] = get_args(EncoderKind)
        if not any(checkpoint.graph_path(kind, precision).is_file() for kind in kinds):
            raise EngineError(
                f"{checkpoint.card.title} has no {precision} graphs; compile it or choose “torch”."
            )
        self.name = f"CPU {precision}"
        self._image_encoder = open_graph(checkpoint, "image", precision, threads)
        self._audio_encoder = open_graph(checkpoint, "audio", precision, threads)

    def encode_images(self, images: NDArray[np.uint8]) -> Floats:
        """(N, S, S, 3) RGB -> (N, 14, 14, 128)."""
        return _run_each(self._image_encoder, images)

    def encode_spectrograms(self, spectrograms: Floats) -> Floats:
        """(N, bins, columns) -> (N, 128)."""
        return _run_each(self._audio_encoder, spectrograms)


def check_input(shape: tuple[int, ...], dtype: np.dtype) -> NDArray[np.uint8] | Floats:
    """Return the input of the check: waves of many lengths, the same on every machine."""
    rows, columns = np.meshgrid(*(np.arange(n) for n in shape[1:3]), indexing="ij")
    channels = np.arange(shape[3] if len(shape) == 4 else 1)
    phase = rows[..., None] * (channels + 1) / 9 + columns[..., None] * (3 - channels) / 23
    waves = np.sin(phase + (rows * columns)[..., None] / 1500).reshape(shape)
    return np.round(waves * 127 + 128).astype(dtype) if dtype == np.uint8 else waves.astype(dtype)


def relative_error(output: Floats, expected: Floats) -> float:
    """Return the norm of the difference relative to the norm of `expected`."""
    return float(np.linalg.norm(output - expected) / np.linalg.norm(expected))


def subsample(output: Floats) -> Floats:
    """Return the part of an output that a graph stores: every 28th grid cell, or the vector."""
    return output.reshape(-1, output.shape[-1])[::SAMPLED_ROWS]


def create_session(
    graph: Path | bytes, threads: int = 1, *, optimize: bool = True
) -> ort.InferenceSession:
    """Create an onnxruntime session without log output and without spinning threads."""
    options = ort.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # Spinning threads delay the timers of the user interface.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    if not optimize:
        options.graph_optimization_level = ort.GraphOptimizationLevel.ORT_DISABLE_ALL
    source = graph if isinstance(graph, bytes) else str(graph)
    return ort.InferenceSession(source, options, providers=["CPUExecutionProvider"])


def run_graph(graph: ort.InferenceSession, inputs: np.ndarray) -> Floats:
    """Run a graph of one input and one output."""
    return np.asarray(graph.run(None, {graph.get_inputs()[0].name: inputs})[0])


def graph_metadata(sha256: str, output: Floats, tolerance: float) -> dict[str, str]:
    """Return the metadata of a graph: weights hash, exact output, accepted relative error."""
    stored = base64.b64encode(subsample(output).astype("<f4").tobytes()).decode()
    return {"avol.sha256": sha256, "avol.answer": stored, "avol.tolerance": f"{tolerance:.4f}"}


def open_graph(
    checkpoint: Checkpoint, kind: EncoderKind, precision: Precision, threads: int
) -> ort.InferenceSession:
    """Open and check the graph of an encoder; EngineError if it fails the check."""
    path = checkpoint.graph_path(kind, precision)
    if not path.is_file():  # compilation keeps the fp32 graph alone where int8 is not faster
        path = checkpoint.graph_path(kind, "fp32")
    try:
        graph = create_session(path, threads)
        metadata = graph.get_modelmeta().custom_metadata_map
        expected = np.frombuffer(base64.b64decode(metadata["avol.answer"]), "<f4")
        sha256, tolerance = metadata["avol.sha256"], float(metadata["avol.tolerance"])
    except Exception as error:  # the exceptions of onnxruntime have no common base class
        log.debug("%s: %s", path, error)
        raise EngineError(f"{path.name} cannot be read; compile again or choose “torch”.") from None
    if sha256 != checkpoint.card.sha256:
        raise EngineError(
            f"{path.name} was made from other weights; compile again or choose “torch”."
        )
    expected_input = graph.get_inputs()[0]
    dtype = np.dtype(np.uint8 if expected_input.type == "tensor(uint8)" else np.float32)
    output = subsample(run_graph(graph, check_input(tuple(expected_input.shape), dtype)))
    if (error := relative_error(output.ravel(), expected)) > tolerance:
        raise EngineError(
            f"{path.name} is {error:.0%} off on this processor; choose “fp32” or “torch”."
        )
    return graph


def _run_each(graph: ort.InferenceSession, inputs: np.ndarray) -> Floats:
    return np.concatenate([run_graph(graph, inputs[i : i + 1]) for i in range(len(inputs))])
