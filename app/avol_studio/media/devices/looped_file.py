"""Files played in real time: a video in place of a camera, audio in place of a microphone."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import ExitStack, closing
from pathlib import Path

from avol.core.constants import SAMPLE_RATE
from avol.media import AudioTrack, Frame, NoAudioError, VideoFile
from avol_studio.media.devices.capture import AudioCallback, CapturedAudio, CapturedFrame

BLOCK = SAMPLE_RATE // 50
MAX_WAIT = 0.5  # seconds that `read` waits
LATE = 0.1  # seconds of delay above which frames are dropped, as a camera would
MAX_DELAY = 2.0  # seconds of delay, as after system sleep, above which time itself is shifted


class RealtimePacer:
    """Waits for times of a file that started at `started_at` on the monotonic clock."""

    def __init__(self, seconds: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self.started_at = seconds()

    def now(self) -> float:
        """Return the seconds since the start."""
        return self._seconds() - self.started_at

    def wait(self, moment: float) -> bool:
        """Sleep until `moment` seconds after the start; return False if that is far away."""
        wait = moment - self.now()
        time.sleep(min(max(wait, 0.0), MAX_WAIT))
        return wait <= MAX_WAIT

    def catch_up(self, moment: float) -> None:
        """Shift the start if the machine was too busy, or asleep, to reach `moment` in time."""
        delay = self.now() - moment
        if delay > MAX_DELAY:
            self.started_at += delay


class LoopedVideo:
    """A video in place of a camera: frames and audio in real time, in a loop."""

    def __init__(self, path: Path, on_audio: AudioCallback) -> None:
        self.name, self._on_audio = path.name, on_audio
        with ExitStack() as files:
            self._video = files.enter_context(closing(VideoFile(path, threads="auto")))
            self._audio = _open_audio(path)
            if self._audio is not None:
                files.enter_context(closing(self._audio))
            self._frame: Frame | None = self._video.frame(0)
            self._files = files.pop_all()
        info = self._video.info
        self._start, self._length = info.start, max(info.duration, 1 / 25)
        self._pacer, self._round, self._index = RealtimePacer(), 0, 0
        self._samples_sent = 0  # since the start of the first round

    def read(self) -> CapturedFrame | None:
        """Wait for the next frame; return None if it is far away."""
        frame = self._frame = self._frame or self._decode_next()
        moment = self._round * self._length + frame.time - self._start
        if not self._pacer.wait(moment):
            return None
        self._pacer.catch_up(moment)
        self._send_audio(moment)
        self._frame = None
        return CapturedFrame(frame.image, self._pacer.started_at + moment)

    def close(self) -> None:
        """Close the file."""
        self._files.close()

    def _decode_next(self) -> Frame:
        """Decode the next frame; if decoding is late, the frame that is due now."""
        index, now = self._video.index, self._pacer.now()
        now += self._start - self._round * self._length
        if index.time(self._index) < now - LATE:
            self._index = max(self._index, index.at(now))
        self._index += 1
        if self._index >= len(index):
            self._index, self._round = 0, self._round + 1
        return self._video.frame(self._index)

    def _send_audio(self, moment: float) -> None:
        """Send the audio up to `moment`, as a microphone would have by now."""
        if self._audio is None:
            return
        stop, length = round(moment * SAMPLE_RATE), round(self._length * SAMPLE_RATE)
        while self._samples_sent < stop:
            offset = self._samples_sent % length
            count = min(stop - self._samples_sent, length - offset, SAMPLE_RATE)
            at = round(self._start * SAMPLE_RATE) + offset
            captured_at = self._pacer.started_at + self._samples_sent / SAMPLE_RATE
            self._on_audio(self._audio.mono(at, at + count), captured_at)
            self._samples_sent += count


class LoopedAudio:
    """A file in place of a microphone: blocks of audio in real time, in a loop."""

    def __init__(self, path: Path) -> None:
        self.name = path.name
        self._audio = AudioTrack(path)
        self._first, self._length = self._audio.start, max(1, self._audio.stop - self._audio.start)
        self._pacer, self._samples_sent = RealtimePacer(), 0

    def read(self) -> CapturedAudio | None:
        """Wait for the next block."""
        moment = (self._samples_sent + BLOCK) / SAMPLE_RATE
        if not self._pacer.wait(moment):
            return None
        self._pacer.catch_up(moment)
        offset = self._samples_sent % self._length
        count = min(BLOCK, self._length - offset)
        at = self._first + offset
        captured_at = self._pacer.started_at + self._samples_sent / SAMPLE_RATE
        self._samples_sent += count
        return CapturedAudio(self._audio.mono(at, at + count), captured_at, overflow=False)

    def close(self) -> None:
        """Close the file."""
        self._audio.close()


def _open_audio(path: Path) -> AudioTrack | None:
    try:
        return AudioTrack(path)
    except NoAudioError:
        return None
