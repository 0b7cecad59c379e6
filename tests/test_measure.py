"""The age of this process, against a child that knows when it was begun."""

import subprocess
import sys
import time


def test_age_of_a_process_is_right_to_a_few_hundredths() -> None:
    code = "import time; time.sleep(0.3); from app.measure import since_start_ms as s; print(s())"
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    lasted = (time.monotonic() - began) * 1000
    assert 300 <= float(done.stdout) <= lasted + 20
