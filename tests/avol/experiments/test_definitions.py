"""The claims' command: what it refuses, and, in its long form, that a claim shows."""

import json
from pathlib import Path

import pytest

from avol.cli.main import commands, run
from avol.experiments.definitions import EXPERIMENTS


def test_an_unknown_claim_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(commands, ["claim", "relativity"]) == 2
    assert ", ".join(EXPERIMENTS) in capsys.readouterr().err


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_a_mismatched_sound_leaves_the_map_darker(tmp_path: Path) -> None:
    told = tmp_path / "told.json"
    assert run(commands, ["claim", "mismatch", "--work", str(tmp_path), "--json", str(told)]) == 0
    rows = json.loads(told.read_text())["rows"]
    lit = {name: row["maps above threshold"] for name, row in rows.items()}
    assert lit["own sound"]["low"] > lit["sound of another class"]["high"]
