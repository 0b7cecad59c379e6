"""Command-line errors, help texts and examples of the library's commands."""

import re

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
