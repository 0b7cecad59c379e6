"""Checks what works on this machine by trying it, with a remedy for what does not."""

from __future__ import annotations

import json
import platform
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

from avol.core.optional_packages import OPTIONAL_PACKAGES, install_command, is_installed
from avol.errors import AvolError
from avol_studio.core.system.own_process import own_command
from avol_studio.core.system.system_check import (
    check_display,
    missing_libraries,
)
from avol_studio.core.system.system_check import (
    install_command as install_libraries,
)

if TYPE_CHECKING:
    from rich.table import Table

    from avol.engines import EngineKind

TIMEOUT = 30  # seconds for a child process
PACKAGES = (
    "avol", "PySide6-Essentials", "numpy", "onnxruntime", "av", "opencv-python-headless",
    "sounddevice", "soxr", "pyqtgraph",
)  # fmt: skip


@dataclass(frozen=True)
class Finding:
    """The result of one check. needed: whether AVOL cannot work without it."""

    what: str
    works: bool
    detail: str
    remedy: str = ""
    needed: bool = False


def run_checks() -> Iterator[Finding]:
    """Run all checks one after the other; takes some seconds."""
    checks = (
        _python, _packages, _extras, _weights, _engine, _cuda, _window, _audio, _cameras, _demo,
    )  # fmt: skip
    for check in checks:
        yield from check()


def window_platform() -> str:
    """Start Qt; returns its platform, such as “xcb”. Qt ends the process if it cannot."""
    from PySide6.QtGui import QGuiApplication

    return QGuiApplication([]).platformName()


def audio_devices() -> str:
    """Return the list of PortAudio's devices as JSON; a faulty driver may end the process."""
    import sounddevice

    return json.dumps(list(sounddevice.query_devices()))


TRIALS: Mapping[str, Callable[[], str]] = {"window": window_platform, "audio": audio_devices}
"""What `avol doctor` tries in a process of its own."""


def table(findings: Iterable[Finding]) -> Table:
    """A table with one row per finding."""
    from rich.table import Column, Table
    from rich.text import Text

    result, remedy = (Column(name, overflow="fold") for name in ("Result", "Remedy"))
    table = Table("", "", result, remedy)
    for finding in findings:
        works = Text("✔", "green")
        fails = Text("✘", "red") if finding.needed else Text("–", "yellow")
        mark = works if finding.works else fails
        table.add_row(mark, finding.what, finding.detail, finding.remedy)
    return table


def _python() -> Iterator[Finding]:
    detail = f"{platform.python_version()} on {platform.platform()}"
    works = sys.version_info >= (3, 11)
    yield Finding("Python", works, detail, "" if works else "install Python 3.11 or later", True)


def _packages() -> Iterator[Finding]:
    installed = {name: _version(name) for name in PACKAGES}
    missing = [name for name, number in installed.items() if not number]
    detail = ", ".join(f"{name} {number}" for name, number in installed.items() if number)
    remedy = f"pip install {' '.join(missing)}" if missing else ""
    yield Finding("Packages", not missing, detail, remedy, True)
    if installed["PySide6-Essentials"] == "6.12.0" and sys.version_info < (3, 12):
        remedy = "pip install 'PySide6-Essentials!=6.12.0', or use Python 3.12"
        yield Finding("PySide6", False, "6.12.0 aborts on Python 3.11", remedy, True)
    if _version("opencv-python"):
        remedy = "pip uninstall opencv-python; pip install --force-reinstall opencv-python-headless"
        yield Finding("OpenCV", False, "opencv-python contains a second Qt", remedy)


def _extras() -> Iterator[Finding]:
    """Which optional packages are missing, by extra."""
    for extra in dict.fromkeys(extra for _, extra in OPTIONAL_PACKAGES.values()):
        names = {m: name for m, (name, its) in OPTIONAL_PACKAGES.items() if its == extra}
        missing = [name for module, name in names.items() if not is_installed(module)]
        detail = f"without {', '.join(missing)}" if missing else ", ".join(names.values())
        remedy = install_command(extra) if missing else ""
        yield Finding(f"Extra “{extra}”", not missing, detail, remedy)


def _weights() -> Iterator[Finding]:
    from avol.checkpoints import load_checkpoint
    from avol.core.paths import weights_folder

    files = sorted(weights_folder().glob("*.safetensors"))
    if not files:
        yield Finding("Weights", False, f"none in {weights_folder()}", "install AVOL again", True)
    for file in files:
        yield _tried(f"Weights {file.stem}", lambda file=file: load_checkpoint(file).card.title)


def _engine() -> Iterator[Finding]:
    yield _tried("Engine", lambda: _one_map("auto"))


def _cuda() -> Iterator[Finding]:
    if shutil.which("nvidia-smi"):
        yield _tried("CUDA", lambda: _one_map("cuda"), needed=False)
    else:
        yield Finding("CUDA", False, "no NVIDIA driver; the CPU is used")


def _window() -> Iterator[Finding]:
    def opened() -> str:
        check_display()
        return _in_child("window").strip()

    yield _tried("Window", opened)


def _audio() -> Iterator[Finding]:
    library = "libportaudio.so.2"
    if library in missing_libraries():
        yield Finding("PortAudio", False, f"{library} is missing", install_libraries([library]))
        return
    try:
        devices: list[dict[str, Any]] = json.loads(_in_child("audio"))
    except AvolError as error:
        yield Finding("PortAudio", False, str(error), install_libraries([library]))
        return
    for what, way in (("Loudspeakers", "output"), ("Microphones", "input")):
        names = [device["name"] for device in devices if device[f"max_{way}_channels"]]
        remedy = "" if names else "connect one, or start the sound server (PulseAudio, PipeWire)"
        yield Finding(what, bool(names), ", ".join(names) or "none", remedy)


def _cameras() -> Iterator[Finding]:
    if sys.platform != "linux":
        return
    from avol_studio.media.devices.linux_devices import list_cameras

    names = [f"{camera.name} ({camera.location})" for camera in list_cameras()]
    remedy = "" if names else "connect one"
    yield Finding("Cameras", bool(names), ", ".join(names) or "none", remedy)


def _demo() -> Iterator[Finding]:
    from avol.core.paths import resources_folder
    from avol.media import probe

    def described() -> str:
        info = probe(resources_folder() / "demo" / "demo.mp4")
        return f"{info.width} × {info.height}, {info.duration:.0f} s"

    yield _tried("Demo video", described, needed=False)


def _tried(what: str, trial: Callable[[], str], needed: bool = True) -> Finding:
    """A finding with what `trial` returns, or with the error that it raises."""
    try:
        return Finding(what, True, trial(), needed=needed)
    except AvolError as error:
        return Finding(what, False, str(error), needed=needed)


def _one_map(engine: EngineKind) -> str:
    """Load the weights, localize a synthetic window in a synthetic image; returns the time."""
    import numpy as np

    from avol.core.constants import SAMPLE_RATE
    from avol.localizer import Localizer

    localizer = Localizer.load(engine=engine)
    image = np.full((720, 1280, 3), 128, np.uint8)
    wave = np.zeros(SAMPLE_RATE, np.float32)
    started = time.perf_counter()
    localizer(image, wave)
    return f"{localizer.engine_name}, a map in {(time.perf_counter() - started) * 1000:.0f} ms"


def _in_child(trial: str) -> str:
    """Return the result of one of TRIALS in a child process, which a faulty library may abort."""
    command = own_command("doctor", "--try", trial)
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=TIMEOUT, check=True)
    except subprocess.TimeoutExpired:
        raise AvolError(f"No response within {TIMEOUT} s.") from None
    except subprocess.CalledProcessError as error:
        lines = [line for line in error.stderr.splitlines() if line.strip()]
        raise AvolError(
            lines[-1] if lines else f"It exited with code {error.returncode}."
        ) from None
    return done.stdout


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
