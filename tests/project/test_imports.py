"""Modules that load neither Qt nor torch, also not through other packages."""

import subprocess
import sys
from pathlib import Path

from tests.support.paths import ROOT

LIBRARY = sorted((ROOT / "avol").rglob("*.py"))
GUI_PACKAGES = {"avol_studio", "PySide6", "shiboken6", "pyqtgraph"}
# Modules that the studio and the command line load with the default engine.
MODULES_WITHOUT_TORCH = (
    "avol.io.batch.executor",
    "avol.cli.main",
    "avol.engines.onnxruntime_engine",
    "avol.io.localize",
    "avol.localizer",
    "avol.media.audio_reader",
    "avol.media.video_reader",
    "avol.media.encoding.writer",
)


def loaded_modules(code: str) -> set[str]:
    """Return the names of the modules that a new Python process has loaded after `code`."""
    process = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys\nprint(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    return set(process.stdout.splitlines()[-1].split())


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def test_library_loads_neither_qt_nor_the_studio() -> None:
    modules = [module_name(path) for path in LIBRARY if path.name != "__main__.py"]
    loaded = loaded_modules("".join(f"import {name}\n" for name in modules))
    assert "avol.localizer" in loaded
    assert not {name.split(".")[0] for name in loaded} & GUI_PACKAGES


def test_default_engine_loads_no_torch() -> None:
    loaded = loaded_modules("".join(f"import {name}\n" for name in MODULES_WITHOUT_TORCH))
    assert "onnxruntime" in loaded
    assert not {"torch", "torchvision"} & loaded


def test_package_and_command_line_load_no_heavy_package() -> None:
    loaded = loaded_modules("import avol, avol_studio.cli.main")
    assert not {"numpy", "rich", "av", "cv2", "PySide6", "onnxruntime", "pydantic"} & loaded
