"""An RTSP camera: GStreamer's server on the loopback, where this machine has it.

On Debian: gir1.2-gst-rtsp-server-1.0 and python3-gi, which `./run pytest` installs.
"""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import numpy as np
import pytest

from avol.errors import DeviceError
from avol_studio.core.state.device_choice import CameraChoice
from avol_studio.media.devices.capture import CapturedFrame
from avol_studio.media.devices.device_supervisor import DeviceLost, DeviceRestored
from avol_studio.media.devices.stream_camera import StreamCamera
from avol_studio.media.sources.camera_source import CameraSource
from tests.avol_studio.media.devices.test_stream_camera import exhaust
from tests.support.paths import ROOT
from tests.support.synthetic import click_audio, coded_images, make_media, number_of

CHILD = ROOT / "tests" / "support" / "rtsp_child.py"
PYTHON = shutil.which("python3", path="/usr/bin:/usr/local/bin")
NEEDS = (
    "import gi; gi.require_version('GstRtspServer', '1.0');"
    "from gi.repository import Gst; Gst.init(None);"
    "assert all(map(Gst.ElementFactory.find, ('rtph264pay', 'rtpmp4gpay', 'h264parse', 'qtdemux')))"
)


def _has_server() -> bool:
    if PYTHON is None:
        return False
    result = subprocess.run([PYTHON, "-c", NEEDS], check=False, capture_output=True, timeout=60)
    return result.returncode == 0


pytestmark = pytest.mark.skipif(not _has_server(), reason="GStreamer's RTSP server is not here")


@contextmanager
def server(video: Path, port: int = 0) -> Iterator[str]:
    """Runs for the time of the block; where it listens."""
    assert PYTHON
    with subprocess.Popen(
        [PYTHON, CHILD, video, str(port)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as child:  # fmt: skip
        assert child.stdout
        try:
            yield child.stdout.readline().strip()
        finally:
            child.kill()


@pytest.fixture
def video(tmp_path: Path) -> Path:
    return make_media(tmp_path / "clip.mp4", coded_images(100), audio=click_audio([3.0], 4, 48_000))


def test_audio_and_video_are_synchronized(video: Path) -> None:
    audio_blocks: list[tuple[np.ndarray, float]] = []
    shots: list[CapturedFrame] = []
    with server(video) as address:
        stream = StreamCamera(
            CameraChoice("network", address), lambda samples, at: audio_blocks.append((samples, at))
        )
        with closing(stream), pytest.raises(DeviceError, match=r"closed the connection|respond"):
            exhaust(stream, shots)
    numbers = [number_of(shot.image) for shot in shots]
    assert len(numbers) > 50
    assert numbers[:50] == list(range(numbers[0], numbers[0] + 50))
    frame_time = shots[numbers.index(75)].captured_at
    click_time = next(
        at + float(np.abs(samples).argmax()) / 48_000
        for samples, at in audio_blocks
        if np.abs(samples).max() > 0.3
    )
    assert click_time - frame_time == pytest.approx(0, abs=0.04)


def test_a_lost_camera_is_reopened(video: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("avol_studio.media.devices.device_supervisor.RETRY", (0.05, 0.2))
    events: list[object] = []

    def until(kind: type) -> None:
        deadline = time.monotonic() + 20
        while not any(isinstance(event, kind) for event in events):
            assert time.monotonic() < deadline
            time.sleep(0.01)

    with server(video) as address:
        source = CameraSource(
            CameraChoice("network", address),
            events.append,
            StreamCamera,
            lambda samples, at: None,
        )
        port = int(address.split(":")[2].split("/")[0])
        deadline = time.monotonic() + 20
        while not source.captured:
            assert time.monotonic() < deadline
            time.sleep(0.01)
    try:
        until(DeviceLost)
        with server(video, port):
            until(DeviceRestored)
            assert source.reconnects == 1
    finally:
        source.close()
        assert source.join(10)
