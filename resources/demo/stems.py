"""Render the scores with a SoundFont to Opus files: `python stems.py SOUNDFONT`.

Needs the Debian packages fluidsynth and musescore-general-soundfont (0.2.1, MIT licence), whose
MuseScore_General_Full.sf3 is the SoundFont. The stems are dry mono; mix.py adds the room.
"""

import random
import subprocess
import sys
import tempfile
import wave
from pathlib import Path

import av
import numpy as np
from music import Score
from numpy.typing import NDArray
from scores import SCORES

STEMS = Path(__file__).parent / "parts" / "stems"
RATE, TICKS = 48_000, 960
"""Ticks a second: 480 to a quarter note, at the standard tempo of two quarters a second."""
BOWED_OR_BLOWN = {40, 56, 73}
TAIL = 1.5


def _quantity(number: int) -> bytes:
    """A MIDI variable-length quantity."""
    out = bytes([number & 0x7F])
    while number := number >> 7:
        out = bytes([0x80 | number & 0x7F]) + out
    return out


def midi(score: Score, seed: str) -> bytes:
    """The score as a standard MIDI file, with small random variations of time and strength."""
    chance, second = random.Random(seed), 60 / score.tempo
    channel = 9 if score.program is None else 0
    events = list[tuple[int, bytes]]()
    if score.program is not None:
        events.append((0, bytes([0xC0, score.program])))
    for note in score.notes:
        start = max(0.0, note.start * second + chance.uniform(-0.007, 0.007)) + 0.01
        stop = start + note.length * second
        strength = min(127, max(1, note.strength + chance.randint(-5, 5)))
        events.append((round(start * TICKS), bytes([0x90 | channel, note.pitch, strength])))
        events.append((round(stop * TICKS) - 1, bytes([0x80 | channel, note.pitch, 0])))
        if score.program in BOWED_OR_BLOWN:
            events += _breath(start, stop)
    body, now = b"", 0
    for tick, message in sorted(events, key=lambda event: event[0]):
        body, now = body + _quantity(tick - now) + message, tick
    body += b"\x00\xff\x2f\x00"
    return b"MThd\x00\x00\x00\x06\x00\x00\x00\x01\x01\xe0MTrk" + len(body).to_bytes(4, "big") + body


def _breath(start: float, stop: float) -> list[tuple[int, bytes]]:
    """Expression over one note, and vibrato on a long one."""
    swell = ((0.0, 100), (0.25, 112), (0.55, 122), (0.9, 108))
    length = stop - start
    events = [(round((start + length * at) * TICKS), bytes([0xB0, 11, v])) for at, v in swell]
    depth = 34 if length > 0.4 else 0
    return [*events, (round((start + 0.15) * TICKS), bytes([0xB0, 1, depth]))]


def play(score: Score, name: str, soundfont: Path) -> NDArray[np.float32]:
    """The score as dry mono sound, (n,) float32."""
    with tempfile.TemporaryDirectory() as folder:
        tune, sound = Path(folder) / "tune.mid", Path(folder) / "tune.wav"
        tune.write_bytes(midi(score, name))
        dry = ["-ni", "-R", "0", "-C", "0", "-g", "0.5", "-r", str(RATE), "-O", "s16"]
        target = ["-T", "wav", "-F", str(sound)]
        command = ["fluidsynth", *dry, *target, str(soundfont), str(tune)]
        subprocess.run(command, check=True, capture_output=True)
        with wave.open(str(sound)) as file:
            raw = np.frombuffer(file.readframes(file.getnframes()), np.int16)
    mono = raw.reshape(-1, 2).mean(1, dtype=np.float32) / 32768
    stop = round((max(n.start + n.length for n in score.notes) * 60 / score.tempo + TAIL) * RATE)
    return mono[:stop] * (0.5 / np.abs(mono).max())


def save(sound: NDArray[np.float32], path: Path) -> None:
    """Write mono sound as Opus at 80 kbit/s."""
    exact = {"fflags": "+bitexact"}  # the same bytes at every run
    with av.open(str(path), "w", format="ogg", options=exact) as file:
        stream = file.add_stream("libopus", rate=RATE, layout="mono", bit_rate=80_000)
        frame = av.AudioFrame.from_ndarray(sound[None], "flt", "mono")
        frame.sample_rate = RATE
        file.mux(stream.encode(frame))
        file.mux(stream.encode(None))


if __name__ == "__main__":
    STEMS.mkdir(parents=True, exist_ok=True)
    for title, piece in SCORES.items():
        save(play(piece, title, Path(sys.argv[1])), STEMS / f"{title}.ogg")
