"""The command `avol`: the default command, help, and errors without a display."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

import avol_studio.app
import avol_studio.core.system.system_check
from avol.cli.main import run
from avol.errors import DeviceError
from avol_studio.app import Options
from avol_studio.cli.main import app as command
from avol_studio.cli.main import with_default_command
from avol_studio.core.system.system_check import PACKAGES, check_display, install_command
from tests.support import synthetic
from tests.support.command_help import SHOW_HELP
from tests.support.paths import ROOT

ON_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="checked on Linux only")


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[Options]:
    """The options of each start, instead of starting the studio."""
    options: list[Options] = []

    def remember(given: Options) -> int:
        options.append(given)
        return 0

    monkeypatch.setattr(avol_studio.app, "run", remember)
    return options


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([], ["open"]),
        (["duo.mp4"], ["open", "duo.mp4"]),
        (["videos/duo"], ["open", "videos/duo"]),
        (["open", "duo.mp4"], ["open", "duo.mp4"]),
        (["demo", "--seconds", "3"], ["demo", "--seconds", "3"]),
        (["localize", "duo.mp4"], ["localize", "duo.mp4"]),
        (["--version"], ["--version"]),
        (["lokalize"], ["lokalize"]),
    ],
)
def test_open_is_the_default_command(arguments: list[str], expected: list[str]) -> None:
    assert with_default_command(arguments) == expected


def test_an_existing_file_without_suffix_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "video").touch()
    monkeypatch.chdir(tmp_path)
    assert with_default_command(["video"]) == ["open", "video"]


def test_a_misspelled_command_is_an_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(command, with_default_command(["lokalize"])) == 2
    assert "Did you mean 'localize'?" in capsys.readouterr().err


def test_a_path_that_is_too_long_is_no_command() -> None:
    assert with_default_command(["x" * 5000]) == ["x" * 5000]


HELP = f"""{SHOW_HELP}
heavy = set("torch numpy cv2 av PySide6 onnxruntime scipy".split())
assert not heavy & sys.modules.keys(), heavy & sys.modules.keys()
"""


def test_help_texts_import_no_heavy_module_and_show_choices_and_flags() -> None:
    done = subprocess.run(
        [sys.executable, "-c", HELP], capture_output=True, text=True, check=True,
        env={**os.environ, "COLUMNS": "160", "PYTHONPATH": os.pathsep.join(sys.path)},
    )  # fmt: skip
    assert not done.stderr
    assert "<bool>" not in done.stdout
    assert "{" not in done.stdout
    assert "[heat|contour|peak|grid|off]" in done.stdout
    assert "Usage: avol localize [OPTIONS] INPUTS..." in done.stdout


def test_without_arguments_the_studio_opens(started: list[Options]) -> None:
    assert run(command, with_default_command([])) == 0
    assert started == [Options()]


def test_a_file_opens_in_the_studio(started: list[Options]) -> None:
    assert run(command, with_default_command(["duo.mp4", "--full-screen"])) == 0
    assert started == [Options(path=Path("duo.mp4"), full_screen=True)]


@pytest.mark.parametrize("name", ["ünï 1+1.mp4", "a%20b.mp4", "plain.mp4"])
def test_a_file_manager_names_files_by_their_url(
    name: str, started: list[Options], tmp_path: Path
) -> None:
    path = tmp_path / name
    assert run(command, with_default_command([path.as_uri()])) == 0
    assert started == [Options(path=path)]


@pytest.mark.parametrize("link", ["avol:?v=1&video=demo&t=8", "AVOL:?v=1"])
def test_a_link_opens_in_the_studio(link: str, started: list[Options]) -> None:
    assert run(command, with_default_command([link])) == 0
    assert started == [Options(link=link)]


def test_demo_options(started: list[Options]) -> None:
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


@pytest.mark.parametrize("arguments", [[], ["open"], ["demo"], ["doctor"], ["localize"], ["bench"]])
def test_every_command_has_help(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(command, [*arguments, "--help"]) == 0
    assert "Usage: avol" in capsys.readouterr().out


@ON_LINUX
@pytest.mark.parametrize(
    ("environment", "message"),
    [
        ({}, "No display is available"),
        ({"DISPLAY": ""}, "No display is available"),
        ({"DISPLAY": ":7654"}, "display :7654 does not respond"),
        ({"QT_QPA_PLATFORM": "xcb", "WAYLAND_DISPLAY": "wayland-0"}, "No display is available"),
    ],
)
def test_an_error_without_a_display_contains_the_remedy(
    environment: dict[str, str], message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISPLAY", environment.get("DISPLAY", ""))
    with pytest.raises(DeviceError, match=message) as caught:
        check_display(environment)
    assert "xvfb-run" in str(caught.value)


@pytest.mark.parametrize(
    "environment", [{"QT_QPA_PLATFORM": "offscreen"}, {"WAYLAND_DISPLAY": "wayland-0"}]
)
def test_no_x_server_is_required_where_none_is_used(environment: Mapping[str, str]) -> None:
    check_display(environment)


@ON_LINUX
def test_missing_libraries_are_reported_with_their_packages(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(PACKAGES, "libnowhere.so.9", "libnowhere9")
    with pytest.raises(DeviceError, match=r"libnowhere\.so\.9.*apt-get install .* libnowhere9$"):
        check_display({"QT_QPA_PLATFORM": "offscreen"})


def test_portaudio_is_not_required_for_a_window(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        avol_studio.core.system.system_check, "missing_libraries", lambda: ["libportaudio.so.2"]
    )
    check_display({"QT_QPA_PLATFORM": "offscreen"})


@ON_LINUX
def test_the_module_prints_the_missing_packages(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import runpy

    def refuse(name: str) -> None:
        raise OSError(name)

    monkeypatch.setattr("ctypes.CDLL", refuse)
    monkeypatch.delitem(sys.modules, "avol_studio.core.system.system_check")
    runpy.run_module("avol_studio.core.system.system_check", run_name="__main__")
    assert capsys.readouterr().out.split() == list(PACKAGES.values())


def test_the_remedy_is_one_shell_command() -> None:
    line = "sudo apt-get install -y --no-install-recommends libegl1 libgl1"
    assert install_command(["libGL.so.1", "libEGL.so.1"]) == line


def studio(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `avol` in a process, which prints at the end whether it has loaded torch.

    It prints before `exit_process`, which ends the process at once if a thread is slow to end.
    """
    code = (
        "import sys, avol_studio.cli.main as cli; leave = cli.exit_process; "
        "cli.exit_process = lambda code: print('torch' in sys.modules) or leave(code); "
        "sys.exit(cli.main())"
    )
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
def test_without_a_display_the_studio_exits_with_one_sentence() -> None:
    ended = studio(QT_QPA_PLATFORM="xcb", DISPLAY="", WAYLAND_DISPLAY="")
    assert ended.returncode == 2
    assert re.fullmatch(r"avol: No display is available[^\n]*\n", ended.stderr)


def test_the_demo_plays(tmp_path: Path) -> None:
    """Process, window, player, metrics, screenshot and exit, without torch."""
    clip = synthetic.make_media(tmp_path / "clip.mp4", synthetic.coded_images(50))
    metrics, screenshot = tmp_path / "metrics.json", tmp_path / "studio.png"
    ended = studio(
        "demo", str(clip), "--seconds", "3", "--json", str(metrics), "--screenshot", str(screenshot)
    )
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.endswith("False\n")
    report = json.loads(metrics.read_text())
    assert report["frames_shown"] > 0  # the number depends on the machine
    assert screenshot.read_bytes().startswith(b"\x89PNG")


def test_a_timed_run_of_a_broken_file_fails_with_a_reason(tmp_path: Path) -> None:
    broken = tmp_path / "broken.mp4"
    broken.write_text("not a video", encoding="utf-8")
    ended = studio("demo", str(broken), "--seconds", "2")
    assert ended.returncode == 2
    assert re.search(r"avol: “broken\.mp4” is damaged or not a media file; [^\n]*\n", ended.stderr)
