"""The command `avol live`: process, window, devices, metrics."""

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


def test_options_define_the_devices(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[Options] = []
    monkeypatch.setattr(avol_studio.app, "run", lambda options: started.append(options) or 0)
    monkeypatch.setattr("avol_studio.core.system.system_check.check_display", lambda: None)
    arguments = ["live", "--camera", "http://cam/video", "--microphone", "USB", "--size", "640x480"]
    assert run(command, [*arguments, "--rate", "25", "--seconds", "9", "--json", "f.json"]) == 0
    camera = CameraChoice("network", "http://cam/video", (640, 480), 25)
    assert started[0].live == LiveRequest(camera, MicrophoneChoice("device", "USB"))
    assert started[0].quit_after == 9
    assert started[0].json == Path("f.json")
    assert run(command, ["live", "--size", "huge"]) == 2


def test_a_looped_video_plays(tmp_path: Path) -> None:
    clip = synthetic.make_media(
        tmp_path / "clip.mp4", synthetic.coded_images(50), audio=synthetic.tone_audio(2, 48_000)
    )
    metrics = tmp_path / "metrics.json"
    ended = studio("live", "--camera", str(clip), "--seconds", "4", "--json", str(metrics))
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.endswith("False\n")  # without torch
    report = json.loads(metrics.read_text())
    assert report["frames_shown"] > 0
    assert {"sound_ms_lost", "reconnects", "growth", "threads", "handles"} <= set(report)


def test_a_network_camera_is_shown(tmp_path: Path) -> None:
    metrics = tmp_path / "metrics.json"
    with http_camera() as server:
        ended = studio(
            "live", "--camera", server.address, "--microphone", "none",
            "--seconds", "6", "--json", str(metrics),
        )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    assert json.loads(metrics.read_text())["frames_shown"] > 0


def test_a_timed_run_without_a_camera_fails_with_a_reason() -> None:
    ended = studio("live", "--camera", "No such camera", "--microphone", "none", "--seconds", "3")
    assert ended.returncode == 2
    assert re.search(r"^avol: (No camera found|The camera “No such).*connect", ended.stderr, re.M)
