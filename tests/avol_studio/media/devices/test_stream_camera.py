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


def picture(stream: StreamCamera) -> CapturedFrame:
    until = time.monotonic() + 10
    while time.monotonic() < until:
        if (taken := stream.read()) is not None:
            return taken
    raise AssertionError("no picture")


def exhaust(stream: StreamCamera, shots: list[CapturedFrame] | None = None) -> None:
    """Read until it fails, at most for a while; what came goes to `shots`."""
    until = time.monotonic() + 20
    while time.monotonic() < until:
        taken = stream.read()
        if taken is not None and shots is not None:
            shots.append(taken)


def test_pictures_come_whole_and_stamped() -> None:
    with http_camera() as server, closing(camera(server)) as stream:
        taken = [picture(stream) for _ in range(20)]
        numbers = [number_of(shot.image) for shot in taken]
    assert numbers == list(range(numbers[0], numbers[0] + 20))
    assert np.all(np.diff([shot.captured_at for shot in taken]) >= 0)
    assert taken[-1].captured_at <= time.monotonic()


def test_it_hangs_up(monkeypatch: pytest.MonkeyPatch) -> None:
    with http_camera() as server, closing(camera(server)) as stream:
        picture(stream)
        server.condition = "offline"
        with pytest.raises(DeviceError, match=r"closed the connection|does not respond"):
            exhaust(stream)
        with pytest.raises(DeviceError, match="does not respond; check the address"):
            camera(server)


def test_it_sends_nothing_any_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream_camera, "READ_TIMEOUT", 0.5)
    with http_camera() as server, closing(camera(server)) as stream:
        picture(stream)
        server.condition = "stalled"
        with pytest.raises(DeviceError, match="does not respond; check its network"):
            exhaust(stream)


def test_it_sends_garbage() -> None:
    with http_camera() as server, closing(camera(server)) as stream:
        picture(stream)
        server.condition = "corrupt"
        for _ in range(10):
            stream.read()
        server.condition = "ok"
        assert number_of(picture(stream).image) > 0


def test_nothing_but_garbage_is_a_loss(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream_camera, "MAX_DAMAGED", 5)
    with http_camera() as server, closing(camera(server)) as stream:
        picture(stream)
        server.condition = "corrupt"
        with pytest.raises(DeviceError):
            exhaust(stream)


def test_a_password_is_asked_for_and_never_shown() -> None:
    with http_camera() as server:
        server.condition = "locked"
        address = server.address.replace("//", "//me:hush@")
        with pytest.raises(DeviceError, match="requires a password") as caught:
            StreamCamera(CameraChoice("network", address), lambda *_: None)
    assert "hush" not in str(caught.value)


def test_nobody_is_there() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}/"
    with pytest.raises(DeviceError, match="does not respond; check the address"):
        StreamCamera(CameraChoice("network", address), lambda *_: None)


def test_sound_comes_with_the_picture_and_in_time(tmp_path: Path) -> None:
    """A stream with stamps: the sound of a moment is stamped like the picture of that moment."""
    film = make_media(tmp_path / "film.ts", coded_images(100), audio=click_audio([3.0], 4, 48_000))
    heard: list[tuple[np.ndarray, float]] = []
    shots: list[CapturedFrame] = []
    with http_camera(film) as server:
        choice = CameraChoice("network", server.address)
        stream = StreamCamera(choice, lambda samples, at: heard.append((samples, at)))
        with closing(stream), pytest.raises(DeviceError, match=r"closed the connection|respond"):
            exhaust(stream, shots)
    assert len(shots) > 50  # what FFmpeg looked at to know the stream is gone
    seen = next(shot.captured_at for shot in shots if synthetic.number_of(shot.image) == 75)
    said = next(
        at + float(np.abs(samples).argmax()) / 48_000
        for samples, at in heard
        if np.abs(samples).max() > 0.3
    )
    assert said - seen == pytest.approx(0, abs=0.04)


def test_what_is_said_and_kept_of_a_camera_with_an_address() -> None:
    address = "http://phone.local:8080/video"
    media = LiveMedia(LiveRequest(CameraChoice("network", address), MicrophoneChoice()), 1)
    assert media.stem == "phone.local-8080-video"  # its takes are named after it
    assert restored_text(address) == "http://phone.local:8080/video is back."
    assert restored_text("the default microphone") == "The default microphone is back."
