"""The doctor runs its checks for real, and reports each failure."""

import json
import sys
from pathlib import Path

import pytest

from avol.cli.console import print_table
from avol.cli.main import run
from avol.errors import AvolError, EngineError
from avol.localizer import Localizer
from avol_studio.cli import doctor
from avol_studio.cli.main import app
from avol_studio.core.system.own_process import own_command


def find(findings: list[doctor.Finding], what: str) -> doctor.Finding:
    return next(finding for finding in findings if finding.what == what)


def test_all_checks_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report = tmp_path / "doctor.json"
    code = run(app, ["doctor", "--json", str(report)])
    findings = json.loads(report.read_text())["findings"]
    names = {finding["what"] for finding in findings}
    assert {"Python", "Packages", "Engine", "CUDA", "Window", "Demo video"} <= names
    assert code == int(any(f["needed"] and not f["works"] for f in findings))
    assert "Window" in capsys.readouterr().out
    window = next(finding for finding in findings if finding["what"] == "Window")
    assert window["works"]
    assert window["detail"] == "offscreen"


def test_a_failed_check_is_reported_and_the_others_run(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object, **__: object) -> Localizer:
        raise EngineError("It will not start; choose another.")

    monkeypatch.setattr(Localizer, "load", fails)
    monkeypatch.setattr(doctor, "missing_libraries", lambda: ["libportaudio.so.2"])
    monkeypatch.setattr(doctor, "_in_child", lambda trial: "offscreen\n")
    findings = list(doctor.run_checks())
    engine = find(findings, "Engine")
    assert not engine.works
    assert engine.needed
    assert engine.detail == "It will not start; choose another."
    assert "libportaudio2" in find(findings, "PortAudio").remedy
    assert find(findings, "Window").works


def test_the_table_shows_the_whole_remedy(capsys: pytest.CaptureFixture[str]) -> None:
    remedy = "/home/mia/.local/share/pipx/venvs/avol/bin/python -m pip install 'avol[torch]'"
    print_table(doctor.table([doctor.Finding("Extra “torch”", False, "without torch", remedy)]))
    rows = [line.split("│") for line in capsys.readouterr().out.splitlines() if "│" in line]
    assert len(rows) > 1
    assert "".join("".join(row[4].split()) for row in rows) == "".join(remedy.split())


def test_weights_are_checked_against_their_cards(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("avol.core.paths.weights_folder", lambda: tmp_path)
    assert not find(list(doctor._weights()), "Weights").works
    (tmp_path / "invalid.safetensors").write_bytes(b"not weights")
    invalid = find(list(doctor._weights()), "Weights invalid")
    assert not invalid.works
    assert "card" in invalid.detail


@pytest.mark.parametrize(
    ("code", "text"),
    [
        (
            "import sys; sys.stderr.write('first\\nno such module\\n'); sys.exit(3)",
            "no such module",
        ),
        ("import os; os.abort()", "It exited with code -6."),
    ],
)
def test_a_failed_child_process_is_reported_by_its_last_line(
    code: str, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor, "own_command", lambda *_: [sys.executable, "-c", code])
    with pytest.raises(AvolError) as caught:
        doctor._in_child("window")
    assert str(caught.value) == text


def test_a_packaged_application_runs_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/usr/lib/avol/avol")
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert own_command("doctor") == ["/usr/lib/avol/avol", "doctor"]
