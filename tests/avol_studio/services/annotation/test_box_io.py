"""Import and export of box lists."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from avol.errors import AvolError, InputError
from avol.evaluation.localization.box_formats import load_boxes
from avol_studio.core.state.player_state import OpenedMedia
from avol_studio.services.annotation.annotation_store import BoxAnnotation, FrameAnnotation
from avol_studio.services.annotation.box_io import export_boxes, import_boxes, to_box_item
from tests.support.fakes import FakeVideo

VIOLIN = BoxAnnotation(box=(0.1, 0.2, 0.3, 0.5), label="violin")
CELLO = BoxAnnotation(box=(0.5, 0.2, 0.8, 0.9), label="cello")
CAT = BoxAnnotation(box=(0.0, 0.0, 0.1, 0.1), label="cat", silent=True)


def media(path: Path) -> OpenedMedia:
    video = FakeVideo(path, start=2.0)
    return OpenedMedia(path, video.info, video.index, 1)


def test_export_and_import_are_inverse(tmp_path: Path) -> None:
    path, clip = tmp_path / "boxes.json", tmp_path / "clip.mp4"
    frames = (
        FrameAnnotation(time=2.0, boxes=(CELLO, VIOLIN, BoxAnnotation(box=CAT.box, silent=True))),
        FrameAnnotation(time=2.04, absent=True, label="dog"),
        FrameAnnotation(time=2.4, boxes=(VIOLIN,)),
    )
    silent_only = FrameAnnotation(time=3.0, boxes=(CAT,))
    assert export_boxes(path, "clip.mp4", (*frames, silent_only)) == 0
    rows = json.loads(path.read_text())
    assert [row["class"] for row in rows] == ["cello + violin", "dog", "violin"]
    assert import_boxes(path, media(clip)).frames == frames


def test_export_keeps_rows_of_other_files(tmp_path: Path) -> None:
    path = tmp_path / "boxes.json"
    one, two = FrameAnnotation(time=2.0, boxes=(VIOLIN,)), FrameAnnotation(time=2.4, boxes=(CELLO,))
    export_boxes(path, "one.mp4", [one])
    assert export_boxes(path, "two.mp4", [two]) == 1
    assert export_boxes(path, "one.mp4", [two]) == 1
    assert [(item.file, item.label) for item in load_boxes(path)] == [
        ("two.mp4", "cello"), ("one.mp4", "cello"),
    ]  # fmt: skip


def test_export_does_not_overwrite_other_files(tmp_path: Path) -> None:
    path = tmp_path / "boxes.json"
    path.write_text('{"other": 1}')
    with pytest.raises(InputError, match="is not a box list"):
        export_boxes(path, "one.mp4", [FrameAnnotation(time=2.0, boxes=(VIOLIN,))])
    assert path.read_text() == '{"other": 1}'
    with pytest.raises(InputError, match="annotate one first"):
        export_boxes(tmp_path / "new.json", "one.mp4", [FrameAnnotation(time=2.0, boxes=(CAT,))])


def test_import_selects_the_rows_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "boxes.json"
    box = [0.1, 0.2, 0.3, 0.5]
    rows = [
        {"file": "videos/clip.mp4", "class": "dog", "bbox": [box], "time": 2.5},
        {"file": "clip", "class": "cat", "bbox": [box]},
        {"file": "clip.mp4", "class": "cow", "bbox": [box], "time": 2.51, "other": [[0, 0, 1, 1]]},
        {"file": "clip.mp4", "class": "cow", "bbox": [box], "sound": "other.wav"},
        {"file": "else.mp4", "class": "cow", "bbox": [box]},
    ]
    path.write_text(json.dumps(rows))
    imported = import_boxes(path, media(tmp_path / "clip.mp4"))
    assert imported.skipped == 1
    # 25 frames/s, first frame at 2 s: the frame on screen at 2.51 s starts at 2.48 s
    assert [round(frame.time, 2) for frame in imported.frames] == [2.48, 4.0]
    assert [box.label for box in imported.frames[0].boxes] == ["dog", "cow", ""]
    assert imported.frames[0].silent_boxes[0].box == (0, 0, 1, 1)
    with pytest.raises(AvolError, match="no row for “gone"):
        import_boxes(path, media(tmp_path / "gone.mp4"))


def test_import_accepts_vggss_names_without_extension(tmp_path: Path) -> None:
    path = tmp_path / "vggss.json"
    row = {"file": "zpWuikVorYg_000032", "class": "elk", "bbox": [[0.4, 0.25, 0.6, 0.75]]}
    path.write_text(json.dumps([row]))
    (frame,) = import_boxes(path, media(tmp_path / "zpWuikVorYg_000032.mp4")).frames
    assert frame.boxes == (BoxAnnotation(box=(0.4, 0.25, 0.6, 0.75), label="elk"),)


def test_frame_with_silent_boxes_only_is_no_item() -> None:
    assert to_box_item("clip.mp4", FrameAnnotation(time=1.0, boxes=(CAT,))) is None
