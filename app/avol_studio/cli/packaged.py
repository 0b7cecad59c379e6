"""The program of the packaged application."""

import ctypes.util
import sys
from multiprocessing import freeze_support
from pathlib import Path

from avol_studio.cli.main import main

BUNDLE = Path(getattr(sys, "_MEIPASS", ""))

_find_system_library = ctypes.util.find_library


def find_library(name: str) -> str | None:
    """Find a library among those of the application, else on the system.

    Python searches only where the system's linker looks, and needs its tools for that.
    """
    found = next(iter(sorted(BUNDLE.glob(f"lib{name}.so*"))), None)
    return str(found) if found is not None else _find_system_library(name)


if __name__ == "__main__":
    freeze_support()  # runs the work of a child process, which starts this program again
    if sys.platform == "linux":
        ctypes.util.find_library = find_library
    sys.exit(main())
