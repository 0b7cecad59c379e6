"""The program of the packaged application."""

import ctypes.util
import os
import sys
from collections.abc import MutableMapping
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


def restore_environment(environment: MutableMapping[str, str]) -> None:
    """Make the programs that AVOL starts load their own libraries, not those of the application.

    The loader of the application has set LD_LIBRARY_PATH: a file manager would fail with it. A
    child process of AVOL sets it again.
    """
    environment.pop("LD_LIBRARY_PATH", None)
    if (former := environment.pop("LD_LIBRARY_PATH_ORIG", None)) is not None:
        environment["LD_LIBRARY_PATH"] = former
    environment["PYINSTALLER_RESET_ENVIRONMENT"] = "1"


if __name__ == "__main__":
    freeze_support()  # runs the work of a child process, which starts this program again
    if sys.platform == "linux":
        ctypes.util.find_library = find_library
        restore_environment(os.environ)
    sys.exit(main())
