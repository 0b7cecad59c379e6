"""Files played as if they were live: a video as camera, its sound or another as microphone."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from avol.core.constants import SAMPLE_RATE
from avol.media import AudioTrack, Frame, NoAudioError, VideoFile
from avol_studio.media.devices.microphone import CapturedAudio
from avol_studio.media.sources.camera_source import AudioCallback, CapturedFrame

BLOCK = SAMPLE_RATE // 50
LONGEST = 0.5  # seconds that `read` waits at most
LATE = 0.1  # seconds behind from which frames are passed over, as a camera would
BEHIND = 2.0  # seconds behind, as after a sleep, from which time itself is passed over


class RealtimePacer:
    """Waits for moments of a file that began at `begun` on the monotonic clock."""

    def __init__(self, seconds: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self.begun = seconds()

    def now(self) -> float:
        """Seconds since the beginning."""
        return self._seconds() - self.begun

    def wait(self, moment: float) -> bool:
        """Sleep until `moment` seconds after the beginning; False when that is still far."""
        wait = moment - self.now()
        time.sleep(min(max(wait, 0.0), LONGEST))
        return wait <= LONGEST

    def catch_up(self, moment: float) -> None:
        """Go on from here where the machine was too busy, or asleep, to keep up with `moment`."""
        behind = self.now() - moment
        if behind > BEHIND:
            self.begun += behind


class LoopedVideo:
    """A video as a camera: its frames when their time comes, again and again, with its sound."""

    def __init__(self, path: Path, hear: AudioCallback) -> None:
        self.name = path.name
        self._video = VideoFile(path, threads="auto")
        try:
            self._hear, self._sound = hear, _sound_of(path)
        except BaseException:
            self._video.close()
            raise
        info = self._video.info
        self._start, self._length = info.start, max(info.duration, 1 / 25)
        self._metronome, self._round, self._index = RealtimePacer(), 0, 0
        self._frame: Frame | None = self._video.frame(0)
        self._heard = 0  # samples given since the first round began

    def read(self) -> CapturedFrame | None:
        """Wait for the next frame; None where it is still far."""
        frame = self._frame = self._frame or self._next()
        moment = self._round * self._length + frame.time - self._start
        if not self._metronome.wait(moment):
            return None
        self._metronome.catch_up(moment)
        self._speak(moment)
        self._frame = None
        return CapturedFrame(frame.image, self._metronome.begun + moment)

    def close(self) -> None:
        """Let the file go."""
        self._video.close()
        if self._sound is not None:
            self._sound.close()

    def _next(self) -> Frame:
        """Decode the next frame; where decoding is late, the one whose time it is."""
        index, now = self._video.index, self._metronome.now()
        now += self._start - self._round * self._length
        if index.time(self._index) < now - LATE:
            self._index = max(self._index, index.at(now))
        self._index += 1
        if self._index >= len(index):
            self._index, self._round = 0, self._round + 1
        return self._video.frame(self._index)

    def _speak(self, moment: float) -> None:
        """Give out the sound up to `moment`, as a microphone would have by now."""
        if self._sound is None:
            return
        stop, length = round(moment * SAMPLE_RATE), round(self._length * SAMPLE_RATE)
        while self._heard < stop:
            into = self._heard % length
            count = min(stop - self._heard, length - into, SAMPLE_RATE)
            at = round(self._start * SAMPLE_RATE) + into
            taken_at = self._metronome.begun + self._heard / SAMPLE_RATE
            self._hear(self._sound.mono(at, at + count), taken_at)
            self._heard += count


class LoopedAudio:
    """A file with sound as a microphone: blocks of it when their time comes, again and again."""

    def __init__(self, path: Path) -> None:
        self.name = path.name
        self._sound = AudioTrack(path)
        self._first, self._length = self._sound.start, max(1, self._sound.stop - self._sound.start)
        self._metronome, self._given = RealtimePacer(), 0

    def read(self) -> CapturedAudio | None:
        """Wait for the next block."""
        moment = (self._given + BLOCK) / SAMPLE_RATE
        if not self._metronome.wait(moment):
            return None
        self._metronome.catch_up(moment)
        into = self._given % self._length
        count = min(BLOCK, self._length - into)
        at = self._first + into
        taken_at = self._metronome.begun + self._given / SAMPLE_RATE
        self._given += count
        return CapturedAudio(self._sound.mono(at, at + count), taken_at, overflow=False)

    def close(self) -> None:
        """Let the file go."""
        self._sound.close()


def _sound_of(path: Path) -> AudioTrack | None:
    try:
        return AudioTrack(path)
    except NoAudioError:
        return None
