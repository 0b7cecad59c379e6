"""Runs tasks with Ray Data, for archives that need more than one machine."""

# pyright: reportMissingImports=false
from __future__ import annotations

import json
import logging
import math
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from avol.core.optional_packages import optional_packages
from avol.errors import InputError
from avol.io.batch.task import Task, TaskResult, dead_worker_result, run_task

V = TypeVar("V", Task, TaskResult)

_INVALID = "“{}” cannot be processed by a worker; install the same version of AVOL everywhere."


def run_with_ray(tasks: Sequence[Task]) -> Iterator[TaskResult]:
    """Run tasks on the running Ray cluster, or on this machine; each task uses one core.

    Tasks that are lost with a worker process are tried again, each in a block of its own. Every
    machine needs AVOL and the same paths of inputs and outputs. Raises MissingPackageError
    without Ray.
    """
    with optional_packages("The executor “ray”"):
        import ray
        import ray.data
    if not tasks:
        return
    starts_ray = not ray.is_initialized()
    if starts_ray:
        ray.init(logging_level=logging.ERROR, log_to_driver=False, include_dashboard=False)
    context = ray.data.DataContext.get_current()
    context.enable_progress_bars = False
    context.max_errored_blocks = -1  # a worker that dies loses only the tasks of its block
    logging.getLogger("ray.data").setLevel(logging.CRITICAL)  # the batch reports what is lost
    blocks = max(1, math.floor(ray.cluster_resources().get("CPU", 1)) * 4)
    pending = dict(enumerate(tasks))
    try:
        for most_blocks in (blocks, len(tasks)):
            rows = [{"number": n, "task": _to_text(task)} for n, task in pending.items()]
            if not rows:
                return
            items = ray.data.from_items(rows, override_num_blocks=min(len(rows), most_blocks))
            with warnings.catch_warnings(action="ignore", category=DeprecationWarning):
                # Ray would try a task that ends its worker for ever.
                done = items.map(
                    _run_row, num_cpus=1, ray_remote_args_fn=lambda: {"max_retries": 1}
                )
            for row in done.iter_rows():
                yield _result(pending.pop(row["number"]), row["result"])
        yield from map(dead_worker_result, pending.values())
    finally:
        if starts_ray:
            ray.shutdown()


def _run_row(row: dict[str, Any]) -> dict[str, Any]:
    """Run one task; text is the only type of a column that all versions of Ray support.

    The result of a task that this version of AVOL cannot read is an empty text.
    """
    try:
        result = _to_text(run_task(_from_text(Task, row["task"])))
    except ValueError:
        result = ""
    return {"number": row["number"], "result": result}


def _result(task: Task, text: str) -> TaskResult:
    try:
        return _from_text(TaskResult, text)
    except ValueError:
        return TaskResult(task.source, 0.0, error=_INVALID.format(task.source.name))


def _to_text(value: Task | TaskResult) -> str:
    """JSON in ASCII; paths that are not UTF-8 keep their bytes."""
    return json.dumps(asdict(value), default=str)


def _from_text(kind: type[V], text: str) -> V:
    """The value of a text by `_to_text`; ValueError if it has other fields or types."""
    try:
        value = TypeAdapter(kind).validate_python(json.loads(text))
    except (ValidationError, InputError) as error:
        raise ValueError(str(error)) from error
    if _to_text(value) != text:
        raise ValueError(f"{kind.__name__} has other fields or types.")
    return value
