"""Atomic writes: whole files or none, whatever else happens in the folder."""

import errno
import os
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from avol.core import atomic
from avol.core.atomic import TEMPORARY_FILE, atomic_write, save_numbered
from avol.errors import MediaError

WRITER = """
import sys
from pathlib import Path
from avol.core.atomic import atomic_write
with atomic_write(Path(sys.argv[1])) as part:
    part.write_text("half")
    print(part.name, flush=True)
    sys.stdin.readline()
    part.write_text(sys.argv[2])
"""


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A folder that this process has not searched for leftovers."""
    atomic._remove_leftovers.cache_clear()
    yield tmp_path
    atomic._remove_leftovers.cache_clear()


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def start_writer(path: Path, text: str) -> "subprocess.Popen[str]":
    """Start another process that has written half of a file."""
    process = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path), text],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(p for p in sys.path if p)},
    )
    assert process.stdout is not None
    assert TEMPORARY_FILE.fullmatch(process.stdout.readline().strip())
    return process


def finish(process: "subprocess.Popen[str]") -> None:
    process.communicate("\n", timeout=30)
    assert process.returncode == 0


@pytest.mark.parametrize("durable", [False, True])
def test_a_file_is_replaced_when_the_block_succeeds(folder: Path, durable: bool) -> None:
    path = folder / "a.txt"
    path.write_text("old")
    path.chmod(0o640)
    with atomic_write(path, durable=durable) as part:
        assert part.parent == folder
        part.write_text("new")
        assert path.read_text() == "old"
    assert path.read_text() == "new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert names(folder) == ["a.txt"]


@pytest.mark.parametrize("error", [KeyboardInterrupt(), OSError(errno.ENOSPC, "full")])
def test_a_failed_write_keeps_the_old_file_and_leaves_nothing(
    folder: Path, error: BaseException
) -> None:
    path = folder / "a.txt"
    path.write_text("old")
    expected = MediaError if isinstance(error, OSError) else KeyboardInterrupt

    def fail() -> None:
        with atomic_write(path) as part:
            part.write_text("half")
            raise error

    with pytest.raises(expected):
        fail()
    assert path.read_text() == "old"
    assert names(folder) == ["a.txt"]


def test_a_new_file_has_the_mode_of_the_umask(folder: Path) -> None:
    before = os.umask(0o027)
    try:
        with atomic_write(folder / "a") as part:
            part.write_text("")
    finally:
        os.umask(before)
    assert stat.S_IMODE((folder / "a").stat().st_mode) == 0o640


def test_a_name_of_255_bytes_can_be_written(folder: Path) -> None:
    with atomic_write(folder / ("n" * 251 + ".mp4")) as part:
        part.write_text("")
    assert len(names(folder)[0]) == 255


def test_files_and_links_of_predictable_names_are_left_alone(folder: Path) -> None:
    (folder / "precious.txt").write_text("mine")
    (folder / "a.csv.part").symlink_to(folder / "precious.txt")
    (folder / ".avol-notes.part").write_text("mine")
    (folder / "a.csv").symlink_to(folder / "precious.txt")
    with atomic_write(folder / "a.csv") as part:
        part.write_text("new")
    assert (folder / "precious.txt").read_text() == "mine"
    assert (folder / "a.csv.part").is_symlink()
    assert (folder / ".avol-notes.part").read_text() == "mine"
    assert not (folder / "a.csv").is_symlink()  # the link was replaced, not followed


def test_two_processes_write_whole_files(folder: Path) -> None:
    path = folder / "a.txt"
    first, second = start_writer(path, "first"), start_writer(path, "second")
    finish(second)
    assert path.read_text() == "second"
    finish(first)
    assert path.read_text() == "first"
    assert names(folder) == ["a.txt"]


def test_only_leftovers_of_ended_processes_are_removed(folder: Path) -> None:
    killed, alive = start_writer(folder / "a", "a"), start_writer(folder / "b", "b")
    killed.send_signal(signal.SIGKILL)
    killed.communicate()
    link = folder / f".avol-{atomic._host()}-{'0' * 16}.part"
    link.symlink_to(folder / "elsewhere")
    other_host = folder / f".avol-{'0' * 8}-{'1' * 16}.part"
    other_host.write_text("another computer may write it now")
    assert len(list(folder.glob(".avol-*.part"))) == 4
    with atomic_write(folder / "c") as part:
        part.write_text("c")
    assert len(list(folder.glob(".avol-*.part"))) == 3  # of `alive`, the link, the other computer
    finish(alive)
    assert (folder / "b").read_text() == "b"
    os.utime(other_host, (0, 0))
    atomic._remove_leftovers.cache_clear()
    with atomic_write(folder / "c") as part:
        part.write_text("c")
    assert not other_host.exists()


def test_a_file_taken_for_a_leftover_before_its_lock_is_created_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fcntl = pytest.importorskip("fcntl")
    lock, taken = fcntl.flock, []

    def take_first(descriptor: int, operation: int) -> None:
        if not taken:
            taken.extend(folder.glob(".avol-*.part"))
            taken[0].unlink()
        lock(descriptor, operation)

    monkeypatch.setattr(fcntl, "flock", take_first)
    with atomic_write(folder / "a") as part:
        assert part not in taken
        part.write_text("a")
    assert (folder / "a").read_text() == "a"


def test_numbered_files_replace_nothing(folder: Path) -> None:
    (folder / "fig.svg").write_text("mine")
    (folder / "fig (2).png").symlink_to(folder / "nowhere")
    writers = {"png": lambda part: part.write_text("p"), "svg": lambda part: part.write_text("s")}
    assert save_numbered(folder / "fig", writers) == folder / "fig (3)"
    assert names(folder) == ["fig (2).png", "fig (3).png", "fig (3).svg", "fig.svg"]
    assert (folder / "fig.svg").read_text() == "mine"


def test_numbered_files_are_removed_if_one_cannot_be_written(folder: Path) -> None:
    def fail(part: Path) -> None:
        raise OSError(errno.ENOSPC, "full")

    with pytest.raises(MediaError, match=r"fig\.svg"):
        save_numbered(folder / "fig", {"png": lambda part: part.write_text("p"), "svg": fail})
    assert names(folder) == []
