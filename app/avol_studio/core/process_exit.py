"""Leaving the process while a thread is still busy."""

import logging
import os
import sys
import threading


def leave(code: int) -> int:
    """End the process at once where a thread that nobody waits for still runs; else `code`.

    All is kept and closed by then. A thread in the middle of loading a model cannot be ended, and
    Python's own farewell would tear it out of foreign code, which aborts the process.
    """
    if any(thread.daemon for thread in threading.enumerate()):
        logging.shutdown()
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        os._exit(code)
    return code
