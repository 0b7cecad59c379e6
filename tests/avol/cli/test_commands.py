"""The library's verbs: what makes no sense, help, examples."""

import re

import pytest

from avol.cli.main import commands, run
from avol.training.config_loader import load_config_table


@pytest.mark.parametrize(
    "wrong", [["lokalize"], ["localize"], ["localize", "a.mp4", "--opacity", "x"]]
)
def test_a_command_line_that_makes_no_sense_ends_with_two(
    wrong: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(commands, wrong) == 2
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.parametrize("verb", [[], ["localize"], ["bench"], ["bench", "engine"], ["version"]])
def test_every_verb_explains_itself(verb: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(commands, [*verb, "--help"]) == 0
    assert "--help" in capsys.readouterr().out


def test_the_example_of_train_is_a_recipe_that_there_is(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    assert run(commands, ["train", "--help"]) == 0
    named = re.search(r"avol train (\w+) --data", capsys.readouterr().out)
    assert named is not None
    assert load_config_table(named.group(1))
