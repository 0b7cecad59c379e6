"""A process ends with its code and what it wrote, whatever its threads are at."""

import subprocess
import sys

PROGRAM = """
import atexit, sys, threading
from avol_studio.core.system.process_exit import exit_process
atexit.register(print, "by the usual way")
if {busy}:
    threading.Thread(target=threading.Event().wait, daemon=True).start()
print("written", end=" ")
sys.exit(exit_process(3))
"""


def _end(busy: bool) -> tuple[int, str]:
    ended = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(busy=busy)],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert not ended.stderr
    return ended.returncode, ended.stdout.strip()


def test_a_busy_thread_is_left_where_it_is() -> None:
    assert _end(busy=True) == (3, "written")


def test_without_one_the_process_ends_by_the_usual_way() -> None:
    assert _end(busy=False) == (3, "written by the usual way")
