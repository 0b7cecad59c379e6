"""A file that cannot be written is refused before the work, not after it."""

from pathlib import Path

import pytest

from avol.cli.main import commands, run
from avol.cli.options import FAILED, save_json


@pytest.mark.parametrize("option", ["--json", "--card"])
@pytest.mark.parametrize("name", ["taken/figures", ""])
def test_it_is_refused_at_once(
    option: str,
    name: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "taken").write_text("a file, no folder", encoding="utf-8")
    asked: list[object] = []
    monkeypatch.setattr("avol.localizer.Localizer.load", lambda *args: asked.append(args))
    assert run(commands, ["evaluate", "demo", option, str(tmp_path / name)]) == FAILED
    assert "choose a file in a writable folder" in capsys.readouterr().err
    assert not asked


def test_a_missing_folder_is_made(tmp_path: Path) -> None:
    figures = tmp_path / "a" / "b" / "figures.json"
    save_json(figures, {"n": 1})
    assert figures.read_text(encoding="utf-8") == '{\n  "n": 1\n}\n'
