from __future__ import annotations

import subprocess
import sys


def test_imports_after_qt_do_not_read_the_sources_of_all_modules() -> None:
    code = (
        "import builtins, linecache, sys\n"
        "plain = builtins.__import__\n"
        "import avol_studio.app\n"
        "import avol_studio.ui.main_window\n"
        "assert 'PySide6.QtWidgets' in sys.modules\n"
        "print(builtins.__import__ is plain, len(linecache.cache) < 20)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True", "True"]
