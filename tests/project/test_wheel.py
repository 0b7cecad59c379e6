"""The wheel contains every data file, and works where it is installed."""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.support.paths import ROOT

BUNDLED = (
    "weights", "docs", "resources/icons", "resources/sounds", "resources/lessons", "resources/demo",
)  # fmt: skip
MAX_SIZE = 100e6
"""Bytes that PyPI accepts for a file."""


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("hatchling")
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel"]
    subprocess.run([*command, "--directory", folder], cwd=ROOT, check=True, capture_output=True)
    (path,) = folder.glob("*.whl")
    return path


@pytest.fixture(scope="session")
def names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def tracked(*folders: str) -> list[str]:
    """The files of the repository in these folders."""
    command = ["git", "ls-files", *folders]
    return subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.splitlines()


def test_wheel_contains_every_file_of_the_packages(names: set[str]) -> None:
    files = {name.removeprefix("app/") for name in tracked("avol", "app/avol_studio")}
    assert len(files) > 500
    assert files <= names
    assert {name.split("/")[0] for name in names if ".dist-info/" not in name} == {
        "avol",
        "avol_studio",
    }


def test_wheel_contains_weights_documents_and_media(names: set[str]) -> None:
    data = [
        name
        for name in tracked(*BUNDLED)
        if not name.endswith(".py") and not name.startswith("resources/demo/parts/")
    ]
    assert {"weights/avol.safetensors", "resources/demo/demo.mp4"} <= set(data)
    assert "resources/lessons/de/01-hearing.toml" in data
    assert {f"avol/_bundled/{name}" for name in data} <= names


def test_wheel_is_small_enough_and_has_its_licences(wheel: Path, names: set[str]) -> None:
    assert wheel.stat().st_size < MAX_SIZE
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


INSTALLERS = {
    "pip": "python3 -m venv env && env/bin/pip install -q {wheel} && ln -s ../env/bin/avol bin/",
    "uv": "uv tool install -q {wheel}",
    "pipx": "uv tool run -q pipx install {wheel}",
}


@pytest.mark.slow  # downloads the dependencies, 250 MB each
@pytest.mark.timeout(900)
@pytest.mark.parametrize("installer", INSTALLERS)
def test_wheel_works_in_an_empty_home(wheel: Path, installer: str, tmp_path: Path) -> None:
    tools = f"{ROOT / '.cache' / 'uv' / 'bin'}{os.pathsep}{os.environ['PATH']}"
    if installer != "pip" and shutil.which("uv", path=tools) is None:
        pytest.skip("uv is not installed")
    (tmp_path / "bin").mkdir()
    folders = {name: str(tmp_path / "bin") for name in ("UV_TOOL_BIN_DIR", "PIPX_BIN_DIR")}
    hidden = ("PYTHON", "VIRTUAL_ENV", "XDG_", "PIPX_HOME")
    base = {name: value for name, value in os.environ.items() if not name.startswith(hidden)}
    environment = base | folders | {"HOME": str(tmp_path), "PATH": tools}

    def run(command: str) -> str:
        return subprocess.run(
            ["sh", "-c", command], cwd=tmp_path, env=environment,
            capture_output=True, text=True, check=True,
        ).stdout  # fmt: skip

    run(INSTALLERS[installer].format(wheel=wheel))
    assert run("bin/avol --version").startswith("avol 0.")
    run("bin/avol doctor --json doctor.json || true")
    findings = json.loads((tmp_path / "doctor.json").read_text())["findings"]
    found = {finding["what"]: finding for finding in findings}
    assert found["Engine"]["works"]
    assert found["Demo video"]["works"]
    assert found["Window"]["detail"] == "offscreen"
    image = ROOT / "docs" / "images" / "studio-dark.png"
    sound = ROOT / "resources" / "sounds" / "trumpet.ogg"
    run(f"bin/avol localize {image} --sound {sound} --out out")
    assert list((tmp_path / "out").glob("*.csv"))
    run("bin/avol demo --seconds 20 --json demo.json")
    assert json.loads((tmp_path / "demo.json").read_text())["maps"] > 0
    remedy = found["Extra “torch”"]["remedy"]
    assert remedy.replace("avol[torch]", "").replace("''", "") != remedy
