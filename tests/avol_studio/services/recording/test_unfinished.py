"""Only folders that AVOL has recorded into count as unfinished recordings."""

from pathlib import Path

import pytest

from avol.errors import InputError
from avol.io.results import COLUMNS
from avol_studio.services.recording.finalize import finalize_recording, unfinished_recordings
from avol_studio.services.recording.map_log import pack_start


def make_recording(folder: Path, table: str) -> None:
    folder.mkdir()
    (folder / "take.mp4").write_bytes(b"video")
    (folder / "take.csv").write_text(table)
    (folder / "maps.part").write_bytes(pack_start(0.0))


def test_files_of_the_same_names_are_no_recording(tmp_path: Path) -> None:
    (tmp_path / "maps.part").write_text("a download")
    make_recording(tmp_path / "mine", "a,b\n1,2\n")
    make_recording(tmp_path / "take", ",".join(COLUMNS) + "\r\n")
    assert unfinished_recordings(tmp_path) == [tmp_path / "take"]
    assert unfinished_recordings(tmp_path / "take") == [tmp_path / "take"]
    assert unfinished_recordings(tmp_path / "mine") == []


@pytest.mark.parametrize("name", ["film.mp4", "take.npz"])
def test_files_of_someone_else_are_not_replaced(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "take"
    make_recording(folder, ",".join(COLUMNS) + "\r\n")
    (folder / name).write_text("mine")
    with pytest.raises(InputError, match="was not written by AVOL"):
        finalize_recording(folder, None)
    assert (folder / name).read_text() == "mine"
    assert (folder / "take.mp4").read_bytes() == b"video"
