"""Activations from the compiled 32-bit graph of an encoder, on onnxruntime."""

from __future__ import annotations

import json
import tempfile
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime as ort

from avol.engines.graph_file import GraphNode, graph_nodes, with_outputs
from avol.engines.onnxruntime_engine import (
    EMBEDDING,
    EXTERNAL_WEIGHTS,
    check_input,
    create_session,
)
from avol.errors import EngineError
from avol.inspection.stages import Floats, Stage, as_activations, numbered, stage_of

RUNS = 3
"""Runs whose shortest time counts."""
_CONTINUES = frozenset({"Relu", "Clip"})
"""Operators outside all modules that complete the current stage."""
_TIME = "_kernel_time"


class GraphActivations:
    """Runs the graph of an encoder with the outputs of all its stages; for one thread.

    The embedding equals that of the graph without these outputs. Needs neither torch nor onnx.
    """

    def __init__(self, path: Path) -> None:
        """Open a graph; EngineError if it cannot be read."""
        try:
            model = path.read_bytes()
            parts = _parts(graph_nodes(model))
            added = [part.output for part in parts if part.output != EMBEDDING]
            options = {EXTERNAL_WEIGHTS: str(path.parent.absolute())}
            self._graph = create_session(with_outputs(model, added), 1, config=options)
        except Exception as error:  # the exceptions of onnxruntime have no common base class
            raise EngineError(f"{path.name} cannot be read ({error}); compile it again.") from None
        self._outputs = [part.output for part in parts]
        self.stages = _measured(self._graph, parts, self._run(_example(self._graph)), path)

    def __call__(self, inputs: np.ndarray) -> tuple[Floats, ...]:
        """Return the output of each stage for one image (S, S, 3) or spectrogram."""
        return self._run(inputs[None])

    def _run(self, batch: np.ndarray) -> tuple[Floats, ...]:
        found = self._graph.run(self._outputs, {self._graph.get_inputs()[0].name: batch})
        return tuple(
            as_activations(np.asarray(value), name == EMBEDDING)
            for value, name in zip(found, self._outputs, strict=True)
        )


@dataclass(slots=True)
class _Part:
    """A stage of a graph: its name, and the tensor that is its output."""

    name: str
    output: str


def _parts(nodes: list[GraphNode]) -> list[_Part]:
    """Group the nodes of a graph into stages."""
    parts: list[_Part] = []
    for node in nodes:
        name = None if node.operator == "Constant" else stage_of(node.name, node.operator)
        if name is not None and (not parts or parts[-1].name != name):
            parts.append(_Part(name, node.output))
        elif parts and (name is not None or node.operator in _CONTINUES):
            parts[-1].output = node.output
    if parts:
        parts[-1].output = EMBEDDING
    return parts


def _measured(
    graph: ort.InferenceSession, parts: list[_Part], example: tuple[Floats, ...], path: Path
) -> tuple[Stage, ...]:
    times = _stage_times(path, parts, _example(graph))
    return numbered(
        [
            Stage(part.name, values.shape, times[n])
            for n, (part, values) in enumerate(zip(parts, example, strict=True))
        ]
    )


def _stage_times(path: Path, parts: list[_Part], example: np.ndarray) -> dict[int, float]:
    """Measure the milliseconds of each stage: the shortest of a few runs of the plain graph."""
    with tempfile.TemporaryDirectory() as folder:
        graph = create_session(path, profile=Path(folder) / "profile")
        for _ in range(RUNS + 1):  # the first run is slower
            graph.run(None, {graph.get_inputs()[0].name: example})
        events = json.loads(Path(graph.end_profiling()).read_text(encoding="utf-8"))
    nodes = [e for e in events if e.get("cat") == "Node" and e["name"].endswith(_TIME)]
    size = len(nodes) // (RUNS + 1)
    runs = [_sums(nodes[n * size : (n + 1) * size], parts) for n in range(1, RUNS + 1)]
    return defaultdict(float, {n: min(run[n] for run in runs) for n in range(len(parts))})


def _sums(events: list[dict], parts: list[_Part]) -> dict[int, float]:
    """Sum the times of one run by stage; a node without a stage belongs to the one before."""
    sums: dict[int, float] = defaultdict(float)
    here = 0
    for event in events:
        node = event["name"].removesuffix(_TIME).removeprefix("fused ")
        name = stage_of(node, event["args"].get("op_name", ""))
        rest = range(here, len(parts))
        here = next((n for n in rest if parts[n].name == name), here)
        sums[here] += event["dur"] / 1000
    return sums


def _example(graph: ort.InferenceSession) -> np.ndarray:
    expected = graph.get_inputs()[0]
    dtype = np.dtype(np.uint8 if expected.type == "tensor(uint8)" else np.float32)
    return check_input(tuple(expected.shape), dtype)
