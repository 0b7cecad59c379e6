"""The wheel: what a person who installs AVOL gets."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.support.paths import ROOT

pytestmark = [
    pytest.mark.slow,  # builds, and fetches the build tool when it is not cached
    pytest.mark.skipif(shutil.which("uv") is None, reason="uv builds it"),
]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = ["uv", "build", "--wheel", "--quiet", "--out-dir", str(folder), str(ROOT)]
    subprocess.run(command, check=True)
    (made,) = folder.glob("*.whl")
    return made


def test_it_carries_the_code_the_weights_and_the_resources(wheel: Path) -> None:
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


def test_it_works_from_another_folder(wheel: Path, tmp_path: Path) -> None:
    """Unpacked as pip would, beside the libraries that are installed here."""
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    code = "from avol.core.paths import weights; from avol_studio.cli.main import main; print(weights()); main()"
    done = subprocess.run(
        [sys.executable, "-c", code, "--version"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(tmp_path / "site")},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.startswith(str(tmp_path / "site" / "avol" / "_bundled" / "weights"))
    assert "avol 0." in done.stdout
