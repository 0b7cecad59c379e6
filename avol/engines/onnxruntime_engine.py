"""CPU engine: compiled ONNX graphs on onnxruntime; needs neither torch nor onnx.

Each graph stores the SHA-256 of its weights, the exact output for a test input, and the accepted
error. Loading runs the test input, which also warms the engine up: 8-bit sums saturate on
processors without VNNI instructions, where the engine must not show wrong maps.
"""

import base64
import logging
import re
from collections.abc import Mapping
from copy import copy
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Self, get_args

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray

from avol.checkpoints import Checkpoint, EncoderKind, Precision
from avol.engines.base import Encoded, Floats
from avol.engines.graph_file import graph_nodes, with_outputs
from avol.errors import EngineError, InexactGraphError

log = logging.getLogger(__name__)

EMBEDDING = "embedding"
"""Name of the output of every graph."""
EXTERNAL_WEIGHTS = "session.model_external_initializers_file_folder_path"
"""Key of the folder of the weights, for a graph that is given as bytes."""
SAMPLED_ROWS = 28
"""One in this many grid cells of the exact output is stored in the graph."""
_HEAD = re.compile(r"/(vision|sound)_head/(conv5/Conv|fc1/Gemm)")
"""The first layer of a head."""


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
        self._open_image_encoder = partial(open_graph, checkpoint, "image", precision)
        self._image_encoder = self._open_image_encoder(threads)
        # Its layers are so small that waking a second thread costs as much as it saves.
        self._audio_encoder = open_graph(checkpoint, "audio", precision, 1)

    def with_threads(self, threads: int) -> Self:
        """Return an engine with other threads for images, which shares the audio encoder."""
        changed = copy(self)
        changed._image_encoder = self._open_image_encoder(threads)
        return changed

    def encode_images(self, images: NDArray[np.uint8]) -> Floats:
        """(N, S, S, 3) RGB -> (N, 14, 14, 128)."""
        return _run_each(self._image_encoder, images)

    def encode_spectrograms(self, spectrograms: Floats) -> Floats:
        """(N, bins, columns) -> (N, 128)."""
        return _run_each(self._audio_encoder, spectrograms)

    def encode_images_with_features(self, images: NDArray[np.uint8]) -> Encoded:
        """(N, S, S, 3) RGB -> (N, 14, 14, 128) and (N, 14, 14, C)."""
        embeddings, features = _run_each_with_features(self._image_encoder, images)
        return Encoded(embeddings, np.moveaxis(features, 1, -1))

    def encode_spectrograms_with_features(self, spectrograms: Floats) -> Encoded:
        """(N, bins, columns) -> (N, 128) and (N, C)."""
        embeddings, features = _run_each_with_features(self._audio_encoder, spectrograms)
        return Encoded(embeddings, features.reshape(len(features), -1))


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
    graph: Path | bytes,
    threads: int = 1,
    *,
    optimize: bool = True,
    profile: Path | None = None,
    config: Mapping[str, str] = MappingProxyType({}),
) -> ort.InferenceSession:
    """Create an onnxruntime session without log output and without spinning threads.

    profile: prefix of the file with the time of each node. config: further entries.
    """
    options = ort.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # Spinning threads delay the timers of the user interface.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    for key, value in config.items():
        options.add_session_config_entry(key, value)
    if profile is not None:
        options.enable_profiling = True
        options.profile_file_prefix = str(profile)
    if not optimize:
        options.graph_optimization_level = ort.GraphOptimizationLevel.ORT_DISABLE_ALL
    source = graph if isinstance(graph, bytes) else str(graph)
    return ort.InferenceSession(source, options, providers=["CPUExecutionProvider"])


def run_graph(graph: ort.InferenceSession, inputs: np.ndarray) -> Floats:
    """Run a graph of one input and return its first output."""
    output = graph.get_outputs()[0].name
    return np.asarray(graph.run([output], {graph.get_inputs()[0].name: inputs})[0])


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
        model = _with_features(path.read_bytes())
        config = {EXTERNAL_WEIGHTS: str(path.parent.absolute())}
        graph = create_session(model, threads, config=config)
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
        raise InexactGraphError(
            f"{path.name} is {error:.0%} off on this processor; choose “fp32” or “torch”."
        )
    return graph


def _with_features(model: bytes) -> bytes:
    """Return a graph whose second output is the input of the head, if it has a head.

    The output costs nothing where it is not requested, and changes no other one.
    """
    heads = [node for node in graph_nodes(model) if _HEAD.fullmatch(node.name)]
    return with_outputs(model, [node.input for node in heads[:1]])


def _run_each_with_features(
    graph: ort.InferenceSession, inputs: np.ndarray
) -> tuple[Floats, Floats]:
    names = [output.name for output in graph.get_outputs()]
    if len(names) < 2:
        raise EngineError("This network has no heads that can be extended; choose “avol”.")
    name = graph.get_inputs()[0].name
    runs = [graph.run(names, {name: inputs[i : i + 1]}) for i in range(len(inputs))]
    embeddings, features = (np.concatenate(parts) for parts in zip(*runs, strict=True))
    return embeddings, features


def _run_each(graph: ort.InferenceSession, inputs: np.ndarray) -> Floats:
    return np.concatenate([run_graph(graph, inputs[i : i + 1]) for i in range(len(inputs))])
