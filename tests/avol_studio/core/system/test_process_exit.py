"""A process ends with its exit code and its output, with and without busy threads."""

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


def test_a_busy_thread_does_not_delay_the_exit() -> None:
    assert _end(busy=True) == (3, "written")


def test_without_busy_threads_the_exit_is_normal() -> None:
    assert _end(busy=False) == (3, "written by the usual way")
