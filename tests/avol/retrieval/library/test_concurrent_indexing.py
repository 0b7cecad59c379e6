"""Several processes on one library: no lost or duplicate entries, also after a kill."""

import signal
import subprocess
import sys
import time
from pathlib import Path

from avol.retrieval.library.library import Library
from tests.avol.retrieval.conftest import index_media
from tests.support import toys
from tests.support.paths import ROOT

INDEX = """
import sys, time
from pathlib import Path
from avol.retrieval.library import indexing
from tests.support import toys

indexing.BATCH = 1
paths = [Path(p) for p in sys.argv[2:]]
toy, encode = toys.toy_embedder(), toys.ToyEngine.encode_images
def encode_slowly(self, images):
    time.sleep(0.02)
    return encode(self, images)
toys.ToyEngine.encode_images = encode_slowly
result = indexing.index_files(paths, Path(sys.argv[1]), toy, "toy")
print(result.added, flush=True)
"""


def start(library: Path, *paths: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", INDEX, str(library), *map(str, paths)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        cwd=ROOT,
    )  # fmt: skip


def test_concurrent_processes_index_every_file_once(tmp_path: Path) -> None:
    media = tmp_path / "media"
    media.mkdir()
    for n in range(12):
        toys.write_image(media, f"{n}", color="red")
    video = toys.write_video(media, "video", ("red", "green", "blue", "red", "green"))
    library = tmp_path / "library"
    processes = [start(library, media), start(library, media), start(library, video)]
    for process in processes:
        _, errors = process.communicate(timeout=90)
        assert process.returncode == 0, errors
    with Library(library) as opened:
        assert (opened.count("image"), opened.count("audio")) == (17, 5)
        assert all(entry.complete and not entry.error for entry in opened.files())


def test_killed_process_leaves_a_consistent_library(tmp_path: Path) -> None:
    media, library = tmp_path / "media", tmp_path / "library"
    media.mkdir()
    for n in range(40):
        toys.write_image(media, f"{n}", color="red")
    process = start(library, media)
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and indexed_count(library) < 5:
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    before = indexed_count(library)
    assert before >= 5
    result = index_media(library, media)
    assert result.added + result.unchanged == 40
    assert result.unchanged >= before - 1
    assert indexed_count(library) == 40


def indexed_count(library: Path) -> int:
    from avol.errors import LibraryError

    try:
        with Library(library) as opened:
            return opened.count("image")
    except LibraryError:  # not created yet
        return 0
