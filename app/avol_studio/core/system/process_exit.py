"""Ending the process while a background thread is still busy."""

import logging
import os
import sys
import threading


def exit_process(code: int) -> int:
    """Return `code`, or end the process at once if a daemon thread still runs.

    All files are written and closed by then. A thread that loads a model cannot be interrupted,
    and the normal shutdown of Python would abort the process inside foreign code.
    """
    if any(thread.daemon for thread in threading.enumerate()):
        logging.shutdown()
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        os._exit(code)
    return code
