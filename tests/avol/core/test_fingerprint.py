"""The fingerprint depends on size, time and content of a file."""

import os
from pathlib import Path

import pytest

from avol.core.fingerprint import BLOCK_BYTES, BLOCKS, fingerprint
from avol.errors import MediaError


def test_size_time_and_content_change_the_fingerprint(tmp_path: Path) -> None:
    path = tmp_path / "video.mp4"
    content = bytearray(3 * BLOCKS * BLOCK_BYTES)
    path.write_bytes(content)
    os.utime(path, ns=(10**18, 10**18))
    first = fingerprint(path)
    assert first == fingerprint(path)
    assert len(first) == 32
    os.utime(path, ns=(10**18, 10**18 + 1))
    assert fingerprint(path) != first
    for offset in (0, len(content) - 1):
        changed = bytearray(content)
        changed[offset] = 1
        path.write_bytes(changed)
        os.utime(path, ns=(10**18, 10**18))
        assert fingerprint(path) != first
    path.write_bytes(content + b"x")
    os.utime(path, ns=(10**18, 10**18))
    assert fingerprint(path) != first


def test_small_and_missing_files(tmp_path: Path) -> None:
    (tmp_path / "empty").write_bytes(b"")
    assert fingerprint(tmp_path / "empty")
    with pytest.raises(MediaError, match="not there"):
        fingerprint(tmp_path / "not there")
