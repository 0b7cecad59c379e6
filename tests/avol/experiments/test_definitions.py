"""`avol claim`: errors, and one complete experiment (slow)."""

import json
from pathlib import Path

import pytest

from avol.cli.main import commands, run
from avol.experiments.definitions import EXPERIMENTS


def test_an_unknown_claim_is_rejected(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(commands, ["claim", "relativity"]) == 2
    error = capsys.readouterr().err
    assert all(name in error for name in EXPERIMENTS)


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_a_mismatched_sound_lowers_the_map(tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    assert run(commands, ["claim", "mismatch", "--work", str(tmp_path), "--json", str(report)]) == 0
    rows = json.loads(report.read_text())["rows"]
    above = {name: row["maps above threshold"] for name, row in rows.items()}
    assert above["own sound"]["low"] > above["sound of another class"]["high"]
