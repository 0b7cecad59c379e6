"""Files of a library are recognised by their content, also those of older libraries."""

import os
from pathlib import Path

from avol.core.fingerprint import fingerprint
from avol.retrieval.library.file_scan import _former_hash, scan_files
from avol.retrieval.library.indexing import _rename_damaged
from avol.retrieval.library.library import FileStamp, LibraryFile


def indexed(path: Path, content: str) -> LibraryFile:
    status = path.stat()
    stamp = FileStamp(status.st_size, status.st_mtime_ns, content)
    return LibraryFile(1, path.resolve(), stamp, True, "")


def test_a_file_that_is_edited_in_place_is_indexed_again(tmp_path: Path) -> None:
    path, content = tmp_path / "a.wav", bytearray(300_000)
    path.write_bytes(content)
    file = indexed(path, fingerprint(path))
    content[100_000] = 1  # between the samples of the former hash
    path.write_bytes(content)
    os.utime(path, (0, 0))
    assert [added for added, _ in scan_files([path], [file]).added] == [path.resolve()]


def test_a_file_of_an_older_library_is_found_after_a_move(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    path.write_bytes(bytes(range(256)) * 1000)
    for content in (fingerprint(path), _former_hash(path)):
        file = indexed(path, content)
        moved = path.rename(tmp_path / f"{content}.wav")
        changes = scan_files([tmp_path], [file])
        assert [(old, new) for old, new, _ in changes.moved] == [(file, moved.resolve())]
        assert not changes.added
        assert not changes.removed
        moved.rename(path)


def test_earlier_damaged_databases_are_kept(tmp_path: Path) -> None:
    for text in ("one", "two"):
        (tmp_path / "library.sqlite").write_text(text)
        (tmp_path / "library.sqlite-wal").write_text(f"wal of {text}")
        _rename_damaged(tmp_path)
    assert {file.name: file.read_text() for file in tmp_path.iterdir()} == {
        "library.sqlite.bad": "one",
        "library.sqlite.bad-wal": "wal of one",
        "library.sqlite-2.bad": "two",
        "library.sqlite-2.bad-wal": "wal of two",
    }
