"""The rules of the house that an import could break."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.paths import ROOT

LIBRARY = sorted((ROOT / "avol").rglob("*.py"))
STUDIO_ONLY = {"avol_studio", "PySide6", "shiboken6", "pyqtgraph", "superqt", "qtpy"}
# What a studio or a terminal with the usual engine asks: none of it may wait for torch.
WITHOUT_TORCH = (
    "avol.io.batch.executor",
    "avol.cli.main",
    "avol.engines.onnxruntime_engine",
    "avol.io.localize",
    "avol.localizer",
    "avol.media.audio_reader",
    "avol.media.video_reader",
    "avol.media.encoding.writer",
)


def imported(code: str) -> set[str]:
    """Names of the modules that a fresh Python has after running `code`."""
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys\nprint(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    return set(done.stdout.splitlines()[-1].split())


def module(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@pytest.mark.parametrize("path", LIBRARY, ids=module)
def test_the_library_imports_neither_qt_nor_the_studio(path: Path) -> None:
    """Also imports inside functions, which running the module would not show."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module or "")
            assert node.level == 0, f"{path}: a relative import in line {node.lineno}"
    assert not {name.split(".")[0] for name in names} & STUDIO_ONLY


def test_the_library_loads_neither_qt_nor_the_app() -> None:
    modules = [module(path) for path in LIBRARY if path.name != "__main__.py"]
    loaded = imported("".join(f"import {name}\n" for name in modules))
    assert "avol.localizer" in loaded
    assert not {name.split(".")[0] for name in loaded} & STUDIO_ONLY


def test_the_usual_path_loads_no_torch() -> None:
    loaded = imported("".join(f"import {name}\n" for name in WITHOUT_TORCH))
    assert "onnxruntime" in loaded
    assert not {"torch", "torchvision"} & loaded


def test_importing_avol_and_its_commands_is_cheap() -> None:
    loaded = imported("import avol, avol_studio.cli.main")
    assert not {"numpy", "rich", "av", "cv2", "PySide6", "onnxruntime", "pydantic"} & loaded
