"""The doctor tries things for real, and survives each of them failing."""

import json
from pathlib import Path

import pytest

from avol.cli.main import run
from avol.errors import AvolError, EngineError
from avol.localizer import Localizer
from avol_studio.cli import doctor
from avol_studio.cli.main import app


def found(findings: list[doctor.Finding], what: str) -> doctor.Finding:
    return next(finding for finding in findings if finding.what == what)


def test_everything_is_looked_at(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    figures = tmp_path / "doctor.json"
    code = run(app, ["doctor", "--json", str(figures)])
    findings = json.loads(figures.read_text())["findings"]
    names = {finding["what"] for finding in findings}
    assert {"Python", "Packages", "Engine", "CUDA", "Window", "Demo clip"} <= names
    assert code == int(any(f["needed"] and not f["works"] for f in findings))
    assert "Window" in capsys.readouterr().out
    window = next(finding for finding in findings if finding["what"] == "Window")
    assert window["works"]
    assert window["detail"] == "offscreen"


def test_what_fails_is_told_and_the_rest_is_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object, **__: object) -> Localizer:
        raise EngineError("It will not start; choose another.")

    monkeypatch.setattr(Localizer, "load", fails)
    monkeypatch.setattr(doctor, "missing_libraries", lambda: ["libportaudio.so.2"])
    monkeypatch.setattr(doctor, "_child", lambda code: "offscreen\n")
    findings = list(doctor.examine())
    engine = found(findings, "Engine")
    assert not engine.works
    assert engine.needed
    assert engine.detail == "It will not start; choose another."
    assert "libportaudio2" in found(findings, "PortAudio").remedy
    assert found(findings, "Window").works


def test_weights_are_checked_against_their_cards(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("avol.core.paths.weights", lambda: tmp_path)
    assert not found(list(doctor._weights()), "Weights").works
    (tmp_path / "strange.safetensors").write_bytes(b"not weights")
    strange = found(list(doctor._weights()), "Weights strange")
    assert not strange.works
    assert "card" in strange.detail


def test_a_child_that_dies_is_told_by_its_last_words() -> None:
    said = "import sys; sys.stderr.write('first\\nno such thing\\n'); sys.exit(3)"
    with pytest.raises(AvolError, match=r"^no such thing$"):
        doctor._child(said)
    with pytest.raises(AvolError, match="code -6"):
        doctor._child("import os; os.abort()")
