"""Imports Qt without PySide's import hook; import this module before anything of PySide.

PySide replaces `__import__` to find the modules that begin with `from __feature__ import`. For that
it reads the source of every module that is imported afterwards, which took a quarter of the time
until the window was painted, and keeps these sources in memory. AVOL uses no such feature.
"""

import builtins
from collections.abc import Iterator
from contextlib import contextmanager

_plain_import = builtins.__import__

import PySide6.QtCore  # noqa: E402, F401

_hook = builtins.__import__
builtins.__import__ = _plain_import


@contextmanager
def star_imports() -> Iterator[None]:
    """Use the hook again: it makes all names of Qt available to `from PySide6.QtCore import *`."""
    builtins.__import__ = _hook
    try:
        yield
    finally:
        builtins.__import__ = _plain_import
