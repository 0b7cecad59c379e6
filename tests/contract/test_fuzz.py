"""Damaged files of all kinds are read or raise an AvolError; no crash, no hang, no traceback."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.contract.conftest import MakeClip
from tests.contract.kinds import KINDS
from tests.support.paths import ROOT

SHORT = len(KINDS)  # cases; each kind is damaged once
LONG, AT_ONCE = 20_000, 500


@pytest.fixture(scope="module")
def originals(tmp_path_factory: pytest.TempPathFactory, make_clip: MakeClip) -> Path:
    """A folder with a file of each kind."""
    folder = tmp_path_factory.mktemp("fuzz")
    # From the last to the first: the other process writes them from the first on.
    for number, name in reversed(list(enumerate(KINDS))):
        clip = make_clip(name)
        (folder / f"{number:03d}{clip.path.suffix}").write_bytes(clip.path.read_bytes())
    return folder


def run_cases(folder: Path, first: int, stop: int) -> None:
    """Run the cases in child processes; a case that ends its process is named, and left out."""
    failed: list[str] = []
    while first < stop:
        command = [sys.executable, "-m", "tests.contract.fuzz_child", folder, first, stop]
        process = subprocess.run(
            [str(part) for part in command], capture_output=True, text=True, check=False, cwd=ROOT
        )
        begun = process.stdout.count("case ")
        if process.returncode:
            last = process.stdout[process.stdout.rfind("case ") :].strip()
            failed.append(f"exit {process.returncode}, last {last}\n{process.stderr[-3000:]}")
        if begun == 0 or first + begun >= stop:
            break
        first += begun
    assert not failed, "\n\n".join(failed)


@pytest.mark.timeout(600)  # it may be the first that needs the files
def test_damaged_files_short(originals: Path) -> None:
    run_cases(originals, 0, SHORT)


@pytest.mark.slow
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("first", range(0, LONG, AT_ONCE))
def test_damaged_files_long(originals: Path, first: int) -> None:
    run_cases(originals, 100_000 + first, 100_000 + first + AT_ONCE)
