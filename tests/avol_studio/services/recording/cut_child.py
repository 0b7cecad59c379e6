"""Records into a folder until it is killed. Says "recording" once two seconds are on the disk."""

import sys
from pathlib import Path

from avol_studio.services.recording.recorder import Recorder
from tests.avol_studio.services.recording.conftest import Stream


def record(folder: Path) -> None:
    """Until the process ends, however it does."""
    recorder = Recorder(lambda event: None)
    recorder.start_recording(folder)
    stream, told = Stream(recorder), False
    while True:
        stream.run(5)
        if not told and recorder.progress.seconds > 3:
            told = True
            sys.stdout.write("recording\n")
            sys.stdout.flush()


if __name__ == "__main__":
    record(Path(sys.argv[1]))
