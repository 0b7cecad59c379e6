"""Reads damaged copies of media files and prints the case number before each one.

Run as `python -m tests.contract.fuzz_child FOLDER FIRST STOP`. FOLDER holds intact files. A case is
a number and can be repeated alone. A crash, a hang and too much memory end the process; an error
that is not an AvolError is reported with its traceback.
"""

import contextlib
import faulthandler
import io
import queue
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

from avol.cli.main import commands, run
from avol.errors import AvolError
from avol.io.batch.task import task_model
from avol.localizer import Localizer
from avol.media import AudioTrack, VideoFile, load_image
from avol_studio.media.source import Seek, SeekCompleted, SourceError, SourceOpened
from avol_studio.media.sources.file_source import FileSource
from avol_studio.playback.dependencies import PlayerDependencies
from tests.contract.mutate import mutate
from tests.contract.number_model import NumberModel

CPU_S = 20  # seconds of computation for one case
WALL_S = 90  # seconds for one case, for a process that waits
MEMORY = 3 * 2**30  # bytes of address space beyond those of the libraries


def read_video(path: Path) -> None:
    """Open, seek, show a preview, and play the first frames."""
    with VideoFile(path) as video:
        last = len(video.index) - 1
        for i in (last // 2, 0, last, last // 3):
            frame = video.frame(i)
            assert frame.index == i
            assert frame.image.shape == (video.info.height, video.info.width, 3)
        video.preview(last)
        for _ in video.frames(0, 30):
            pass


def read_audio(path: Path) -> None:
    """Read audio windows at the start, inside and at the end."""
    with AudioTrack(path) as track:
        assert track.start <= track.stop
        for time in (0.0, track.start / 48_000 + 1.0, track.stop / 48_000):
            assert track.window_at(time).shape == (48_000,)


def localize(path: Path) -> None:
    """Run the command; it reports an AvolError itself."""
    folder, error = path.with_name("out"), io.StringIO()
    with contextlib.redirect_stderr(error), contextlib.redirect_stdout(io.StringIO()):
        code = run(commands, ["localize", str(path), "--out", str(folder)])
    assert code in (0, 2), error.getvalue()
    if code:
        raise AvolError(error.getvalue().strip().splitlines()[-1])  # log messages precede it
    for file in folder.iterdir():
        file.unlink()


def open_in_studio(path: Path) -> None:
    """Open and seek with the thread of the studio."""
    events: queue.Queue[object] = queue.Queue()
    source = FileSource(path, 1, events.put, PlayerDependencies().open_video)
    try:
        opened = events.get(timeout=WALL_S)
        if isinstance(opened, SourceError):
            raise AvolError(opened.text)
        assert isinstance(opened, SourceOpened)
        source.seek(Seek(len(opened.index) - 1, 2))
        while True:
            event = events.get(timeout=WALL_S)
            if isinstance(event, SourceError):
                raise AvolError(event.text)
            if isinstance(event, SeekCompleted) and event.session == 2:
                return
    finally:
        source.close()
        assert source.join(WALL_S)


READERS: tuple[tuple[Callable[[Path], object], int], ...] = (
    (read_video, 1), (read_audio, 1), (load_image, 5), (open_in_studio, 7), (localize, 11),
)  # fmt: skip
"""Each reader and the number of cases of which one is read by it."""


def exercise(path: Path, case: int) -> None:
    """Read `path`. An AvolError of one sentence is a valid result."""
    for read, share in READERS:
        if case % share:
            continue
        try:
            read(path)
        except AvolError as error:
            sentence = str(error)
            assert sentence.endswith("."), sentence
            assert "\n" not in sentence, sentence


def limit(case_s: int) -> None:
    """Allow `case_s` more seconds of computation."""
    faulthandler.dump_traceback_later(WALL_S, exit=True)
    if sys.platform == "linux":
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        seconds = int(used.ru_utime + used.ru_stime) + case_s
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, resource.RLIM_INFINITY))


def limit_memory() -> None:
    """Limit the address space to that in use plus MEMORY."""
    if sys.platform == "linux":
        import resource

        pages = int(Path("/proc/self/statm").read_text().split()[0])
        size = pages * resource.getpagesize() + MEMORY
        resource.setrlimit(resource.RLIMIT_AS, (size, resource.RLIM_INFINITY))


def main(folder: Path, first: int, stop: int) -> int:
    """Run the cases from `first` up to, excluding, `stop`. Return the number of faults."""
    originals = sorted(file for file in folder.iterdir() if file.is_file())
    work = folder / f"work-{first}"
    work.mkdir(exist_ok=True)
    Localizer.load = staticmethod(lambda *_: NumberModel())  # pyright: ignore
    task_model.cache_clear()
    limit_memory()
    faults = 0
    for case in range(first, stop):
        original = originals[case % len(originals)]
        path = work / f"case{original.suffix}"
        path.write_bytes(mutate(original.read_bytes(), case))
        sys.stdout.write(f"case {case} {original.name!a}\n")
        sys.stdout.flush()
        limit(CPU_S)
        try:
            exercise(path, case)
        except Exception:
            faults += 1
            sys.stderr.write(f"case {case} {original.name!a}: {traceback.format_exc()}")
        path.unlink()
    faulthandler.cancel_dump_traceback_later()
    return faults


if __name__ == "__main__":
    sys.exit(min(1, main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))))
