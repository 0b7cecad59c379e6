"""Records until it is killed; prints "recording" once two seconds are on the disk."""

import sys
from pathlib import Path

from avol_studio.services.recording.recorder import Recorder
from tests.avol_studio.services.recording.conftest import LiveSource


def record(folder: Path) -> None:
    """Record until the process ends."""
    recorder = Recorder(lambda event: None)
    recorder.start_recording(folder)
    stream, events = LiveSource(recorder), False
    while True:
        stream.run(5)
        if not events and recorder.progress.seconds > 3:
            events = True
            sys.stdout.write("recording\n")
            sys.stdout.flush()


if __name__ == "__main__":
    record(Path(sys.argv[1]))
