"""The versions of constraints.txt suit every Python version that pyproject.toml names."""

import json
import os
import shutil
import subprocess
import tomllib

import pytest

from tests.support.paths import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
PREFIX = "Programming Language :: Python :: "
VERSIONS = [name.removeprefix(PREFIX) for name in PROJECT["classifiers"]]
TOOLS = f"{ROOT / '.cache' / 'uv' / 'bin'}{os.pathsep}{os.environ['PATH']}"
NO_NETWORK = ("network was disabled", "Failed to fetch", "error sending request", "timed out")
"""What uv says where it cannot reach the package index."""


@pytest.mark.parametrize("version", VERSIONS)
def test_every_package_has_a_build_for_the_python_version(version: str) -> None:
    """Asks the package index, or uv's cache; installs nothing."""
    uv = shutil.which("uv", path=TOOLS)
    if uv is None:
        pytest.skip("uv is not installed")
    options = "--all-extras --group dev --only-binary :all: --constraints constraints.txt --quiet"
    process = subprocess.run(
        [uv, "pip", "compile", "--python-version", version, *options.split(), "pyproject.toml"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if process.returncode and any(reason in process.stderr for reason in NO_NETWORK):
        pytest.skip("the package index cannot be reached")
    assert process.returncode == 0, process.stderr
    assert "onnxruntime==" in process.stdout


def test_the_workflow_and_the_setup_use_these_versions() -> None:
    workflow = (ROOT / ".github" / "workflows" / "test.yml").read_text("utf-8")
    assert f"python: {json.dumps(VERSIONS)}" in workflow
    first, last = VERSIONS[0], VERSIONS[-1].partition(".")[2]
    supported = f"'>={first},<3.{int(last) + 1}'"
    assert supported in (ROOT / "run").read_text("utf-8")
