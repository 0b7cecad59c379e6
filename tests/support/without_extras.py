"""Python processes in which no optional package can be imported."""

import os
import subprocess
import sys
from pathlib import Path

from avol.core.optional_packages import OPTIONAL_PACKAGES
from tests.support.paths import ROOT

BLOCKER = f"""
import sys
from importlib.abc import MetaPathFinder

class Blocker(MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name in {set(OPTIONAL_PACKAGES)!r}:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)

sys.meta_path.insert(0, Blocker())
"""


def environment(folder: Path) -> dict[str, str]:
    """The environment of a process, and of those that it starts, without optional packages.

    folder: an empty folder for the module that Python imports when it starts.
    """
    (folder / "sitecustomize.py").write_text(BLOCKER)
    paths = [str(folder), str(ROOT / "app"), str(ROOT)]
    return os.environ | {"PYTHONPATH": os.pathsep.join(paths), "COLUMNS": "500"}


def run_avol(folder: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run `avol ARGUMENTS` in such a process."""
    return subprocess.run(
        [sys.executable, "-m", "avol_studio.cli.main", *arguments],
        env=environment(folder), cwd=folder, capture_output=True, text=True, check=False,
    )  # fmt: skip


def run_python(folder: Path, code: str) -> subprocess.CompletedProcess[str]:
    """Run Python code in such a process."""
    return subprocess.run(
        [sys.executable, "-c", code],
        env=environment(folder), cwd=folder, capture_output=True, text=True, check=False,
    )  # fmt: skip
