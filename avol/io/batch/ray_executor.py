"""Runs tasks with Ray Data, for archives that need more than one machine."""

# pyright: reportMissingImports=false
from __future__ import annotations

import logging
import math
from collections.abc import Iterator, Sequence
from typing import Any

from pydantic import TypeAdapter

from avol.errors import EngineError
from avol.io.batch.task import Task, TaskResult, run_task

_TASK, _RESULT = TypeAdapter(Task), TypeAdapter(TaskResult)


def run_with_ray(tasks: Sequence[Task], cores: int = 1) -> Iterator[TaskResult]:
    """Run tasks on the running Ray cluster, or on this machine; each task uses `cores`.

    Every machine needs AVOL and the same paths of inputs and outputs. Raises EngineError if Ray
    is not installed.
    """
    try:
        import ray
        import ray.data
    except ImportError as error:
        raise EngineError("Ray is not installed; install AVOL with its extra “ray”.") from error
    if not tasks:
        return
    starts_ray = not ray.is_initialized()
    if starts_ray:
        ray.init(logging_level=logging.ERROR, log_to_driver=False, include_dashboard=False)
    ray.data.DataContext.get_current().enable_progress_bars = False
    logging.getLogger("ray.data").setLevel(logging.ERROR)  # the batch has its own progress bar
    rows = [{"task": _TASK.dump_json(task).decode()} for task in tasks]
    blocks = min(len(rows), max(1, math.floor(ray.cluster_resources().get("CPU", 1)) * 4))
    try:
        results = ray.data.from_items(rows, override_num_blocks=blocks)
        for row in results.map(_run_row, num_cpus=cores).iter_rows():
            yield _RESULT.validate_json(row["result"])
    finally:
        if starts_ray:
            ray.shutdown()


def _run_row(row: dict[str, Any]) -> dict[str, Any]:
    """Run one task; JSON is the only row format that all versions of Ray support."""
    result = run_task(_TASK.validate_json(row["task"]))
    return {"result": _RESULT.dump_json(result).decode()}
