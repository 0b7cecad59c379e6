"""A private PulseAudio server with a virtual loudspeaker that can be recorded."""

from __future__ import annotations

import ctypes.util
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

RATE = 48_000
REQUIRED_TOOLS = ("pulseaudio", "pactl", "parec")

_no_portaudio = ctypes.util.find_library("portaudio") is None
_missing = [tool for tool in REQUIRED_TOOLS if shutil.which(tool) is None] + [
    "portaudio"
] * _no_portaudio
needs_portaudio = pytest.mark.skipif(_no_portaudio, reason="PortAudio is not installed")
needs_pulse = pytest.mark.skipif(bool(_missing), reason=f"not installed: {_missing}")


@contextmanager
def pulse_server() -> Iterator[None]:
    """Run a server with the default null sink `loudspeaker`, and set its environment."""
    folder = Path(tempfile.mkdtemp(prefix="avol-pulse-"))  # short: a socket's path is limited
    socket = folder / "native"
    environment = {
        "XDG_RUNTIME_DIR": str(folder),
        "PULSE_RUNTIME_PATH": str(folder / "pulse"),
        "PULSE_SERVER": f"unix:{socket}",
    }
    with pytest.MonkeyPatch.context() as patch:
        for name, value in environment.items():
            patch.setenv(name, value)
        patch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
        modules = (
            f"module-native-protocol-unix auth-anonymous=1 socket={socket}",
            f"module-null-sink sink_name=loudspeaker rate={RATE} channels=2",
        )
        command = ["pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--realtime=no"]
        command += ["--high-priority=no", "--use-pid-file=no"]
        for module in modules:
            command += ["-L", module]
        server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            _wait_for(server)
            yield
        finally:
            server.terminate()
            server.wait(5)
            shutil.rmtree(folder, ignore_errors=True)


class LoudspeakerRecording:
    """Records what the loudspeaker plays, with the monotonic arrival time of each chunk."""

    def __init__(self) -> None:
        command = ["parec", "-d", "loudspeaker.monitor", "--raw", "--format=float32le"]
        command += [f"--rate={RATE}", "--channels=1", "--latency-msec=5"]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE)
        assert self._process.stdout is not None
        os.set_blocking(self._process.stdout.fileno(), False)
        self._chunks: list[bytes] = []
        self._arrived: list[tuple[int, float]] = []  # total bytes, arrival time
        self._settle()

    def _settle(self) -> None:
        """Wait for steady audio: an idle null sink first finishes its block of two seconds."""
        deadline = time.monotonic() + 5
        while time.monotonic() < deadline:
            time.sleep(0.2)
            self.poll()
            while len(self._arrived) < 20 and time.monotonic() < deadline:
                time.sleep(0.005)
                self.poll()
            if self._arrived[-1][1] - self._arrived[0][1] < 0.5:
                break
            self._chunks.clear()
            self._arrived.clear()

    def poll(self) -> None:
        """Read the available audio; call it often for exact times."""
        assert self._process.stdout is not None
        if chunk := self._process.stdout.read():
            self._chunks.append(chunk)
            before = self._arrived[-1][0] if self._arrived else 0
            self._arrived.append((before + len(chunk), time.monotonic()))

    def samples(self) -> NDArray[np.float32]:
        """Return the recorded audio, mono."""
        data = b"".join(self._chunks)
        return np.frombuffer(data[: len(data) // 4 * 4], np.float32)

    def time_of(self, sample: int) -> float:
        """Return the monotonic time at which a sample was played, to within a few milliseconds.

        A chunk never arrives before its last sample was played, so the earliest arrival relative
        to the sample count is the best estimate.
        """
        zero = min(arrived - count / 4 / RATE for count, arrived in self._arrived)
        return zero + sample / RATE

    def close(self) -> None:
        """Stop recording."""
        self._process.terminate()
        self._process.communicate(timeout=5)


def _wait_for(server: subprocess.Popen[bytes]) -> None:
    for _ in range(100):
        if server.poll() is not None:
            break
        result = subprocess.run(["pactl", "info"], capture_output=True, check=False)
        if result.returncode == 0:
            subprocess.run(["pactl", "set-default-sink", "loudspeaker"], check=True)
            return
        time.sleep(0.05)
    pytest.skip("PulseAudio does not start here")
