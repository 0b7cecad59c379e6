"""Ray: tasks and results as JSON, validated on arrival; behind a fake of Ray Data."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from avol.errors import InputError
from avol.io.batch import ray_executor
from avol.io.batch.executor import run_tasks
from avol.io.batch.task import Task, TaskResult
from avol.io.localize import FileResult, OverlayStyle

Row = dict[str, Any]

NOT_UTF8 = Path(os.fsdecode(b"/film/caf\xe9.mp4"))
TASK = Task(
    NOT_UTF8, Path("out"), "weights", "auto", audio=Path("a.wav"), style=OverlayStyle("contour"),
    resume=True, threads=2, listed="line 2 of “list.txt”", audio_track=3,
)  # fmt: skip
RESULT = TaskResult(
    NOT_UTF8, 1.25, FileResult((Path("a.mp4"), NOT_UTF8), {"match": 3}, 0.1, start_s=1 / 3)
)


class FakeRay(ModuleType):
    """Runs the rows in this process; a row whose task is in `fatal` dies with its worker."""

    def __init__(self) -> None:
        super().__init__("ray")
        self.rows: list[Row] = []
        self.blocks: list[int] = []
        self.fatal: set[str] = set()
        self.change: Callable[[Row], Row] = lambda row: row
        self.running = False
        context = SimpleNamespace()
        self.data = ModuleType("ray.data")
        self.data.DataContext = SimpleNamespace(get_current=lambda: context)  # pyright: ignore[reportAttributeAccessIssue]
        self.data.from_items = self.from_items  # pyright: ignore[reportAttributeAccessIssue]

    def is_initialized(self) -> bool:
        return self.running

    def init(self, **options: object) -> None:
        self.running = True

    def shutdown(self) -> None:
        self.running = False

    def cluster_resources(self) -> dict[str, float]:
        return {"CPU": 1.0}

    def from_items(self, rows: list[Row], override_num_blocks: int) -> SimpleNamespace:
        self.blocks.append(override_num_blocks)

        def iter_rows(run: Callable[[Row], Row]) -> Iterator[Row]:
            for row in rows:
                text = json.dumps(row)
                assert text.isascii()
                self.rows.append(json.loads(text))
                if Path(json.loads(row["task"])["source"]).stem not in self.fatal:
                    yield self.change(run(self.rows[-1]))

        def map_rows(run: Callable[[Row], Row], **options: object) -> SimpleNamespace:
            return SimpleNamespace(iter_rows=lambda: iter_rows(run))

        return SimpleNamespace(map=map_rows)


@pytest.fixture
def ray(monkeypatch: pytest.MonkeyPatch) -> FakeRay:
    fake = FakeRay()
    monkeypatch.setitem(sys.modules, "ray", fake)
    monkeypatch.setitem(sys.modules, "ray.data", fake.data)
    return fake


def run_names(*names: str) -> dict[str, str]:
    """The errors of tasks without weights, by name of the input."""
    tasks = [Task(Path(f"{name}.mp4"), Path("out"), f"no-such-{name}", "auto") for name in names]
    return {result.source.stem: result.error for result in run_tasks(tasks, ray=True)}


@pytest.mark.parametrize("value", [TASK, RESULT, TaskResult(NOT_UTF8, 0.0, error="Ein Fehler.")])
def test_tasks_and_results_travel_as_json(value: Task | TaskResult) -> None:
    text = ray_executor._to_text(value)
    assert text.isascii()
    if isinstance(value, Task):
        assert ray_executor._from_text(Task, text) == value
    else:
        assert ray_executor._from_text(TaskResult, text) == value


@pytest.mark.parametrize(
    "change",
    [
        {"source": 3},
        {"took_s": "1.25"},
        {"took_s": None},
        {"other": 1},
        {"result": {"files": []}},
        {"result": None, "error": ["text"]},
    ],
)
def test_results_are_validated_on_arrival(change: Row) -> None:
    values = json.loads(ray_executor._to_text(RESULT))
    with pytest.raises(ValueError, match=r"TaskResult|validation error"):
        ray_executor._from_text(TaskResult, json.dumps(values | change))


@pytest.mark.parametrize("text", ["", "null", "[]", "{}", "gASVBQAAAAAAAABLAi4="])
def test_other_texts_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        ray_executor._from_text(Task, text)


def test_tasks_with_invalid_styles_are_refused() -> None:
    values = json.loads(ray_executor._to_text(TASK))
    values["style"]["opacity"] = 7.0
    with pytest.raises(ValueError, match=r"opacity") as error:
        ray_executor._from_text(Task, json.dumps(values))
    assert not isinstance(error.value, InputError)


def test_each_task_gives_its_result(ray: FakeRay) -> None:
    errors = run_names("a", "b")
    assert errors.keys() == {"a", "b"}
    assert "no-such-a" in errors["a"]
    assert "no-such-b" in errors["b"]
    assert not ray.running
    assert ray.blocks == [2]


def test_a_lost_task_is_tried_again_alone(ray: FakeRay) -> None:
    ray.fatal = {"b"}
    errors = run_names("a", "b", "c")
    assert "A worker process died at “b.mp4”" in errors["b"]
    assert "no-such-a" in errors["a"]
    assert [row["number"] for row in ray.rows] == [0, 1, 2, 1]


@pytest.mark.parametrize("side", ["task", "result"])
def test_another_version_of_a_worker_costs_its_inputs(ray: FakeRay, side: str) -> None:
    if side == "result":
        ray.change = lambda row: row | {"result": row["result"].replace("took_s", "time")}
    else:
        ray.change = lambda row: ray_executor._run_row(row | {"task": "{}"})
    expected = (
        "“a.mp4” cannot be processed by a worker; install the same version of AVOL everywhere."
    )
    assert run_names("a") == {"a": expected}
