"""The command `avol live`, the whole way: process, window, devices, measurements."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import avol_studio.app
from avol.cli.main import run
from avol_studio.app import Options
from avol_studio.cli.main import app as command
from avol_studio.core.state.device_choice import CameraChoice, LiveRequest, MicrophoneChoice
from tests.avol_studio.cli.test_main import studio
from tests.support import synthetic
from tests.support.rtsp_server import http_camera


def test_what_is_typed_is_what_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[Options] = []
    monkeypatch.setattr(avol_studio.app, "run", lambda options: started.append(options) or 0)
    monkeypatch.setattr("avol_studio.core.system_check.check_display", lambda: None)
    typed = ["live", "--camera", "http://cam/video", "--microphone", "USB", "--size", "640x480"]
    assert run(command, [*typed, "--rate", "25", "--seconds", "9", "--json", "f.json"]) == 0
    camera = CameraChoice("network", "http://cam/video", (640, 480), 25)
    assert started[0].live == LiveRequest(camera, MicrophoneChoice("device", "USB"))
    assert started[0].quit_after == 9
    assert started[0].json == Path("f.json")
    assert run(command, ["live", "--size", "huge"]) == 2


def test_a_looped_video_really_plays(tmp_path: Path) -> None:
    clip = synthetic.make_media(
        tmp_path / "clip.mp4", synthetic.coded_images(50), audio=synthetic.tone_audio(2, 48_000)
    )
    figures = tmp_path / "figures.json"
    ended = studio("live", "--camera", str(clip), "--seconds", "4", "--json", str(figures))
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.endswith("False\n")  # without torch
    measured = json.loads(figures.read_text())
    assert measured["frames_shown"] > 0
    assert {"sound_ms_lost", "reconnects", "growth", "threads", "handles"} <= set(measured)


def test_a_real_network_camera_really_shows(tmp_path: Path) -> None:
    figures = tmp_path / "figures.json"
    with http_camera() as server:
        ended = studio(
            "live", "--camera", server.address, "--microphone", "none",
            "--seconds", "4", "--json", str(figures),
        )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    assert json.loads(figures.read_text())["frames_shown"] > 0


def test_a_measured_run_without_a_camera_says_why() -> None:
    ended = studio("live", "--camera", "No such camera", "--microphone", "none", "--seconds", "3")
    assert ended.returncode == 2
    assert re.search(r"^avol: (There is no camera|The camera “No such).*plug", ended.stderr, re.M)
