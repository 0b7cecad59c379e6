"""Output files are checked before work begins: only AVOL's own files are replaced."""

import os
import shutil
from contextlib import nullcontext
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from avol.cli.options import save_json
from avol.core import outputs as outputs_module
from avol.core.atomic import atomic_write
from avol.core.output_mark import Kind, is_own, mark_png
from avol.core.outputs import OutputFile, check_outputs, ignores_case
from avol.errors import InputError, MediaError
from avol.io.batch.report import write_report
from avol.io.results import COLUMNS, map_writer
from avol.media import VideoWriter, load_image

FOREIGN: dict[Kind, bytes] = {
    "video": b"\0\0\0\x20ftypisom\0\0\x02\0isomiso2avc1mp41AVOL",
    "image": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR AVOL",
    "table": b"time,score\n0,1\n# AVOL\n",
    "maps": b"PK\x03\x04 AVOL",
    "page": b"<!doctype html><title>AVOL</title>",
    "json": b'{"weights": "AVOL"}',
}


def write(kind: Kind, path: Path) -> None:
    """Write a file as AVOL does."""
    match kind:
        case "video":
            with VideoWriter(path, 16, 16, Fraction(25)) as writer:
                writer.add_frame(np.zeros((16, 16, 3), np.uint8), 0.0)
        case "image":
            import cv2

            path.write_bytes(mark_png(cv2.imencode(".png", np.eye(8, dtype=np.uint8))[1].tobytes()))
        case "table" | "maps":
            base = path.with_name("base")
            with map_writer(base, 0, Fraction(1, 25)):
                pass
            base.with_name("base.csv" if kind == "table" else "base.npz").replace(path)
        case "page":
            write_report(path, [], "model")
        case "json":
            save_json(path, {"n": 1})


@pytest.mark.parametrize("kind", list(FOREIGN))
def test_own_files_are_recognised_and_foreign_ones_are_not(kind: Kind, tmp_path: Path) -> None:
    own, foreign, cut = tmp_path / "own", tmp_path / "foreign", tmp_path / "cut"
    write(kind, own)
    foreign.write_bytes(FOREIGN[kind])
    cut.write_bytes(own.read_bytes()[: len(own.read_bytes()) * 3 // 4])
    (tmp_path / "empty").touch()
    assert is_own(own, kind)
    assert not is_own(foreign, kind)
    assert is_own(tmp_path / "empty", kind)
    assert not is_own(tmp_path / "missing", kind)
    assert not any(is_own(own, other) for other in FOREIGN if other != kind)
    if kind not in ("page", "table"):  # 3/4 of a table without rows lacks a part of its only line
        assert is_own(cut, kind)


def test_marked_files_can_be_read(tmp_path: Path) -> None:
    write("image", tmp_path / "a.png")
    assert np.array_equal(load_image(tmp_path / "a.png")[..., 0], np.eye(8, dtype=np.uint8))
    write("maps", tmp_path / "a.npz")
    with np.load(tmp_path / "a.npz") as arrays:
        assert arrays["maps"].shape == (0, 14, 14)


def test_another_program_removes_the_mark(tmp_path: Path) -> None:
    write("maps", tmp_path / "a.npz")
    with np.load(tmp_path / "a.npz") as arrays:
        np.savez(tmp_path / "b.npz", maps=arrays["maps"], mine=np.ones(1))
    assert not is_own(tmp_path / "b.npz", "maps")


def test_archives_before_the_mark_are_recognised(tmp_path: Path) -> None:
    arrays = {"maps": np.zeros((2, 14, 14)), "pts": np.arange(2), "seconds": np.arange(2.0)}
    np.savez(tmp_path / "a.npz", **arrays, time_base=np.array([1, 25]), origin=np.array("{}"))
    assert is_own(tmp_path / "a.npz", "maps")


def table(path: Path, source: str = "in.mp4") -> OutputFile:
    return OutputFile.of(path, "table", Path(source))


def test_own_and_missing_files_may_be_written(tmp_path: Path) -> None:
    (tmp_path / "own.csv").write_text(",".join(COLUMNS) + "\n")
    check_outputs([table(tmp_path / "own.csv"), table(tmp_path / "new" / "a.csv")])
    assert not (tmp_path / "new").exists()


def test_foreign_files_and_links_are_replaced_only_on_request(tmp_path: Path) -> None:
    (tmp_path / "foreign.csv").write_text("mine")
    (tmp_path / "own.csv").write_text(",".join(COLUMNS) + "\n")
    (tmp_path / "link.csv").symlink_to(tmp_path / "own.csv")
    (tmp_path / "dangling.csv").symlink_to(tmp_path / "nowhere")
    for name in ("foreign", "link", "dangling"):
        output = table(tmp_path / f"{name}.csv")
        with pytest.raises(InputError, match=rf"{name}\.csv” was not written by AVOL.*--overwrite"):
            check_outputs([table(tmp_path / "new.csv"), output])
        check_outputs([output], overwrite=True)
    outputs = [table(tmp_path / f"{name}.csv") for name in ("foreign", "link", "dangling")]
    with pytest.raises(InputError, match=r"foreign\.csv” and 2 more were not"):
        check_outputs(outputs)


@pytest.mark.parametrize("link", ["none", "hard", "symbolic", "folder"])
def test_an_input_is_never_replaced(tmp_path: Path, link: str) -> None:
    source, path = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text(",".join(COLUMNS) + "\n")
    match link:
        case "none":
            path = source
        case "hard":
            path.hardlink_to(source)
        case "symbolic":
            path.symlink_to(source)
        case "folder":
            (tmp_path / "out").symlink_to(tmp_path)
            path = tmp_path / "out" / "in.csv"
    with pytest.raises(InputError, match="would replace the input"):
        check_outputs([table(path)], [source], overwrite=True)


def test_two_outputs_of_one_name_are_refused(tmp_path: Path) -> None:
    (tmp_path / "same").symlink_to(tmp_path)
    first, second = table(tmp_path / "a.csv", "a.mkv"), table(tmp_path / "same/a.csv", "a.mp4")
    with pytest.raises(InputError, match=r"“a\.mkv” and “a\.mp4” would both write"):
        check_outputs([first, second], overwrite=True)
    with pytest.raises(InputError, match="would be written twice"):
        check_outputs(
            [OutputFile.of(tmp_path / "r", "json"), OutputFile.of(tmp_path / "r", "page")]
        )


def test_names_that_differ_in_case_clash_where_the_disk_ignores_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pair = [table(tmp_path / "Duo\u00e9.csv"), table(tmp_path / "duoe\u0301.csv")]
    monkeypatch.setattr(outputs_module, "ignores_case", lambda folder: False)
    check_outputs(pair)
    monkeypatch.setattr(outputs_module, "ignores_case", lambda folder: True)
    with pytest.raises(InputError, match="would both write"):
        check_outputs(pair)


def test_the_case_of_a_disk_is_detected(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "Case"
    folder.mkdir()
    assert not ignores_case(folder)
    (tmp_path / "cASE").symlink_to(folder)  # as a disk without case shows the same folder
    assert ignores_case(folder)


def test_unwritable_places_are_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(MediaError, match="writable folder"):
        check_outputs([table(tmp_path / "file" / "a.csv")])
    (tmp_path / "a.csv").mkdir()
    with pytest.raises(InputError, match="is a folder"):
        check_outputs([table(tmp_path / "a.csv")], overwrite=True)
    too_long = tmp_path / ("n" * 300)
    check_outputs([table(too_long)], [too_long])  # the writer reports it


@pytest.mark.skipif(os.name != "posix", reason="a name of any bytes")
def test_names_that_are_no_utf8_are_checked(tmp_path: Path) -> None:
    name = os.fsdecode(b"caf\xe9.csv")
    (tmp_path / name).write_text("mine")
    with pytest.raises(InputError, match="was not written by AVOL"):
        check_outputs([table(tmp_path / name)])


def test_a_full_disk_is_found_before_work_begins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = type(shutil.disk_usage(tmp_path))
    monkeypatch.setattr("shutil.disk_usage", lambda _: usage(100, 90, 10))
    with pytest.raises(MediaError, match="is full; free space"):
        check_outputs([OutputFile.of(tmp_path / "new" / "run.json", "json")])
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("appears", ["file", "link", "own"])
@pytest.mark.parametrize("overwrite", [False, True])
def test_a_file_that_appears_during_the_work_is_replaced_only_on_request(
    tmp_path: Path, appears: str, overwrite: bool
) -> None:
    path, other = tmp_path / "a.csv", tmp_path / "other.txt"
    other.write_text("mine")
    check_outputs([table(path)], overwrite=overwrite)
    refused = appears != "own" and not overwrite
    with (
        pytest.raises(MediaError, match=r"a\.csv” has appeared") if refused else nullcontext(),
        map_writer(tmp_path / "a", 0, Fraction(1, 25)),
    ):
        if appears == "file":
            path.write_text("mine")
        elif appears == "link":
            path.symlink_to(other)
        else:
            path.write_text(",".join(COLUMNS) + "\n")
    assert other.read_text() == "mine"
    assert (path.read_text() == "mine") == refused
    names = {path.name for path in tmp_path.iterdir()} - {"a.npz"}
    assert names == {"a.csv", "other.txt"}  # no temporary file is left


def test_the_newest_check_decides(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    check_outputs([table(path)])
    path.write_text("mine")
    check_outputs([table(path)], overwrite=True)
    with atomic_write(path) as part:
        part.write_text("new")
    assert path.read_text() == "new"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no pipes in folders")
@pytest.mark.timeout(20)
def test_pipes_and_devices_are_neither_read_nor_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "a.csv"
    os.mkfifo(pipe)
    assert not is_own(pipe, "table")
    for path in (pipe, Path("/dev/null")):
        assert not is_own(path, "json")
        for overwrite in (False, True):
            with pytest.raises(InputError, match="is not a file"):
                check_outputs([OutputFile.of(path, "json")], overwrite=overwrite)
    with pytest.raises(MediaError, match="is not a file"), atomic_write(pipe):
        pass
    assert pipe.is_fifo()
