"""The command `avol`: which verb is meant, and what is said where no window can open."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

import avol_studio.app
import avol_studio.core.system_check
from avol.cli.main import run
from avol.errors import DeviceError
from avol_studio.app import Options
from avol_studio.cli.main import app as command
from avol_studio.cli.main import with_verb
from avol_studio.core.system_check import PACKAGES, check_display, install
from tests.support import synthetic
from tests.support.paths import ROOT

ON_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="only looked at on Linux")


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[Options]:
    """What the studio was started with, instead of starting it."""
    options: list[Options] = []

    def remember(given: Options) -> int:
        options.append(given)
        return 0

    monkeypatch.setattr(avol_studio.app, "run", remember)
    return options


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ([], ["open"]),
        (["duo.mp4"], ["open", "duo.mp4"]),
        (["films/duo"], ["open", "films/duo"]),
        (["open", "duo.mp4"], ["open", "duo.mp4"]),
        (["demo", "--seconds", "3"], ["demo", "--seconds", "3"]),
        (["localize", "duo.mp4"], ["localize", "duo.mp4"]),
        (["--version"], ["--version"]),
        (["lokalize"], ["lokalize"]),
    ],
)
def test_the_verb_may_be_left_out(typed: list[str], meant: list[str]) -> None:
    assert with_verb(typed) == meant


def test_a_file_without_an_ending_is_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "film").touch()
    monkeypatch.chdir(tmp_path)
    assert with_verb(["film"]) == ["open", "film"]


def test_a_slip_of_the_pen_is_no_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(command, with_verb(["lokalize"])) == 2
    assert "lokalize" in capsys.readouterr().err


def test_plain_avol_opens_the_empty_studio(started: list[Options]) -> None:
    assert run(command, with_verb([])) == 0
    assert started == [Options()]


def test_a_file_opens_with_the_studio(started: list[Options]) -> None:
    assert run(command, with_verb(["duo.mp4", "--full-screen"])) == 0
    assert started == [Options(path=Path("duo.mp4"), full_screen=True)]


def test_the_demo_plays_and_measures(started: list[Options]) -> None:
    assert (
        run(command, ["demo", "--seconds", "3", "--json", "f.json", "--screenshot", "s.png"]) == 0
    )
    assert started == [
        Options(
            path=avol_studio.app.demo_video(),
            autoplay=True,
            quit_after=3,
            json=Path("f.json"),
            screenshot=Path("s.png"),
        )
    ]


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(command, ["--version"]) == 0
    assert re.fullmatch(r"avol \d+\.\d+\S*\n", capsys.readouterr().out)


@pytest.mark.parametrize("verb", [[], ["open"], ["demo"], ["doctor"], ["localize"], ["bench"]])
def test_every_verb_explains_itself(verb: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(command, [*verb, "--help"]) == 0
    assert "Usage: avol" in capsys.readouterr().out


@ON_LINUX
@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({}, "There is no display"),
        ({"DISPLAY": ""}, "There is no display"),
        ({"DISPLAY": ":7654"}, "display :7654 does not answer"),
        ({"QT_QPA_PLATFORM": "xcb", "WAYLAND_DISPLAY": "wayland-0"}, "There is no display"),
    ],
)
def test_where_no_window_can_open_the_remedy_is_said(
    environment: dict[str, str], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISPLAY", environment.get("DISPLAY", ""))
    with pytest.raises(DeviceError, match=said) as caught:
        check_display(environment)
    assert "xvfb-run" in str(caught.value)


@pytest.mark.parametrize(
    "environment", [{"QT_QPA_PLATFORM": "offscreen"}, {"WAYLAND_DISPLAY": "wayland-0"}]
)
def test_where_no_x_server_is_needed_none_is_asked_for(environment: Mapping[str, str]) -> None:
    check_display(environment)


@ON_LINUX
def test_libraries_that_are_missing_are_named_with_their_packages(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(PACKAGES, "libnowhere.so.9", "libnowhere9")
    with pytest.raises(DeviceError, match=r"libnowhere\.so\.9.*apt-get install .* libnowhere9$"):
        check_display({"QT_QPA_PLATFORM": "offscreen"})


def test_sound_is_not_needed_for_a_window(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        avol_studio.core.system_check, "missing_libraries", lambda: ["libportaudio.so.2"]
    )
    check_display({"QT_QPA_PLATFORM": "offscreen"})


@ON_LINUX
def test_the_launcher_learns_which_packages_are_missing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import runpy

    def refuse(name: str) -> None:
        raise OSError(name)

    monkeypatch.setattr("ctypes.CDLL", refuse)
    monkeypatch.delitem(sys.modules, "avol_studio.core.system_check")
    runpy.run_module("avol_studio.core.system_check", run_name="__main__")
    assert capsys.readouterr().out.split() == list(PACKAGES.values())


def test_the_remedy_is_a_line_to_be_copied() -> None:
    line = "sudo apt-get install -y --no-install-recommends libegl1 libgl1"
    assert install(["libGL.so.1", "libEGL.so.1"]) == line


def studio(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `avol` in a process of its own, which says at the end whether it has loaded torch."""
    code = "from avol_studio.cli.main import *; code = main(); print('torch' in sys.modules); sys.exit(code)"
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=100,
        cwd=ROOT,
        env=os.environ | environment,
    )


@ON_LINUX
def test_without_a_display_the_studio_ends_with_one_sentence() -> None:
    ended = studio(QT_QPA_PLATFORM="xcb", DISPLAY="", WAYLAND_DISPLAY="")
    assert ended.returncode == 2
    assert re.fullmatch(r"avol: There is no display[^\n]*\n", ended.stderr)


def test_the_demo_really_plays(tmp_path: Path) -> None:
    """The whole way: process, window, player, measurements, screenshot, end; without torch."""
    clip = synthetic.make_media(tmp_path / "clip.mp4", synthetic.coded_images(50))
    figures, picture = tmp_path / "figures.json", tmp_path / "studio.png"
    ended = studio(
        "demo", str(clip), "--seconds", "3", "--json", str(figures), "--screenshot", str(picture)
    )
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.endswith("False\n")
    measured = json.loads(figures.read_text())
    assert measured["frames_shown"] > 0  # how many is for a benchmark, not for a test
    assert picture.read_bytes().startswith(b"\x89PNG")


def test_a_measured_run_that_could_not_play_says_why(tmp_path: Path) -> None:
    broken = tmp_path / "broken.mp4"
    broken.write_text("no film at all", encoding="utf-8")
    ended = studio("demo", str(broken), "--seconds", "2")
    assert ended.returncode == 2
    assert re.search(r"avol: “broken\.mp4” is damaged or not a media file; [^\n]*\n", ended.stderr)
