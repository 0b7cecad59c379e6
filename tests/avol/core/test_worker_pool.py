"""Worker processes: results, progress, errors, deaths, and the end of the parent."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from avol.core.worker_pool import JobResult, Report, WorkerDiedError, run_jobs
from avol.errors import EngineError, InputError

TICK = 0.02


def _act(job: str, report: Report) -> str:
    report("begun", os.getpid())
    match job:
        case "die":
            os._exit(9)
        case "segfault":
            os.kill(os.getpid(), signal.SIGSEGV)
        case "fail":
            raise InputError("no")
        case "forever":
            while True:
                report("working", 0)
                time.sleep(TICK)
    return job.upper()


def _by_job(results: list[JobResult[str, str]]) -> dict[str, JobResult[str, str]]:
    return {result.job: result for result in results}


def test_a_death_or_an_error_costs_one_job() -> None:
    jobs = ["a", "die", "b", "fail", "segfault", "c"]
    progress: dict[str, str] = {}
    results = _by_job(
        list(run_jobs(_act, jobs, 2, lambda job, text, pid: progress.update({job: text})))
    )
    assert {job: each.result for job, each in results.items() if not each.error} == {
        "a": "A", "b": "B", "c": "C",
    }  # fmt: skip
    assert isinstance(results["die"].error, WorkerDiedError)
    assert isinstance(results["segfault"].error, WorkerDiedError)
    assert isinstance(results["fail"].error, InputError)
    assert progress == dict.fromkeys(jobs, "begun")


def test_workers_end_when_the_iterator_is_closed() -> None:
    workers: set[int] = set()
    results = run_jobs(_act, ["forever", "a"], 2, lambda job, text, pid: workers.add(pid))
    assert next(results).job == "a"
    results.close()  # pyright: ignore[reportAttributeAccessIssue] - it is a generator
    assert not any(psutil.pid_exists(pid) for pid in workers if pid)


def test_a_worker_that_cannot_start_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "multiprocessing.spawn._python_exe", os.fsencode(shutil.which("false") or "")
    )
    with pytest.raises(EngineError, match="can be started"):
        list(run_jobs(_act, ["a"], 1))


_PARENT = """
import sys
from avol.core.worker_pool import run_jobs
from tests.avol.core.test_worker_pool import _act

if __name__ == "__main__":
    def show(job, text, pid):
        if pid:
            print(pid, flush=True)

    list(run_jobs(_act, ["forever"] * 2, 2, show))
"""


def test_workers_end_with_a_killed_parent(tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(_PARENT, encoding="utf-8")
    path = os.pathsep.join(sys.path)
    with subprocess.Popen(
        [sys.executable, str(script)], stdout=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONPATH": path},
    ) as parent:  # fmt: skip
        assert parent.stdout is not None
        workers = [psutil.Process(int(parent.stdout.readline())) for _ in range(2)]
        parent.kill()
        _, alive = psutil.wait_procs(workers, timeout=10)
    assert not alive
