"""A file that cannot be written is refused before the work, not after it."""

from pathlib import Path

import pytest

from avol.cli import commands, run
from avol.cli_options import FAILED


@pytest.mark.parametrize("option", ["--json", "--card"])
@pytest.mark.parametrize("name", ["missing/figures", ""])
def test_it_is_refused_at_once(
    option: str,
    name: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    asked: list[object] = []
    monkeypatch.setattr("avol.localizer.Localizer.load", lambda *args: asked.append(args))
    assert run(commands, ["evaluate", "demo", option, str(tmp_path / name)]) == FAILED
    assert "name a file in a folder that is there" in capsys.readouterr().err
    assert not asked
