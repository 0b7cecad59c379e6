"""Folders, lists, the CSVs of AudioSet and VGG-Sound, and their splits."""

import os
from pathlib import Path

import pytest

from avol.data.catalogue.ontology import instrument_classes, load_ontology
from avol.data.shards.segment import VideoSegment
from avol.data.shards.source_lists import load_source_list, select_segments
from avol.errors import InputError

AUDIOSET = """\
# Segments csv created Sun Mar  5 10:54:25 2017
# YTID, start_seconds, end_seconds, positive_labels
--PJHxphWEs, 30.000, 40.000, "/m/09x0r,/t/dd00088"
-0SdAVK79lg, 0.000, 9.500, "/m/0155w"
gone_______, 1.000, 2.000, "/m/0155w"
"""
VGGSOUND = """\
---g-f_I2yQ,1,"people marching, far away",test
--0PQM4-hqg,30,waterfall burbling,train
--0PQM4-hqg,160,waterfall burbling,train
"""


def _touch(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"x")


def _write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_a_folder_is_searched_recursively(tmp_path: Path) -> None:
    _touch(tmp_path, "b.MP4", "deep/a.webm", "notes.txt", "c.mp3")
    segments = load_source_list(tmp_path)
    assert [s.video for s in segments] == ["b.MP4", "deep/a.webm"]
    assert all(s.path.is_file() and (s.start, s.stop) == (0, None) for s in segments)


def test_a_list_names_paths_relative_to_a_folder(tmp_path: Path) -> None:
    _touch(tmp_path, "videos/a.mp4", "a.mp4")
    listing = _write(tmp_path / "list.txt", "# mine\na.mp4\n\nno.mp4\n")
    assert [s.path for s in load_source_list(listing)] == [tmp_path / "a.mp4", tmp_path / "no.mp4"]
    assert load_source_list(listing, tmp_path / "videos")[0].path == tmp_path / "videos" / "a.mp4"


def test_audioset(tmp_path: Path) -> None:
    _touch(tmp_path, "x/--PJHxphWEs.mkv", "-0SdAVK79lg_0.000_9.500.mp4")
    one, two, lost = load_source_list(_write(tmp_path / "segments.csv", AUDIOSET))
    path = tmp_path / "x" / "--PJHxphWEs.mkv"
    assert one == VideoSegment("--PJHxphWEs", path, 30, 40, ("/m/09x0r", "/t/dd00088"))
    assert (two.stop, two.labels) == (9.5, ("/m/0155w",))
    assert two.path.name == "-0SdAVK79lg_0.000_9.500.mp4"
    assert not lost.path.exists()


def test_vggsound_selects_the_file_by_start_time(tmp_path: Path) -> None:
    _touch(tmp_path, "---g-f_I2yQ_000001.mp4", *(f"--0PQM4-hqg_{t:06}.mp4" for t in (160, 30)))
    rows = load_source_list(_write(tmp_path / "vggsound.csv", VGGSOUND))
    assert [s.path.stem[-6:] for s in rows] == ["000001", "000030", "000160"]
    assert rows[0].labels == ("people marching, far away",)
    assert [(s.start, s.stop, s.split) for s in rows] == [
        (1, 11, "test"),
        (30, 40, "train"),
        (160, 170, "train"),
    ]
    assert select_segments(rows, "test") == rows[:1]
    assert select_segments(rows, "train") + select_segments(rows, "val") == rows[1:]


def test_splits_are_by_video_with_the_papers_proportion() -> None:
    segments = [VideoSegment(f"v{i // 3}", Path(f"{i}.mp4")) for i in range(6000)]
    train, val = select_segments(segments, "train"), select_segments(segments, "val")
    assert len(train) + len(val) == len(segments)
    assert not {s.video for s in train} & {s.video for s in val}
    assert len(val) / len(segments) == pytest.approx(30 / 293, abs=0.02)
    assert select_segments(segments) == segments


def test_classes_select_segments_by_any_label() -> None:
    one, two = (
        VideoSegment(v, Path(v), labels=labels) for v, labels in (("a", ("g", "x")), ("b", ("x",)))
    )
    assert select_segments([one, two], classes=frozenset({"g", "m"})) == [one]


def test_invalid_lists_are_rejected(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        load_source_list(tmp_path / "none.txt")
    with pytest.raises(InputError, match="no folder"):
        load_source_list(_write(tmp_path / "l.txt", "a.mp4"), tmp_path / "nowhere")
    with pytest.raises(InputError, match=r"line 1: 3 fields are neither AudioSet's"):
        load_source_list(_write(tmp_path / "bad.csv", "a,b,c\n"))
    for row, fault in (
        ("a, nan, 3, x", "the start “nan”"),
        ("a, 0, 1e999, x", "the end “1e999”"),
        ("a, -1, 3, x", "the start “-1”"),
        ("a, 3, 3, x", "the end 3 is not after the start 3"),
        (", 1, x, test", "the id is empty"),
    ):
        path = _write(tmp_path / "bad.csv", f"# by hand\ngood, 1, 2, x\n\n{row}\n")
        with pytest.raises(InputError, match=f"line 4: {fault}"):
            load_source_list(path)
    for name in ("empty.txt", "empty.lst"):
        with pytest.raises(InputError, match="names no file"):
            load_source_list(_write(tmp_path / name, "# nothing\n"))
    (tmp_path / "folder").mkdir()
    with pytest.raises(InputError, match="contains no video"):
        load_source_list(tmp_path / "folder")
    with pytest.raises(InputError, match="names no test split"):
        select_segments([VideoSegment("a", Path("a"))], "test")
    with pytest.raises(InputError, match="no split"):
        select_segments([], "dev")  # pyright: ignore[reportArgumentType]


@pytest.mark.skipif("AVOL_DATA" not in os.environ, reason="needs AudioSet's own lists")
def test_audioset_instruments_from_the_published_lists() -> None:
    folder = Path(os.environ["AVOL_DATA"]) / "annotations"
    classes = instrument_classes(load_ontology(folder / "audioset_ontology.json"))
    evaluation = select_segments(
        load_source_list(folder / "audioset_eval_segments.csv"), classes=classes
    )
    assert len(evaluation) == 4361
    balanced = select_segments(
        load_source_list(folder / "audioset_balanced_train_segments.csv"), classes=classes
    )
    assert len(balanced) == 4654
    train, val = select_segments(balanced, "train"), select_segments(balanced, "val")
    assert len(train) + len(val) == 4654
    assert 0.08 < len(val) / 4654 < 0.13
