"""Network cameras: a real one on the loopback, with all that can go wrong with it."""

from __future__ import annotations

import socket
import time
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from avol.errors import DeviceError
from avol_studio.core.state.device_choice import CameraChoice, LiveRequest, MicrophoneChoice
from avol_studio.core.state.live_state import LiveMedia
from avol_studio.media.devices import stream_camera
from avol_studio.media.devices.capture import CapturedFrame
from avol_studio.media.devices.stream_camera import StreamCamera
from avol_studio.playback.live_devices import restored_text
from tests.support import synthetic
from tests.support.fakes import number_of
from tests.support.rtsp_server import HttpCamera, http_camera
from tests.support.synthetic import click_audio, coded_images, make_media


def camera(server: HttpCamera) -> StreamCamera:
    return StreamCamera(CameraChoice("network", server.address), lambda *_: None)


def next_image(stream: StreamCamera) -> CapturedFrame:
    until = time.monotonic() + 10
    while time.monotonic() < until:
        if (taken := stream.read()) is not None:
            return taken
    raise AssertionError("no image")


def exhaust(stream: StreamCamera, shots: list[CapturedFrame] | None = None) -> None:
    """Read frames into `shots` until the stream fails or the time is over."""
    until = time.monotonic() + 20
    while time.monotonic() < until:
        taken = stream.read()
        if taken is not None and shots is not None:
            shots.append(taken)


def test_frames_are_complete_with_timestamps() -> None:
    with http_camera() as server, closing(camera(server)) as stream:
        taken = [next_image(stream) for _ in range(20)]
        numbers = [number_of(shot.image) for shot in taken]
    assert numbers == list(range(numbers[0], numbers[0] + 20))
    assert np.all(np.diff([shot.captured_at for shot in taken]) >= 0)
    assert taken[-1].captured_at <= time.monotonic()


def test_a_closed_connection_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    with http_camera() as server, closing(camera(server)) as stream:
        next_image(stream)
        server.condition = "offline"
        with pytest.raises(DeviceError, match=r"closed the connection|does not respond"):
            exhaust(stream)
        with pytest.raises(DeviceError, match="does not respond; check the address"):
            camera(server)


def test_a_stalled_stream_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream_camera, "READ_TIMEOUT", 0.5)
    with http_camera() as server, closing(camera(server)) as stream:
        next_image(stream)
        server.condition = "stalled"
        with pytest.raises(DeviceError, match="does not respond; check its network"):
            exhaust(stream)


def test_corrupt_data_is_skipped() -> None:
    with http_camera() as server, closing(camera(server)) as stream:
        next_image(stream)
        server.condition = "corrupt"
        for _ in range(10):
            stream.read()
        server.condition = "ok"
        assert number_of(next_image(stream).image) > 0


def test_only_corrupt_data_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream_camera, "MAX_DAMAGED", 5)
    with http_camera() as server, closing(camera(server)) as stream:
        next_image(stream)
        server.condition = "corrupt"
        with pytest.raises(DeviceError):
            exhaust(stream)


def test_a_required_password_is_never_shown() -> None:
    with http_camera() as server:
        server.condition = "locked"
        address = server.address.replace("//", "//me:hush@")
        with pytest.raises(DeviceError, match="requires a password") as caught:
            StreamCamera(CameraChoice("network", address), lambda *_: None)
    assert "hush" not in str(caught.value)


def test_an_unreachable_address_is_an_error() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}/"
    with pytest.raises(DeviceError, match="does not respond; check the address"):
        StreamCamera(CameraChoice("network", address), lambda *_: None)


def test_audio_and_video_are_synchronized(tmp_path: Path) -> None:
    """Audio and frame of one moment have the same timestamp."""
    video = make_media(tmp_path / "clip.ts", coded_images(100), audio=click_audio([3.0], 4, 48_000))
    audio_blocks: list[tuple[np.ndarray, float]] = []
    shots: list[CapturedFrame] = []
    with http_camera(video) as server:
        choice = CameraChoice("network", server.address)
        stream = StreamCamera(choice, lambda samples, at: audio_blocks.append((samples, at)))
        with closing(stream), pytest.raises(DeviceError, match=r"closed the connection|respond"):
            exhaust(stream, shots)
    assert len(shots) > 50  # without the frames that FFmpeg probes
    frame_time = next(shot.captured_at for shot in shots if synthetic.number_of(shot.image) == 75)
    click_time = next(
        at + float(np.abs(samples).argmax()) / 48_000
        for samples, at in audio_blocks
        if np.abs(samples).max() > 0.3
    )
    assert click_time - frame_time == pytest.approx(0, abs=0.04)


def test_title_and_settings_of_a_network_camera() -> None:
    address = "http://phone.local:8080/video"
    media = LiveMedia(LiveRequest(CameraChoice("network", address), MicrophoneChoice()), 1)
    assert media.stem == "phone.local-8080-video"  # its takes are named after it
    assert restored_text(address) == "http://phone.local:8080/video is back."
    assert restored_text("the default microphone") == "The default microphone is back."
