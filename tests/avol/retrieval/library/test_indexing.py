"""A library follows what lies on disk, and is never half a library."""

import os
import shutil
from pathlib import Path

import pytest

from avol.core.modality import MODALITIES
from avol.errors import InputError, LibraryError
from avol.retrieval.library.indexing import index_files
from avol.retrieval.library.library import Library
from avol.retrieval.library.schema import DATABASE
from tests.avol.retrieval.conftest import index_media
from tests.conftest import ExpectedLog
from tests.support import toys


def counts(folder: Path) -> tuple[int, int]:
    with Library(folder) as library:
        return library.count("image"), library.count("audio")


def test_everything_is_taken_in(library: Path) -> None:
    assert counts(library) == (4, 5)
    with Library(library) as opened:
        assert opened.metadata["title"] == "Toy"
        moments = opened.items(opened.vectors("audio").ids)
        assert [m.time for m in moments if m.path.name == "blue.wav"] == [0.5, 1.5]
        assert [m.pts is not None for m in moments if m.path.name == "film.mp4"] == [True, True]
        for kind in MODALITIES:
            for number in opened.vectors(kind).ids:
                jpeg = opened.thumbnail(number)
                assert jpeg is not None
                assert jpeg[:2] == b"\xff\xd8"


def test_nothing_is_done_twice(library: Path, media: Path) -> None:
    done = index_media(library, media)
    assert (done.unchanged, done.added, done.segments) == (5, 0, 0)
    os.utime(media / "red.png", (1, 1))
    done = index_media(library, media)
    assert (done.unchanged, done.moved, done.added) == (4, 1, 0)
    assert index_media(library, media).unchanged == 5


def test_changed_moved_and_deleted_files_are_found(library: Path, media: Path) -> None:
    toys.write_image(media, "red", color="blue")
    shutil.move(media / "film.mp4", media / "deep" / "renamed.mp4")
    (media / "green.wav").unlink()
    done = index_media(library, media)
    assert (done.added, done.moved, done.removed, done.unchanged) == (1, 1, 1, 2)
    assert counts(library) == (4, 4)
    with Library(library) as opened:
        names = {entry.path.name for entry in opened.files()}
        assert names == {"red.png", "green.png", "blue.wav", "renamed.mp4"}
        blue = opened.vectors("image").vectors[-1, 0]
        assert blue[2] > blue[0]


def test_what_lies_elsewhere_is_left_alone(library: Path, media: Path, tmp_path: Path) -> None:
    shutil.rmtree(media / "deep")
    elsewhere = toys.write_image(tmp_path, "blue")
    assert index_media(library, elsewhere).removed == 0
    assert counts(library) == (5, 5)
    assert index_media(library, media).removed == 1


def test_it_goes_on_where_it_was_broken_off(
    tmp_path: Path, media: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("avol.retrieval.library.indexing.BATCH", 1)
    folder, film = tmp_path / "library", media / "film.mp4"
    asked = iter([True, False])  # the file is begun, and stopped after its first second
    done = index_media(folder, film, progress=lambda *_: next(asked))
    assert done.stopped
    assert counts(folder) == (1, 1)
    toy = toys.toy_embedder()
    done = index_files([film], folder, toy, "toy")
    assert (done.added, done.segments) == (1, 1)
    assert toy.engine.images_encoded == 1  # pyright: ignore[reportAttributeAccessIssue]
    assert counts(folder) == (2, 2)


def test_bad_files_are_named_and_the_others_done(library: Path, media: Path) -> None:
    (media / "broken.mp4").write_bytes(b"no video")
    done = index_media(library, media)
    assert list(done.errors) == [str(media / "broken.mp4")]
    assert "broken.mp4" in done.errors[str(media / "broken.mp4")]
    assert index_media(library, media).unchanged == 6


def test_silence_is_no_sound_to_be_found(tmp_path: Path) -> None:
    path = toys.write_audio(tmp_path, "red", 2.0)
    data = bytearray(path.read_bytes())
    data[-96_000:] = bytes(96_000)
    path.write_bytes(data)
    index_media(tmp_path / "library", path)
    assert counts(tmp_path / "library") == (0, 1)


def test_nothing_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="does not exist"):
        index_media(tmp_path / "library", tmp_path / "nowhere")


def test_other_weights_are_refused_until_it_is_rebuilt(library: Path, media: Path) -> None:
    other = toys.toy_embedder(network="avol", sha256="other", title="Other")
    with pytest.raises(LibraryError, match=r"made with other weights .Toy.*--rebuild"):
        index_files([media], library, other, "other")
    done = index_files([media / "deep"], library, other, "other", rebuild=True)
    assert done.added == 5
    with Library(library) as opened:
        assert opened.metadata["title"] == "Other"
        assert opened.vectors("image").vectors.shape == (4, 196, 128)
        assert opened.vectors("audio").vectors.shape == (5, 1, 128)


def test_a_damaged_library_is_named_and_rebuilt(
    library: Path, media: Path, expected_log: ExpectedLog
) -> None:
    path = library / DATABASE
    data = bytearray(path.read_bytes())
    data[:4096] = os.urandom(4096)
    path.write_bytes(data)
    with pytest.raises(LibraryError, match=r"damaged.*--rebuild"):
        index_media(library, media)
    expected_log("damaged")
    index_media(library, media, rebuild=True)
    assert counts(library) == (4, 5)
    assert (library / f"{DATABASE}.bad").read_bytes() == data


def test_a_newer_library_is_not_touched(library: Path, media: Path) -> None:
    with Library(library) as opened:
        opened._database.execute("UPDATE facts SET value = '2' WHERE key = 'format'")
    with pytest.raises(LibraryError, match="newer AVOL"):
        index_media(library, media)


def test_no_library_is_said(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match=r"contains no library.*add files"):
        Library(tmp_path)


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path, media: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(LibraryError, match="cannot be created"):
        index_media(tmp_path / "file" / "library", media)
