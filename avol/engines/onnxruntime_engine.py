"""The fast CPU engine: ready-made ONNX graphs on onnxruntime; needs neither torch nor onnx.

Each graph carries the SHA-256 of the weights it was made from, the exact answer to a small
question, and how far off its own may be. It is asked on loading, which also warms the engine up:
8-bit sums saturate on processors without VNNI instructions, where it must not show wrong maps.
"""

import base64
import logging
from pathlib import Path
from typing import get_args

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray

from avol.checkpoints import Checkpoint, Part, Precision
from avol.errors import EngineError

log = logging.getLogger(__name__)

Floats = NDArray[np.float32]


class OnnxRuntimeEngine:
    """Runs the see and hear graphs of a checkpoint, one picture or second at a time.

    Raises:
        EngineError: a graph is missing, was made from other weights, or answers wrongly here.
    """

    def __init__(self, checkpoint: Checkpoint, precision: Precision, threads: int) -> None:
        if not any(checkpoint.graph(part, precision).is_file() for part in get_args(Part)):
            raise EngineError(
                f"{checkpoint.card.title} has no {precision} graphs; compile it or choose “torch”."
            )
        self.name = f"CPU {precision}"
        self._see = open_graph(checkpoint, "see", precision, threads)
        self._hear = open_graph(checkpoint, "hear", precision, threads)

    def encode_images(self, images: NDArray[np.uint8]) -> Floats:
        """(N, S, S, 3) RGB -> (N, 14, 14, 128)."""
        return _each(self._see, images)

    def encode_spectrograms(self, spectrograms: Floats) -> Floats:
        """(N, bins, columns) -> (N, 128)."""
        return _each(self._hear, spectrograms)


def question(shape: tuple[int, ...], dtype: np.dtype) -> NDArray[np.uint8] | Floats:
    """The check's input: waves of many lengths and orientations, the same on every machine."""
    rows, columns = np.meshgrid(*(np.arange(n) for n in shape[1:3]), indexing="ij")
    channels = np.arange(shape[3] if len(shape) == 4 else 1)
    phase = rows[..., None] * (channels + 1) / 9 + columns[..., None] * (3 - channels) / 23
    waves = np.sin(phase + (rows * columns)[..., None] / 1500).reshape(shape)
    return np.round(waves * 127 + 128).astype(dtype) if dtype == np.uint8 else waves.astype(dtype)


def deviation(answer: Floats, right: Floats) -> float:
    """Length of the difference, relative to that of the right answer."""
    return float(np.linalg.norm(answer - right) / np.linalg.norm(right))


def digest(answer: Floats) -> Floats:
    """What of an answer is kept in the graph: every 28th place of the picture, the whole sound."""
    return answer.reshape(-1, answer.shape[-1])[::28]


def session(
    graph: Path | bytes, threads: int = 1, *, optimise: bool = True
) -> ort.InferenceSession:
    """An onnxruntime session that is quiet and leaves the cores alone between two questions."""
    options = ort.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # Threads that spin for work make the window's timer miss its beat.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    if not optimise:
        options.graph_optimization_level = ort.GraphOptimizationLevel.ORT_DISABLE_ALL
    source = graph if isinstance(graph, bytes) else str(graph)
    return ort.InferenceSession(source, options, providers=["CPUExecutionProvider"])


def ask(graph: ort.InferenceSession, inputs: np.ndarray) -> Floats:
    """Run a graph of one input and one output."""
    return np.asarray(graph.run(None, {graph.get_inputs()[0].name: inputs})[0])


def facts_for(sha256: str, answer: Floats, tolerance: float) -> dict[str, str]:
    """What a graph carries: its weights' hash, the exact answer, how far off its own may be."""
    kept = base64.b64encode(digest(answer).astype("<f4").tobytes()).decode()
    return {"avol.sha256": sha256, "avol.answer": kept, "avol.tolerance": f"{tolerance:.4f}"}


def open_graph(
    checkpoint: Checkpoint, part: Part, precision: Precision, threads: int
) -> ort.InferenceSession:
    """The graph of one half, checked and warmed up; EngineError where it is not to be trusted."""
    path = checkpoint.graph(part, precision)
    if not path.is_file():  # where 8 bits did not pay, the exact graph stands in
        path = checkpoint.graph(part, "fp32")
    try:
        graph = session(path, threads)
        facts = graph.get_modelmeta().custom_metadata_map
        right = np.frombuffer(base64.b64decode(facts["avol.answer"]), "<f4")
        made_from, tolerance = facts["avol.sha256"], float(facts["avol.tolerance"])
    except Exception as error:  # onnxruntime's own kinds have no common parent
        log.debug("%s: %s", path, error)
        raise EngineError(f"{path.name} cannot be read; compile again or choose “torch”.") from None
    if made_from != checkpoint.card.sha256:
        raise EngineError(
            f"{path.name} was made from other weights; compile again or choose “torch”."
        )
    wanted = graph.get_inputs()[0]
    dtype = np.dtype(np.uint8 if wanted.type == "tensor(uint8)" else np.float32)
    answer = digest(ask(graph, question(tuple(wanted.shape), dtype)))
    if (error := deviation(answer.ravel(), right)) > tolerance:
        raise EngineError(
            f"{path.name} answers {error:.0%} off on this processor; choose “fp32” or “torch”."
        )
    return graph


def _each(graph: ort.InferenceSession, inputs: np.ndarray) -> Floats:
    return np.concatenate([ask(graph, inputs[i : i + 1]) for i in range(len(inputs))])
