"""`avol train-tiny` gives the metrics of the library for the same settings."""

import json
from pathlib import Path

import pytest

from avol.checkpoints import load_model_card
from avol.cli.main import commands, run
from avol.training.tiny import pairs
from avol.training.tiny.results import TinyResult
from avol.training.tiny.settings import TinySettings
from avol.training.tiny.training import run_tiny_training


def test_the_command_recomputes_a_result(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pairs, "VALIDATION_PAIRS", 16)
    settings = TinySettings(seed=2, flipped_labels=True, pooling="attention", steps=2)
    expected = run_tiny_training(settings).result()
    file, weights = tmp_path / "result.json", tmp_path / "weights"
    line = ["train-tiny", "--seed", "2", "--flipped-labels", "--pooling", "attention"]
    assert run(commands, [*line, "--steps", "2", "--json", str(file), "--out", str(weights)]) == 0
    table = json.loads(file.read_text())
    assert table.pop("generator") == "AVOL"
    assert TinyResult.model_validate(table) == expected
    assert f"step 2: loss {expected.loss:.3f}" in capsys.readouterr().out
    assert load_model_card(str(weights / "tiny.safetensors")).name == "tiny"
    again = tmp_path / "again.json"
    arguments = ["train-tiny", "--settings", str(file), "--json", str(again)]
    assert run(commands, arguments) == 0
    assert again.read_text() == file.read_text()


def test_an_option_has_priority_over_the_settings_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "settings.json").write_text(TinySettings(seed=4, negatives=False).model_dump_json())
    used: list[TinySettings] = []

    class StopError(Exception):
        pass

    def stop(settings: TinySettings, _: object) -> None:
        used.append(settings)
        raise StopError

    monkeypatch.setattr("avol.training.tiny.training.run_tiny_training", stop)
    line = ["train-tiny", "--settings", str(tmp_path / "settings.json"), "--seed", "5"]
    with pytest.raises(StopError):
        run(commands, line)
    assert used == [TinySettings(seed=5, negatives=False)]
