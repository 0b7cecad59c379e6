"""Indexing: the library follows the files on disk and survives interruptions."""

import os
import shutil
from pathlib import Path

import pytest

from avol.core.modality import MODALITIES
from avol.errors import InputError, LibraryError
from avol.retrieval.library import indexing
from avol.retrieval.library.indexing import index_files
from avol.retrieval.library.library import Library
from avol.retrieval.library.schema import DATABASE
from tests.avol.retrieval.conftest import index_media
from tests.conftest import ExpectedLog
from tests.support import toys


def counts(folder: Path) -> tuple[int, int]:
    with Library(folder) as library:
        return library.count("image"), library.count("audio")


def test_all_media_are_indexed(library: Path) -> None:
    assert counts(library) == (4, 5)
    with Library(library) as opened:
        assert opened.metadata["title"] == "Toy"
        moments = opened.items(opened.vectors("audio").ids)
        assert [m.time for m in moments if m.path.name == "blue.wav"] == [0.5, 1.5]
        assert [m.pts is not None for m in moments if m.path.name == "video.mp4"] == [True, True]
        for kind in MODALITIES:
            for number in opened.vectors(kind).ids:
                jpeg = opened.thumbnail(number)
                assert jpeg is not None
                assert jpeg[:2] == b"\xff\xd8"


def test_unchanged_files_are_not_indexed_again(library: Path, media: Path) -> None:
    result = index_media(library, media)
    assert (result.unchanged, result.added, result.segments) == (5, 0, 0)
    os.utime(media / "red.png", (1, 1))
    result = index_media(library, media)
    assert (result.unchanged, result.moved, result.added) == (4, 1, 0)
    assert index_media(library, media).unchanged == 5


def test_changed_moved_and_deleted_files_are_found(library: Path, media: Path) -> None:
    toys.write_image(media, "red", color="blue")
    shutil.move(media / "video.mp4", media / "deep" / "renamed.mp4")
    (media / "green.wav").unlink()
    result = index_media(library, media)
    assert (result.added, result.moved, result.removed, result.unchanged) == (1, 1, 1, 2)
    assert counts(library) == (4, 4)
    with Library(library) as opened:
        names = {entry.path.name for entry in opened.files()}
        assert names == {"red.png", "green.png", "blue.wav", "renamed.mp4"}
        blue = opened.vectors("image").vectors[-1, 0]
        assert blue[2] > blue[0]


@pytest.fixture
def copies(media: Path, library: Path) -> list[Path]:
    """Three files of the library with the same content."""
    paths = [media / f"copy{number}.png" for number in range(3)]
    for path in paths:
        shutil.copyfile(media / "red.png", path)
    assert index_media(library, media).added == 3
    return paths


def names(library: Path) -> list[str]:
    with Library(library) as opened:
        return sorted(file.path.name for file in opened.files() if "copy" in file.path.name)


def test_deleted_copies_are_all_removed(copies: list[Path], library: Path, media: Path) -> None:
    for path in copies[:2]:
        path.unlink()
    result = index_media(library, media)
    assert (result.removed, result.moved, result.added) == (2, 0, 0)
    assert names(library) == ["copy2.png"]
    assert index_media(library, media).removed == 0


def test_moved_copies_are_all_found(copies: list[Path], library: Path, media: Path) -> None:
    copies[2].rename(media / "deep" / "copy2.png")
    copies[1].rename(media / "deep" / "copy9.png")
    result = index_media(library, media)
    assert (result.moved, result.removed, result.added) == (2, 0, 0)
    with Library(library) as opened:
        assert all(file.path.is_file() for file in opened.files())
    assert names(library) == ["copy0.png", "copy2.png", "copy9.png"]


def test_exchanged_and_edited_copies_are_indexed_again(
    copies: list[Path], library: Path, media: Path
) -> None:
    toys.write_image(media, "copy0", color="blue")
    copies[1].rename(media / "other.png")
    toys.write_image(media, "copy1", color="green")
    result = index_media(library, media)
    assert (result.added, result.removed) == (3, 0)
    assert names(library) == ["copy0.png", "copy1.png", "copy2.png"]
    assert counts(library) == (8, 5)


@pytest.mark.skipif(os.name == "nt", reason="needs names that are not UTF-8, and named pipes")
def test_names_that_are_not_utf8_and_other_inodes(library: Path, media: Path) -> None:
    path = media / os.fsdecode(b"caf\xe9.png")
    shutil.copyfile(media / "red.png", path)
    os.mkfifo(media / "pipe.mp4")
    (media / "lost.mp4").symlink_to(media / "nowhere")
    (media / "circle.mp4").symlink_to(media / "circle.mp4")
    (media / "folder.mp4").mkdir()
    result = index_media(library, media)
    assert (result.added, result.unchanged) == (1, 5)
    assert sorted(Path(name).name for name in result.errors) == [
        "circle.mp4", "lost.mp4", "pipe.mp4",
    ]  # fmt: skip
    with Library(library) as opened:
        assert path in [file.path for file in opened.files()]
    path.rename(media / os.fsdecode(b"th\xe9.png"))
    assert index_media(library, media).moved == 1
    with Library(library) as opened:
        assert media / os.fsdecode(b"th\xe9.png") in [file.path for file in opened.files()]


def test_a_fault_in_one_file_does_not_end_the_others(
    tmp_path: Path, media: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(path: Path, *arguments: object) -> object:
        if path.name == "video.mp4":
            raise RuntimeError("no")
        return embed(path, *arguments)  # pyright: ignore[reportArgumentType]

    embed = indexing.embed_segments
    monkeypatch.setattr(indexing, "embed_segments", fail)
    result = index_media(tmp_path / "library", media, tmp_path / "missing.mp4")
    assert result.added == 4
    assert "RuntimeError: no" in result.errors[str(media / "video.mp4")]
    assert "does not exist" in result.errors[str(tmp_path / "missing.mp4")]


def test_files_outside_the_given_folders_are_kept(
    library: Path, media: Path, tmp_path: Path
) -> None:
    shutil.rmtree(media / "deep")
    elsewhere = toys.write_image(tmp_path, "blue")
    assert index_media(library, elsewhere).removed == 0
    assert counts(library) == (5, 5)
    assert index_media(library, media).removed == 1


def test_interrupted_indexing_resumes(
    tmp_path: Path, media: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("avol.retrieval.library.indexing.BATCH", 1)
    folder, video = tmp_path / "library", media / "video.mp4"
    continues = iter([True, False])  # stops after the first segment of the file
    result = index_media(folder, video, progress=lambda *_: next(continues))
    assert result.stopped
    assert counts(folder) == (1, 1)
    toy = toys.toy_embedder()
    result = index_files([video], folder, toy, "toy")
    assert (result.added, result.segments) == (1, 1)
    assert toy.engine.images_encoded == 1  # pyright: ignore[reportAttributeAccessIssue]
    assert counts(folder) == (2, 2)


def test_unreadable_files_are_listed_and_the_others_indexed(library: Path, media: Path) -> None:
    (media / "broken.mp4").write_bytes(b"no video")
    result = index_media(library, media)
    assert list(result.errors) == [str(media / "broken.mp4")]
    assert "broken.mp4" in result.errors[str(media / "broken.mp4")]
    assert index_media(library, media).unchanged == 6


def test_silent_windows_are_not_indexed(tmp_path: Path) -> None:
    path = toys.write_audio(tmp_path, "red", 2.0)
    data = bytearray(path.read_bytes())
    data[-96_000:] = bytes(96_000)
    path.write_bytes(data)
    index_media(tmp_path / "library", path)
    assert counts(tmp_path / "library") == (0, 1)


def test_missing_path_raises(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="does not exist"):
        index_media(tmp_path / "library", tmp_path / "nowhere")


def test_other_weights_require_a_rebuild(library: Path, media: Path) -> None:
    other = toys.toy_embedder(network="avol", sha256="other", title="Other")
    with pytest.raises(LibraryError, match=r"made with other weights .Toy.*--rebuild"):
        index_files([media], library, other, "other")
    result = index_files([media / "deep"], library, other, "other", rebuild=True)
    assert result.added == 5
    with Library(library) as opened:
        assert opened.metadata["title"] == "Other"
        assert opened.vectors("image").vectors.shape == (4, 196, 128)
        assert opened.vectors("audio").vectors.shape == (5, 1, 128)


def test_damaged_library_raises_and_can_be_rebuilt(
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


def test_damaged_path_raises(library: Path) -> None:
    with Library(library) as opened:
        opened._database.execute("UPDATE files SET path = x'ff00' WHERE id = 1")
        with pytest.raises(LibraryError, match=r"a path is no text\); index again with --rebuild"):
            opened.files()


def test_newer_library_is_rejected(library: Path, media: Path) -> None:
    with Library(library) as opened:
        opened._database.execute("UPDATE facts SET value = '2' WHERE key = 'format'")
    with pytest.raises(LibraryError, match="newer AVOL"):
        index_media(library, media)


def test_folder_without_library_raises(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match=r"contains no library.*add files"):
        Library(tmp_path)


def test_folder_that_cannot_be_created_raises(tmp_path: Path, media: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(LibraryError, match="cannot be created"):
        index_media(tmp_path / "file" / "library", media)
