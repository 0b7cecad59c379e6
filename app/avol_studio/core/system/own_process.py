"""Starting AVOL's command line in a process of its own."""

import sys


def own_command(*arguments: str) -> list[str]:
    """Return the command that runs `avol ARGUMENTS` with the installation that is running.

    In the packaged application, `sys.executable` is the program and not Python.
    """
    if getattr(sys, "frozen", False):
        return [sys.executable, *arguments]
    return [sys.executable, "-m", "avol_studio.cli.main", *arguments]
