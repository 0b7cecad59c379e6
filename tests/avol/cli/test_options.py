"""Output files are checked before the work starts."""

from pathlib import Path

import pytest

from avol.cli.main import commands, run
from avol.cli.options import FAILED, save_json


@pytest.mark.parametrize("option", ["--json", "--card"])
@pytest.mark.parametrize("name", ["file/results", ""])
def test_an_unwritable_file_is_an_error_before_the_work(
    option: str,
    name: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "file").write_text("a file, no folder", encoding="utf-8")
    loads: list[object] = []
    monkeypatch.setattr("avol.localizer.Localizer.load", lambda *args: loads.append(args))
    assert run(commands, ["evaluate", "demo", option, str(tmp_path / name)]) == FAILED
    assert "choose a file in a writable folder" in capsys.readouterr().err
    assert not loads


def test_a_missing_folder_is_created(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "results.json"
    save_json(path, {"n": 1})
    assert path.read_text(encoding="utf-8") == '{\n  "n": 1\n}\n'
