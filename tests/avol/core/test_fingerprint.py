"""The fingerprint depends on size and content of a file, and on nothing else."""

import os
import shutil
from hashlib import blake2b
from pathlib import Path

import pytest

from avol.core import fingerprint as module
from avol.core.fingerprint import (
    BLOCK_BYTES,
    BLOCKS,
    END_BYTES,
    WHOLE_BYTES,
    fingerprint,
    former_fingerprint,
)
from avol.errors import MediaError


def test_copies_have_the_same_fingerprint(tmp_path: Path) -> None:
    (tmp_path / "a.mp4").write_bytes(b"video" * 1000)
    (tmp_path / "new").mkdir()
    copy = tmp_path / "new" / "b.mkv"
    shutil.copyfile(tmp_path / "a.mp4", copy)
    os.utime(copy, (0, 0))
    first = fingerprint(tmp_path / "a.mp4")
    assert fingerprint(copy) == first
    assert len(first) == 32


@pytest.mark.parametrize("offset", [0, 70_000, 123_456, 299_999])
def test_any_byte_of_a_small_file_changes_the_fingerprint(tmp_path: Path, offset: int) -> None:
    path, content = tmp_path / "a.mp4", bytearray(300_000)
    path.write_bytes(content)
    status, first = path.stat(), fingerprint(path)
    content[offset] = 1
    path.write_bytes(content)
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert fingerprint(path) != first


@pytest.mark.parametrize(
    "offset", [0, END_BYTES - 1, (2**33 - BLOCK_BYTES) * 64 // (BLOCKS - 1), -END_BYTES, -1]
)
def test_the_parts_of_a_large_file_change_the_fingerprint(tmp_path: Path, offset: int) -> None:
    path, size = tmp_path / "large.mp4", 2**33
    with path.open("wb") as file:
        file.truncate(size)  # without blocks on the disk
    first = fingerprint(path)
    with path.open("r+b") as file:
        file.seek(offset % size)
        file.write(b"x")
    assert fingerprint(path) != first


def test_the_size_changes_the_fingerprint(tmp_path: Path) -> None:
    path = tmp_path / "a"
    digests = set()
    for size in (0, 1, 2, BLOCK_BYTES, WHOLE_BYTES, WHOLE_BYTES + 1):
        with path.open("wb") as file:
            file.truncate(size)
        digests.add(fingerprint(path))
    assert len(digests) == 6


def test_the_former_fingerprint_is_unchanged(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"video")
    os.utime(path, ns=(10**18, 10**18))
    blocks = b"video" * module._FORMER_BLOCKS
    expected = blake2b(b"5 1000000000000000000" + blocks, digest_size=16).hexdigest()
    assert former_fingerprint(path) == expected


def test_missing_files(tmp_path: Path) -> None:
    for identify in (fingerprint, former_fingerprint):
        with pytest.raises(MediaError, match="not there"):
            identify(tmp_path / "not there")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_is_no_file_and_does_not_block(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(MediaError, match="is not a file"):
        fingerprint(tmp_path / "pipe")
