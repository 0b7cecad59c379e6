from __future__ import annotations

import subprocess
import sys


def printed(code: str) -> list[str]:
    """What a new process prints, word for word: here PySide is imported by pytest-qt already."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.split()


def test_imports_after_qt_do_not_read_the_sources_of_all_modules() -> None:
    code = (
        "import builtins, linecache, sys\n"
        "plain = builtins.__import__\n"
        "import avol_studio.app\n"
        "import avol_studio.ui.main_window\n"
        "assert 'PySide6.QtWidgets' in sys.modules\n"
        "print(builtins.__import__ is plain, len(linecache.cache) < 20)"
    )
    assert printed(code) == ["True", "True"]


def test_a_library_that_imports_all_names_of_qt_works() -> None:
    code = (
        "import builtins\n"
        "plain = builtins.__import__\n"
        "import avol_studio.app\n"
        "import pyqtgraph\n"
        "print(builtins.__import__ is plain)"
    )
    assert printed(code) == ["True"]
