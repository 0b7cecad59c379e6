"""`./run` installs what a command needs, and remembers it."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.support.paths import ROOT

FAKE_UV = """#!/bin/sh
echo "$*" >> "$UV_LOG"
[ "$1" != venv ] || {
    mkdir -p .venv/bin
    printf '#!/bin/sh\\n' > .venv/bin/python
    cp .venv/bin/python .venv/bin/avol
    cp .venv/bin/python .venv/bin/pytest
    chmod +x .venv/bin/*
}
"""

pytestmark = [
    pytest.mark.skipif(shutil.which("sh") is None, reason="needs a POSIX shell"),
    pytest.mark.skipif(shutil.which("nvidia-smi") is not None, reason="there is an NVIDIA driver"),
]


class Checkout:
    """A source folder with its `run`, on a machine with a fake uv."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.tools = folder / "source", folder / "tools"
        self.log = folder / "uv.log"
        self.folder.mkdir()
        self.tools.mkdir()
        for name in ("run", "pyproject.toml", "constraints.txt"):
            shutil.copy(ROOT / name, self.folder)
        self.add_tool("uv", FAKE_UV)
        for name in ("Xvfb", "apt-get", "pulseaudio", "sudo"):  # nothing is installed
            self.add_tool(name, "#!/bin/sh\n")

    def add_tool(self, name: str, script: str) -> None:
        path = self.tools / name
        path.write_text(script)
        path.chmod(0o755)

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        environment = os.environ | {
            "PATH": f"{self.tools}:/usr/bin:/bin", "HOME": str(self.folder),
            "UV_LOG": str(self.log),
        }  # fmt: skip
        return subprocess.run(
            [self.folder / "run", *arguments],
            cwd=self.folder, env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip

    def installed(self, *arguments: str) -> list[str]:
        """Run a command; returns what uv was asked to install for it."""
        self.log.write_text("")
        assert self.run(*arguments).returncode == 0
        requests = self.log.read_text().splitlines()
        return [line.partition("--editable ")[2] for line in requests if "--editable" in line]


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    return Checkout(tmp_path)


def test_the_studio_needs_no_extra(checkout: Checkout) -> None:
    assert checkout.installed("avol", "demo") == ["."]
    assert checkout.installed("avol", "demo") == []


def test_an_nvidia_driver_adds_torch(checkout: Checkout) -> None:
    checkout.add_tool("nvidia-smi", "#!/bin/sh\n")
    assert checkout.installed("avol") == [".[torch]"]
    assert checkout.installed("avol") == []


def test_other_commands_get_everything_and_it_stays(checkout: Checkout) -> None:
    assert checkout.installed("avol") == ["."]
    assert checkout.installed("pytest") == [".[all] --group dev"]
    checkout.add_tool("nvidia-smi", "#!/bin/sh\n")
    assert checkout.installed("avol") == []
    assert checkout.installed("pytest") == []


def test_extras_stay_when_the_requirements_change(checkout: Checkout) -> None:
    assert checkout.installed("--extra", "torch") == [".[torch]"]
    assert checkout.installed("--extra", "search", "--extra", "ray", "avol") == [
        ".[torch,search,ray]"
    ]
    with (checkout.folder / "constraints.txt").open("a") as file:
        file.write("# another version\n")
    assert checkout.installed("avol") == [".[torch,search,ray]"]


def test_a_record_of_an_earlier_version_is_renewed(checkout: Checkout) -> None:
    checkout.installed("avol")
    (checkout.folder / ".venv" / ".avol-installed").write_text("1234567 890\n")
    assert checkout.installed("avol") == ["."]


def test_an_unknown_extra_is_named(checkout: Checkout) -> None:
    process = checkout.run("--extra", "video", "avol")
    assert process.returncode == 2
    assert "no extra “video”" in process.stderr
    assert not checkout.log.exists()
