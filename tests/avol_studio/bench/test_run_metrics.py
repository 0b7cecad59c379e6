"""The age of a process, and the CPU time of its threads."""

import subprocess
import sys
import threading
import time

from avol_studio.bench.cpu_time import CpuTime


def test_the_age_of_a_process() -> None:
    code = (
        "import time; time.sleep(0.3); "
        "from avol_studio.bench.run_metrics import ms_since_process_start as s; print(s())"
    )
    started = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    lasted = (time.monotonic() - started) * 1000
    assert 300 <= float(done.stdout) <= lasted + 20


def test_cpu_time_is_reported_by_thread_name() -> None:
    cpu_time, busy, stop = CpuTime(), threading.Event(), threading.Event()

    def work() -> None:
        while time.thread_time() < 0.2:
            pass
        busy.set()
        stop.wait(60)

    thread = threading.Thread(target=work, name="worker")
    thread.start()
    assert busy.wait(60)
    spent = cpu_time.ms_per(10)
    stop.set()
    thread.join()
    assert 18 <= spent["worker"] <= 22
    assert spent["all"] >= spent["worker"]
