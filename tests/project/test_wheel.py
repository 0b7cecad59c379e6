"""Content of the wheel."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.support.paths import ROOT

pytestmark = [
    pytest.mark.slow,  # builds the wheel, and downloads the build tool if it is not cached
    pytest.mark.skipif(shutil.which("uv") is None, reason="uv is not installed"),
]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = ["uv", "build", "--wheel", "--quiet", "--out-dir", str(folder), str(ROOT)]
    subprocess.run(command, check=True)
    (path,) = folder.glob("*.whl")
    return path


def test_wheel_contains_code_weights_and_resources(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    assert {name.split("/")[0] for name in names if ".dist-info/" not in name} == {
        "avol",
        "avol_studio",
    }
    tracked = subprocess.run(
        ["git", "ls-files", "weights", "resources/icons"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout.splitlines()  # fmt: skip
    tracked += [f"resources/demo/{name}" for name in ("demo.mp4", "truth.json", "LICENSE.md")]
    assert {f"avol/_bundled/{name}" for name in tracked} <= names
    assert not any("/parts/" in name for name in names)
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert any(name.endswith("licenses/NOTICE") for name in names)


def test_wheel_works_from_another_folder(wheel: Path, tmp_path: Path) -> None:
    """Unpacks it like pip, with the installed dependencies."""
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    code = (
        "from avol.core.paths import weights_folder; from avol_studio.cli.main import main; "
        "print(weights_folder()); main()"
    )
    process = subprocess.run(
        [sys.executable, "-c", code, "--version"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(tmp_path / "site")},
        capture_output=True,
        text=True,
        check=True,
    )
    assert process.stdout.startswith(str(tmp_path / "site" / "avol" / "_bundled" / "weights"))
    assert "avol 0." in process.stdout
