"""The age of this process, against a child that knows when it was begun."""

import subprocess
import sys
import threading
import time

from avol_studio.bench.cpu_time import Spending


def test_age_of_a_process_is_right_to_a_few_hundredths() -> None:
    code = (
        "import time; time.sleep(0.3); "
        "from avol_studio.bench.run_metrics import since_start_ms as s; print(s())"
    )
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    lasted = (time.monotonic() - began) * 1000
    assert 300 <= float(done.stdout) <= lasted + 20


def test_what_a_thread_costs_is_told_by_its_name() -> None:
    spending, enough, over = Spending(), threading.Event(), threading.Event()

    def toil() -> None:
        while time.thread_time() < 0.2:
            pass
        enough.set()
        over.wait(60)

    thread = threading.Thread(target=toil, name="toiler")
    thread.start()
    assert enough.wait(60)
    spent = spending.ms_per(10)
    over.set()
    thread.join()
    assert 18 <= spent["toiler"] <= 22
    assert spent["all"] >= spent["toiler"]
