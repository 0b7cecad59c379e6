"""Cuts the reference sounds from folders of recordings: `python make.py RECORDINGS`.

RECORDINGS holds one folder per instrument with recordings that match the pattern in `CAST`. The
script selects the three seconds whose middle second has the embedding nearest to the mean of the
instrument, so that a reference sound is typical.
"""

import json
import sys
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from avol import Localizer
from avol.audio.log_spectrogram import level_dbfs
from avol.core.constants import SAMPLE_RATE
from avol.media import AudioTrack

HERE = Path(__file__).parent
LENGTH = 3 * SAMPLE_RATE
HOP = SAMPLE_RATE // 4
MIN_LEVEL = -32.0  # dBFS of the middle second
PEAK = 0.7
FADE = SAMPLE_RATE // 50
BIT_RATE = 48_000

PHILHARMONIA, TONEJS, SALAMANDER = "phil_*.ogg", "tonejs_*.ogg", "salamander_*.ogg"
CAST = {
    "banjo": PHILHARMONIA, "bassoon": PHILHARMONIA, "cello": PHILHARMONIA,
    "clarinet": PHILHARMONIA, "double_bass": PHILHARMONIA, "drums": PHILHARMONIA,
    "flute": PHILHARMONIA, "french_horn": PHILHARMONIA, "guitar": PHILHARMONIA,
    "mandolin": PHILHARMONIA, "oboe": PHILHARMONIA, "piano": SALAMANDER,
    "saxophone": PHILHARMONIA, "trombone": PHILHARMONIA, "trumpet": TONEJS, "violin": TONEJS,
}  # fmt: skip
CREDITS = {
    PHILHARMONIA: ("Philharmonia Orchestra", "CC BY-SA 3.0"),
    TONEJS: ("tonejs-instruments, N. P. Brosowsky", "CC BY 3.0"),
    SALAMANDER: ("Salamander Grand Piano, Alexander Holm", "CC BY 3.0"),
}

Wave = NDArray[np.float32]


def main() -> None:
    """Write NAME.ogg for every instrument, and the table of them."""
    source, localizer = Path(sys.argv[1]), Localizer.load()
    rows = []
    for name, pattern in CAST.items():
        write(HERE / f"{name}.ogg", select_typical(source / name, pattern, localizer))
        author, licence = CREDITS[pattern]
        title = name.replace("_", " ").capitalize()
        rows.append({"name": title, "file": f"{name}.ogg", "author": author, "licence": licence})
    text = json.dumps(rows, indent=2, ensure_ascii=False) + "\n"
    (HERE / "sounds.json").write_text(text, encoding="utf-8")


def select_typical(folder: Path, pattern: str, localizer: Localizer) -> Wave:
    """The three seconds of an instrument with the most typical middle second: (144000,)."""
    windows = [window for path in sorted(folder.glob(pattern)) for window in loud_windows(path)]
    embeddings = np.stack(
        [localizer.encode_audio(w[SAMPLE_RATE : 2 * SAMPLE_RATE]).embedding for w in windows]
    )
    embeddings /= np.linalg.norm(embeddings, axis=1, keepdims=True)
    return windows[int((embeddings @ embeddings.mean(axis=0)).argmax())]


def loud_windows(path: Path) -> Iterator[Wave]:
    """Yields windows of three seconds, a quarter of a second apart, with a loud middle."""
    with AudioTrack(path) as track:
        for start in range(track.start, track.stop - LENGTH + 1, HOP):
            wave = track.mono(start, start + LENGTH)
            if level_dbfs(wave[SAMPLE_RATE : 2 * SAMPLE_RATE]) > MIN_LEVEL:
                yield wave


def write(path: Path, wave: Wave) -> None:
    """Write Opus, faded at both ends and normalised to one peak level."""
    wave = wave * (PEAK / np.abs(wave).max())
    ramp = np.linspace(0, 1, FADE, dtype=np.float32)
    wave[:FADE] *= ramp
    wave[-FADE:] *= ramp[::-1]
    with av.open(str(path), "w", format="ogg") as file:
        stream = file.add_stream("libopus", rate=SAMPLE_RATE, layout="mono", bit_rate=BIT_RATE)
        for start in range(0, LENGTH, 960):
            block = np.ascontiguousarray(wave[None, start : start + 960], np.float32)
            frame = av.AudioFrame.from_ndarray(block, "flt", "mono")
            frame.sample_rate, frame.pts, frame.time_base = (
                SAMPLE_RATE,
                start,
                Fraction(1, SAMPLE_RATE),
            )
            file.mux(stream.encode(frame))
        file.mux(stream.encode(None))


if __name__ == "__main__":
    main()
