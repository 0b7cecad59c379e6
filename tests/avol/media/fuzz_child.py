"""Opens damaged copies of media files and says before each which one it is.

Run as `python -m tests.avol.media.fuzz_child FOLDER FIRST STOP`: a case is a number, so any of them can
be run again by itself. A crash ends the process; a hang is ended by the watchdog; an error that is
not a MediaError is reported with its trace.
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
    """A damaged copy: bytes changed, a stretch zeroed, cut out, doubled, or the end missing."""
    rng = random.Random(case)
    out = bytearray(data)
    # Half the damage is done where the structure lies: at both ends of the file.
    near = min(len(out), 1200)
    for _ in range(rng.choice((1, 3, 10, 40))):
        place = rng.choice((rng.randrange(near), -1 - rng.randrange(near), rng.randrange(len(out))))
        out[place] = rng.choice((0, 0xFF, rng.randrange(256), out[place] ^ (1 << rng.randrange(8))))
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
    """Read `path` in every way; a MediaError is a fair answer to each."""
    for read in (_pictures, _sound, load_image):
        try:
            read(path)
        except MediaError as error:
            sentence = str(error)
            assert path.name in sentence, sentence
            assert sentence.endswith("."), sentence


def _pictures(path: Path) -> None:
    with VideoFile(path) as video:
        last = len(video.index) - 1
        for i in (last // 2, 0, last, last // 3):
            frame = video.frame(i)
            assert frame.index == i
        video.preview(last)
        for frame in video.frames(0, 30):
            assert frame.image.shape[2] == 3


def _sound(path: Path) -> None:
    with AudioTrack(path) as track:
        for second in (0.0, track.start / 48_000 + 1.0, track.stop / 48_000):
            assert track.window_at(second).shape == (48_000,)


def main(folder: Path, first: int, stop: int) -> int:
    """Run cases `first` to before `stop`; the number of faults."""
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
