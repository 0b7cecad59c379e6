"""Ending the process while a background thread is still busy."""

import logging
import os
import sys
import threading
from contextlib import suppress


def exit_process(code: int) -> int:
    """Return `code`, or end the process at once if a daemon thread still runs.

    All files are written and closed by then. A thread that loads a model cannot be interrupted,
    and the normal shutdown of Python would abort the process inside foreign code.
    """
    if any(thread.daemon for thread in threading.enumerate()):
        logging.shutdown()
        for stream in filter(None, (sys.stdout, sys.stderr)):  # None: closed by the shell
            with suppress(OSError):
                stream.flush()
        os._exit(code)
    return code
