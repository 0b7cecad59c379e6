"""Opens damaged copies of media files and prints the case number before each one.

Run as `python -m tests.avol.media.fuzz_child FOLDER FIRST STOP`. A case is a number and can be
repeated alone. A crash ends the process, the watchdog ends a hang, and an error that is
not a MediaError is reported with its traceback.
"""

import faulthandler
import random
import sys
import traceback
from pathlib import Path

from avol.errors import MediaError
from avol.media import AudioTrack, VideoFile, load_image

LIMIT_S = 10


def mutate(data: bytes, case: int) -> bytes:
    """Return a damaged copy: changed bytes, and a range zeroed, removed, repeated or cut off."""
    rng = random.Random(case)
    out = bytearray(data)
    # Two thirds of the changes are near both ends of the file, which hold its structure.
    near = min(len(out), 1200)
    for _ in range(rng.choice((1, 3, 10, 40))):
        at = rng.choice((rng.randrange(near), -1 - rng.randrange(near), rng.randrange(len(out))))
        out[at] = rng.choice((0, 0xFF, rng.randrange(256), out[at] ^ (1 << rng.randrange(8))))
    low = rng.randrange(len(out))
    high = min(len(out), low + rng.randrange(1, 2000))
    match rng.randrange(6):
        case 0:
            out[low:high] = bytes(high - low)
        case 1:
            del out[low:high]
        case 2:
            out[low:low] = out[low:high]
        case 3:
            del out[low:]
    return bytes(out)


def exercise(path: Path) -> None:
    """Read `path` with every reader. A MediaError is a valid result."""
    for read in (_read_video, _read_audio, load_image):
        try:
            read(path)
        except MediaError as error:
            sentence = str(error)
            assert path.name in sentence, sentence
            assert sentence.endswith("."), sentence


def _read_video(path: Path) -> None:
    with VideoFile(path) as video:
        last = len(video.index) - 1
        for i in (last // 2, 0, last, last // 3):
            frame = video.frame(i)
            assert frame.index == i
        video.preview(last)
        for frame in video.frames(0, 30):
            assert frame.image.shape[2] == 3


def _read_audio(path: Path) -> None:
    with AudioTrack(path) as track:
        for time in (0.0, track.start / 48_000 + 1.0, track.stop / 48_000):
            assert track.window_at(time).shape == (48_000,)


def main(folder: Path, first: int, stop: int) -> int:
    """Run the cases from `first` up to, excluding, `stop`. Return the number of faults."""
    originals = sorted(folder.glob("original.*"))
    faults = 0
    for case in range(first, stop):
        original = originals[case % len(originals)]
        path = folder / f"case{original.suffix}"
        path.write_bytes(mutate(original.read_bytes(), case))
        sys.stdout.write(f"case {case} {original.suffix}\n")
        sys.stdout.flush()
        faulthandler.dump_traceback_later(LIMIT_S, exit=True)
        try:
            exercise(path)
        except Exception:
            faults += 1
            sys.stderr.write(f"case {case}: {traceback.format_exc()}")
        faulthandler.cancel_dump_traceback_later()
    return faults


if __name__ == "__main__":
    sys.exit(min(1, main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))))
