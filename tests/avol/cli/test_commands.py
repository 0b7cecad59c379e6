"""Command-line errors, help texts and examples of the library's commands."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from avol.cli.main import commands, run
from avol.training.config_loader import load_config_table


@pytest.mark.parametrize(
    "arguments", [["lokalize"], ["localize"], ["localize", "a.mp4", "--opacity", "x"]]
)
def test_an_invalid_command_line_returns_two(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(commands, arguments) == 2
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.parametrize("command", [[], ["localize"], ["bench"], ["bench", "engine"], ["version"]])
def test_every_command_has_help(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(commands, [*command, "--help"]) == 0
    assert "--help" in capsys.readouterr().out


def test_the_train_example_names_an_existing_config(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    assert run(commands, ["train", "--help"]) == 0
    match = re.search(r"avol train (\w+) --data", capsys.readouterr().out)
    assert match is not None
    assert load_config_table(match.group(1))


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_terminal_that_cannot_be_written_is_reported() -> None:
    code = "import sys; from avol.cli.main import commands, run; "
    command = [sys.executable, "-c", code + "sys.exit(run(commands, ['version']))"]
    with Path("/dev/full").open("w") as full:
        process = subprocess.run(
            command, stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert process.returncode == 2
    assert process.stderr.startswith("avol: The messages cannot be written")
    assert process.stderr.count("\n") == 1


@pytest.mark.skipif(sys.platform == "win32", reason="Windows removes no folder that is in use")
@pytest.mark.skipif(
    sys.version_info[:3] == (3, 13, 0), reason="Python 3.13.0 cannot import modules there"
)
def test_a_removed_current_folder_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    code = run(commands, ["localize", "clip.mp4", "--out", "out"])
    monkeypatch.undo()  # pytest cannot report a failure from there
    assert code == 2
    assert "current folder no longer exists" in capsys.readouterr().err
