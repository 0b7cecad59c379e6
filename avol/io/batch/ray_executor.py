"""The same tasks as Ray Data tasks, for archives beyond one machine."""

# pyright: reportMissingImports=false
from __future__ import annotations

import logging
import math
from collections.abc import Iterator, Sequence
from typing import Any

from pydantic import TypeAdapter

from avol.errors import EngineError
from avol.io.batch.task import Done, Task, carry_out

_TASK, _DONE = TypeAdapter(Task), TypeAdapter(Done)


def by_ray(tasks: Sequence[Task], cores: int = 1) -> Iterator[Done]:
    """Do tasks on the Ray cluster that is running, or on this machine; each takes `cores`.

    Every machine needs AVOL and must see inputs and outputs under the same paths. Raises
    EngineError where Ray is not installed.
    """
    try:
        import ray
        import ray.data
    except ImportError as error:
        raise EngineError("Ray is not installed; install AVOL with its extra “ray”.") from error
    if not tasks:
        return
    begun = not ray.is_initialized()
    if begun:
        ray.init(logging_level=logging.ERROR, log_to_driver=False, include_dashboard=False)
    ray.data.DataContext.get_current().enable_progress_bars = False
    logging.getLogger("ray.data").setLevel(logging.ERROR)  # the bar of the batch says enough
    rows = [{"task": _TASK.dump_json(task).decode()} for task in tasks]
    blocks = min(len(rows), max(1, math.floor(ray.cluster_resources().get("CPU", 1)) * 4))
    try:
        found = ray.data.from_items(rows, override_num_blocks=blocks).map(_row, num_cpus=cores)
        for row in found.iter_rows():
            yield _DONE.validate_json(row["done"])
    finally:
        if begun:
            ray.shutdown()


def _row(row: dict[str, Any]) -> dict[str, Any]:
    """One task there and back as JSON, the only thing that all of Ray's versions agree on."""
    return {"done": _DONE.dump_json(carry_out(_TASK.validate_json(row["task"]))).decode()}
