"""A network camera on the loopback: MJPEG or an MPEG stream with sound over HTTP, and its moods."""

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

from tests.support.fakes import coded_picture

Mood = Literal["well", "gone", "slow", "garbage", "secret", "still"]


class Broadcast(ThreadingHTTPServer):
    """Sends coded pictures at 25 a second; its mood may change at any time.

    well: all goes well. gone: it hangs up and refuses. slow: it sends nothing any more. garbage:
    it sends bytes without sense. secret: it asks for a password. still: always one picture.
    """

    daemon_threads = True

    def __init__(self, film: Path | None = None) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.mood: Mood = "well"
        self.film = film
        self.over = threading.Event()
        self.sent = 0

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/live"


class _Handler(BaseHTTPRequestHandler):
    server: Broadcast  # pyright: ignore[reportIncompatibleVariableOverride]

    def log_message(self, format: str, *args: Any) -> None:
        pass

    def do_GET(self) -> None:
        if self.server.mood in ("gone", "secret"):
            self.send_error(401 if self.server.mood == "secret" else 503)
            return
        with suppress(ConnectionError):
            if self.server.film is not None:
                self._send_film(self.server.film)
            else:
                self._send_pictures()

    def _send_pictures(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "multipart/x-mixed-replace; boundary=frame")
        self.end_headers()
        while not self.server.over.is_set() and self.server.mood != "gone":
            if self.server.mood != "slow":
                self._send_picture()
            self.server.over.wait(0.04)

    def _send_picture(self) -> None:
        number = 0 if self.server.mood == "still" else self.server.sent
        _, jpeg = cv2.imencode(".jpg", coded_picture(number)[..., ::-1])
        data = jpeg.tobytes()
        if self.server.mood == "garbage":
            data = np.random.default_rng(0).bytes(len(data))
        self.server.sent += 1
        head = f"--frame\r\nContent-Type: image/jpeg\r\nContent-Length: {len(data)}\r\n\r\n"
        self.wfile.write(head.encode() + data + b"\r\n")

    def _send_film(self, film: Path) -> None:
        """A file at about the pace of life."""
        self.send_response(200)
        self.send_header("Content-Type", "video/mp2t")
        self.end_headers()
        data = film.read_bytes()
        piece = len(data) // 200
        for at in range(0, len(data), piece):
            if self.server.over.is_set() or self.server.mood == "gone":
                return
            self.wfile.write(data[at : at + piece])
            time.sleep(0.02)


@contextmanager
def broadcast(film: Path | None = None) -> Iterator[Broadcast]:
    """Run a camera on the loopback for the time of the block."""
    server = Broadcast(film)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield server
    finally:
        server.over.set()
        server.shutdown()
        server.server_close()
        thread.join(5)
