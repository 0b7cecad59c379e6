from __future__ import annotations

from pathlib import Path

import pytest

from avol.errors import InputError
from avol_studio.core.state.device_choice import (
    CameraChoice,
    MicrophoneChoice,
    parse_camera,
    parse_microphone,
    parse_size,
)


def test_parse_camera(tmp_path: Path) -> None:
    video = tmp_path / "clip.mp4"
    video.touch()
    assert parse_camera("") == CameraChoice("device", "")
    assert parse_camera("Stage cam").kind == "device"
    assert parse_camera(" rtsp://10.0.0.7/a ") == CameraChoice("network", "rtsp://10.0.0.7/a")
    assert parse_camera("HTTP://phone:8080/video").kind == "network"
    assert parse_camera("screen").kind == "screen"
    assert parse_camera(str(video)).kind == "file"
    for wrong in ("ftp://x/y", "rtsp:// gap"):
        with pytest.raises(InputError, match="not the address of a network camera; use rtsp"):
            parse_camera(wrong)


def test_parse_microphone(tmp_path: Path) -> None:
    song, stream = tmp_path / "song.ogg", CameraChoice("network", "rtsp://a/b")
    song.touch()
    assert parse_microphone(None, stream).kind == "camera"
    assert parse_microphone(None, CameraChoice()) == MicrophoneChoice("device", "")
    assert parse_microphone("none", stream).kind == "none"
    assert parse_microphone("Camera", CameraChoice()).kind == "camera"
    assert parse_microphone(str(song), stream) == MicrophoneChoice("file", str(song))
    assert parse_microphone("USB", stream) == MicrophoneChoice("device", "USB")


def test_titles_show_no_password() -> None:
    assert CameraChoice("network", "rtsp://me:hush@cam/a").title == "rtsp://cam/a"
    assert CameraChoice("file", "/videos/duo.mp4").title == "duo.mp4"
    assert CameraChoice("screen").title == "Screen"
    assert CameraChoice().title == "Camera"
    assert MicrophoneChoice().title == "default microphone"


def test_sizes() -> None:
    assert parse_size("1920x1080") == (1920, 1080)
    assert parse_size(" 640 × 480 ") == (640, 480)
    with pytest.raises(InputError, match="not a size; use WIDTHxHEIGHT"):
        parse_size("big")
