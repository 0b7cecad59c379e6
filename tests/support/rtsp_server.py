"""A network camera on the loopback interface that can fail: MJPEG or MPEG-TS over HTTP."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Literal

import cv2
import numpy as np

from tests.support.fakes import coded_image

CameraCondition = Literal["ok", "offline", "stalled", "corrupt", "locked", "frozen"]


class HttpCamera(ThreadingHTTPServer):
    """Sends coded images at 25 per second; its condition may change at any time.

    ok: it works. offline: it closes connections and refuses new ones. stalled: it sends nothing.
    corrupt: it sends random bytes. locked: it requires a password. frozen: it repeats one image.
    """

    daemon_threads = True

    def __init__(self, video: Path | None = None) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.condition: CameraCondition = "ok"
        self.video = video
        self.stopping = threading.Event()
        self.sent = 0

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/live"


class _Handler(BaseHTTPRequestHandler):
    server: HttpCamera  # pyright: ignore[reportIncompatibleVariableOverride]

    def log_message(self, format: str, *args: Any) -> None:
        pass

    def do_GET(self) -> None:
        if self.server.condition in ("offline", "locked"):
            self.send_error(401 if self.server.condition == "locked" else 503)
            return
        with suppress(ConnectionError):
            if self.server.video is not None:
                self._send_video(self.server.video)
            else:
                self._send_images()

    def _send_images(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "multipart/x-mixed-replace; boundary=frame")
        self.end_headers()
        while not self.server.stopping.is_set() and self.server.condition != "offline":
            if self.server.condition != "stalled":
                self._send_image()
            self.server.stopping.wait(0.04)

    def _send_image(self) -> None:
        number = 0 if self.server.condition == "frozen" else self.server.sent
        _, jpeg = cv2.imencode(".jpg", coded_image(number)[..., ::-1])
        data = jpeg.tobytes()
        if self.server.condition == "corrupt":
            data = np.random.default_rng(0).bytes(len(data))
        self.server.sent += 1
        head = f"--frame\r\nContent-Type: image/jpeg\r\nContent-Length: {len(data)}\r\n\r\n"
        self.wfile.write(head.encode() + data + b"\r\n")

    def _send_video(self, video: Path) -> None:
        """Send a file at about real time."""
        self.send_response(200)
        self.send_header("Content-Type", "video/mp2t")
        self.end_headers()
        data = video.read_bytes()
        chunk = len(data) // 200
        for at in range(0, len(data), chunk):
            if self.server.stopping.is_set() or self.server.condition == "offline":
                return
            self.wfile.write(data[at : at + chunk])
            time.sleep(0.02)


@contextmanager
def http_camera(video: Path | None = None) -> Iterator[HttpCamera]:
    """Run a camera on the loopback interface inside the block."""
    server = HttpCamera(video)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield server
    finally:
        server.stopping.set()
        server.shutdown()
        server.server_close()
        thread.join(5)
