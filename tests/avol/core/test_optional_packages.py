"""The sentence about a missing package names the package and the command that installs it."""

import sys
import tomllib
from importlib import import_module
from pathlib import Path

import pytest

from avol.core.optional_packages import (
    OPTIONAL_PACKAGES,
    install_command,
    missing_package,
    optional_packages,
)
from avol.errors import MissingPackageError
from tests.support.paths import ROOT


def failure(module: str) -> ImportError:
    """The error of an import."""
    with pytest.raises(ImportError) as caught:
        import_module(module)
    return caught.value


def test_a_missing_package_is_named_with_its_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "torch", None)
    with pytest.raises(MissingPackageError) as caught, optional_packages("The engine “cuda”"):
        import_module("torch")
    expected = "The engine “cuda” needs torch, which is not installed; run: "
    assert str(caught.value) == expected + install_command("torch")


def test_a_damaged_package_is_named_with_the_cause(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "torch.py").write_text("raise ImportError('libcudart.so is missing')\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, "torch", raising=False)
    error = missing_package(failure("torch"), "Attribution")
    assert "needs torch, which cannot be loaded (libcudart.so is missing); run: " in str(error)


def test_other_errors_stay_as_they_are() -> None:
    with pytest.raises(ModuleNotFoundError, match="no_such_module"), optional_packages("It"):
        import_module("no_such_module")
    assert missing_package(ValueError(), "It") is None


def test_every_package_belongs_to_its_extra() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    for module, (_, extra) in OPTIONAL_PACKAGES.items():
        names = {"sklearn": "scikit-learn", "skimage": "scikit-image", "faiss": "faiss-cpu"}
        package = names.get(module, module.replace("_", "-"))
        required = project["optional-dependencies"][extra]
        assert any(line.startswith(package) for line in required), package
        assert not any(line.startswith(f"{package}>") for line in project["dependencies"]), package


@pytest.mark.parametrize(
    ("record", "command"),
    [
        (".avol-installed", "{parent}/run --extra search"),
        ("pipx_metadata.json", "pipx runpip avol install 'avol[search]'"),
    ],
)
def test_the_command_fits_the_installation(
    record: str, command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "env").mkdir()
    (tmp_path / "env" / record).touch()
    monkeypatch.setattr(sys, "prefix", str(tmp_path / "env"))
    assert install_command("search") == command.format(parent=tmp_path)


def test_the_command_uses_pip_or_uv_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    monkeypatch.setattr(sys, "executable", "/opt/a b/python")
    monkeypatch.setattr("avol.core.optional_packages.is_installed", lambda _: True)
    assert install_command("ray") == "'/opt/a b/python' -m pip install 'avol[ray]'"
    monkeypatch.setattr("avol.core.optional_packages.is_installed", lambda _: False)
    assert install_command("ray") == "uv pip install --python '/opt/a b/python' 'avol[ray]'"


def test_the_packaged_application_names_the_source(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert install_command("torch").startswith("./run --extra torch avol")
