"""Imports Qt without PySide's import hook; import this module before anything of PySide.

PySide replaces `__import__` to find the modules that begin with `from __feature__ import`. For that
it reads the source of every module that is imported afterwards, which took a quarter of the time
until the window was painted, and keeps these sources in memory. AVOL uses no such feature.
"""

import builtins

_plain_import = builtins.__import__

import PySide6.QtCore  # noqa: E402, F401

builtins.__import__ = _plain_import
