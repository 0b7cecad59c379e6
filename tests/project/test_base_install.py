"""The base installation works without torch, scikit-learn and the other optional packages."""

import json
from pathlib import Path

import pytest

from avol.core.optional_packages import OPTIONAL_PACKAGES
from avol.core.paths import resources_folder
from tests.support.command_help import SHOW_HELP
from tests.support.toys import write_video
from tests.support.without_extras import run_avol, run_python

COMMANDS = f"""{SHOW_HELP}
from avol_studio.core.system.process_exit import exit_process

for line in LINES:
    print("-", run(app, line.split()), file=sys.stderr)
exit_process(0)
"""

DEMO = """
from PySide6.QtCore import QTimer
from avol_studio.app import Options, Studio, demo_video
from avol_studio.core.system.crash_handler import CrashHandler, log_folder
from avol_studio.core.system.process_exit import exit_process

studio = Studio(Options(path=demo_video(), autoplay=True), CrashHandler(log_folder()))

def show(event):
    print(len(event.localization.map), flush=True)
    studio.window.close()

studio.player.localized.connect(show)
QTimer.singleShot(100_000, studio.window.close)
exit_process(studio.run())
"""

NEEDS = {
    "claim shortcut": ("This command", "torch"),
    "bench engine": ("This command", "torch"),
    "bench search": ("The search in a large library", "FAISS"),
    "train config.toml --data . --out new": ("This command", "torch"),
    "train-tiny": ("This command", "torch"),
    "localize demo.mp4 --out out --engine torch": ("The engine “torch”", "torch"),
    "localize demo.mp4 --out out --engine cuda": ("The engine “cuda”", "torch"),
    "localize demo.mp4 --out out --engine ray": ("The executor “ray”", "Ray"),
    "demo --seconds 1 --engine torch": ("The engine “torch”", "torch"),
}
"""What each command needs, as its error says."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "demo.mp4").symlink_to(resources_folder() / "demo" / "demo.mp4")
    return tmp_path


def test_help_works_and_a_missing_package_is_one_sentence_with_a_command(folder: Path) -> None:
    done = run_python(folder, f"LINES = {list(NEEDS)!r}\n{COMMANDS}")
    lines = done.stderr.splitlines()
    assert len(lines) == 2 * len(NEEDS), done.stderr
    for (feature, package), error, code in zip(
        NEEDS.values(), lines[::2], lines[1::2], strict=True
    ):
        extra = next(extra for name, extra in OPTIONAL_PACKAGES.values() if name == package)
        assert error.startswith(f"avol: {feature} needs {package}, which is not installed; run: ")
        assert extra in error.partition("run: ")[2]
        assert code == "- 2"


def test_the_demo_shows_maps(folder: Path) -> None:
    done = run_python(folder, DEMO)
    assert done.stdout.split() == ["14"], done.stderr


def test_doctor_names_the_extras(folder: Path) -> None:
    done = run_avol(folder, "doctor", "--json", "doctor.json")
    findings = json.loads((folder / "doctor.json").read_text())["findings"]
    found = {finding["what"]: finding for finding in findings}
    assert found["Engine"]["works"]
    assert found["Window"]["detail"] == "offscreen"
    assert not found["Extra “torch”"]["works"]
    assert "torch" in found["Extra “torch”"]["remedy"]
    assert done.returncode == int(any(f["needed"] and not f["works"] for f in findings))


def test_localize_computes_maps(folder: Path) -> None:
    write_video(folder, "clip")
    done = run_avol(folder, "localize", "clip.mp4", "--out", "out")
    assert done.returncode == 0, done.stderr
    assert len((folder / "out" / "clip.csv").read_text().splitlines()) == 1 + 20
