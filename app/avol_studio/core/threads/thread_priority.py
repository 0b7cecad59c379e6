"""Threads whose work can wait."""

import os
import sys
import threading

NICENESS = 5


def give_way() -> None:
    """Let the threads that play and locate go before this one.

    Linux gives threads a niceness of their own; elsewhere they share the processor evenly.
    """
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICENESS)
