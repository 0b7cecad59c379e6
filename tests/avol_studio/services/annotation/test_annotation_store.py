"""What is kept of marked frames, and how lists of boxes are read and written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF
from PySide6.QtGui import QUndoStack

from avol.errors import AvolError, InputError
from avol.evaluation.localization.box_formats import load_boxes
from avol_studio.core.state.player_state import OpenedMedia
from avol_studio.services.annotation.annotation_store import (
    AnnotationStore,
    BoxAnnotation,
    FrameAnnotation,
)
from avol_studio.services.annotation.box_io import export_boxes, import_boxes, question_of
from avol_studio.ui.annotation.geometry import MOVE, NEW, BoxHandle, ImageGeometry, resized
from tests.support.fakes import FakeVideo

VIOLIN = BoxAnnotation(box=(0.1, 0.2, 0.3, 0.5), label="violin")
CELLO = BoxAnnotation(box=(0.5, 0.2, 0.8, 0.9), label="cello")
CAT = BoxAnnotation(box=(0.0, 0.0, 0.1, 0.1), label="cat", silent=True)


def media(path: Path) -> OpenedMedia:
    video = FakeVideo(path, start=2.0)
    return OpenedMedia(path, video.info, video.index, 1)


@pytest.fixture
def stack() -> QUndoStack:
    return QUndoStack()


@pytest.fixture
def marks(stack: QUndoStack, tmp_path: Path) -> AnnotationStore:
    made = AnnotationStore(stack)
    made.load(tmp_path / "kept" / "boxes.json")
    return made


def test_every_change_is_on_disk_at_once_and_can_be_undone(
    marks: AnnotationStore, stack: QUndoStack, tmp_path: Path
) -> None:
    marks.change("Draw box", FrameAnnotation(time=1.0, boxes=(VIOLIN,)))
    marks.change("Draw box", FrameAnnotation(time=0.5, boxes=(CAT, CELLO)))

    def kept() -> tuple[FrameAnnotation, ...]:
        other = AnnotationStore(QUndoStack())
        other.load(tmp_path / "kept" / "boxes.json")
        return other.frames

    both = (
        FrameAnnotation(time=0.5, boxes=(CAT, CELLO)),
        FrameAnnotation(time=1.0, boxes=(VIOLIN,)),
    )
    assert marks.frames == kept() == both
    stack.undo()
    assert marks.frames == kept() == both[1:]
    stack.redo()
    assert kept() == both
    marks.change("Delete boxes", FrameAnnotation(time=1.0))
    assert kept() == both[:1]
    assert not list(tmp_path.rglob("*.part"))


def test_what_changes_nothing_is_no_step_to_undo(marks: AnnotationStore, stack: QUndoStack) -> None:
    marks.change("Draw box", FrameAnnotation(time=1.0, boxes=(VIOLIN,)))
    marks.change("Draw box", FrameAnnotation(time=1.0, boxes=(VIOLIN,)))
    marks.replace("Import boxes", [FrameAnnotation(time=1.0, boxes=(VIOLIN,))])
    assert stack.count() == 1


def test_several_frames_are_one_step(marks: AnnotationStore, stack: QUndoStack) -> None:
    touched: list[float] = []
    marks.touched.connect(touched.append)
    marks.replace("Import boxes", [FrameAnnotation(time=t, absent=True) for t in (3.0, 1.0)])
    assert [frame.time for frame in marks.frames] == [1.0, 3.0]
    stack.undo()
    assert marks.frames == ()
    assert not touched


@pytest.mark.parametrize("text", ["{torn", '{"format": 2, "frames": []}', "[]"])
def test_what_cannot_be_read_is_kept_aside(tmp_path: Path, text: str) -> None:
    path = tmp_path / "boxes.json"
    path.write_text(text)
    marks = AnnotationStore(QUndoStack())
    marks.load(path)
    assert marks.frames == ()
    marks.change("Draw box", FrameAnnotation(time=1.0, boxes=(VIOLIN,)))
    assert (tmp_path / "boxes.bad").read_text() == text
    assert json.loads(path.read_text())["format"] == 1


def test_a_full_disk_is_said(marks: AnnotationStore, tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("a file where the folder should be")
    said: list[object] = []
    marks.message.connect(said.append)
    marks.change("Draw box", FrameAnnotation(time=1.0, boxes=(VIOLIN,)))
    assert len(said) == 1
    assert marks.frames


def test_what_is_exported_comes_back(tmp_path: Path) -> None:
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


def test_rows_of_other_files_stay(tmp_path: Path) -> None:
    path = tmp_path / "boxes.json"
    one, two = FrameAnnotation(time=2.0, boxes=(VIOLIN,)), FrameAnnotation(time=2.4, boxes=(CELLO,))
    export_boxes(path, "one.mp4", [one])
    assert export_boxes(path, "two.mp4", [two]) == 1
    assert export_boxes(path, "one.mp4", [two]) == 1
    assert [(item.file, item.label) for item in load_boxes(path)] == [
        ("two.mp4", "cello"), ("one.mp4", "cello"),
    ]  # fmt: skip


def test_what_is_no_list_is_not_written_over(tmp_path: Path) -> None:
    path = tmp_path / "boxes.json"
    path.write_text('{"mine": 1}')
    with pytest.raises(InputError, match="no list of boxes"):
        export_boxes(path, "one.mp4", [FrameAnnotation(time=2.0, boxes=(VIOLIN,))])
    assert path.read_text() == '{"mine": 1}'
    with pytest.raises(InputError, match="mark one first"):
        export_boxes(tmp_path / "new.json", "one.mp4", [FrameAnnotation(time=2.0, boxes=(CAT,))])


def test_import_finds_the_rows_of_this_file(tmp_path: Path) -> None:
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
    found = import_boxes(path, media(tmp_path / "clip.mp4"))
    assert found.left_out == 1
    # 25 frames a second from second 2: the frame on screen at 2.51 is that of 2.48
    assert [round(frame.time, 2) for frame in found.frames] == [2.48, 4.0]
    assert [box.label for box in found.frames[0].boxes] == ["dog", "cow", ""]
    assert found.frames[0].silent[0].box == (0, 0, 1, 1)
    with pytest.raises(AvolError, match="no row for “gone"):
        import_boxes(path, media(tmp_path / "gone.mp4"))


def test_vggss_has_names_without_ending(tmp_path: Path) -> None:
    path = tmp_path / "vggss.json"
    row = {"file": "zpWuikVorYg_000032", "class": "elk", "bbox": [[0.4, 0.25, 0.6, 0.75]]}
    path.write_text(json.dumps([row]))
    (frame,) = import_boxes(path, media(tmp_path / "zpWuikVorYg_000032.mp4")).frames
    assert frame.boxes == (BoxAnnotation(box=(0.4, 0.25, 0.6, 0.75), label="elk"),)


def test_a_frame_with_silent_things_only_asks_nothing() -> None:
    assert question_of("clip.mp4", FrameAnnotation(time=1.0, boxes=(CAT,))) is None


places = st.floats(0, 1)
boxes = st.tuples(places, places, places, places).map(
    lambda b: (min(b[0], b[2]), min(b[1], b[3]), max(b[0], b[2]), max(b[1], b[3]))
)
sides = st.sampled_from([(x, y) for x in (-1, 0, 1) for y in (-1, 0, 1)])


@given(boxes, sides, st.tuples(st.floats(-2, 2), st.floats(-2, 2)))
def test_a_box_stays_a_box_in_the_picture(
    box: tuple[float, float, float, float], by: tuple[int, int], way: tuple[float, float]
) -> None:
    x0, y0, x1, y1 = resized(box, by, way)
    assert 0 <= x0 <= x1 <= 1
    assert 0 <= y0 <= y1 <= 1
    if by == MOVE:
        assert x1 - x0 == pytest.approx(box[2] - box[0])
        assert y1 - y0 == pytest.approx(box[3] - box[1])


@pytest.mark.parametrize("mirrored", [False, True])
def test_what_is_under_the_mouse(mirrored: bool) -> None:
    picture = ImageGeometry(QRectF(100, 50, 800, 400), mirrored)
    outlines = [(0.1, 0.1, 0.9, 0.9), (0.2, 0.2, 0.4, 0.4)]
    rect = picture.to_widget_rect(outlines[1])
    assert picture.to_image(rect.center()) == pytest.approx((0.3, 0.3))
    assert picture.handle_at(outlines, rect.center(), None) == BoxHandle(1, MOVE)
    corner = rect.topRight() if mirrored else rect.topLeft()
    assert picture.handle_at(outlines, corner, 1) == BoxHandle(1, (-1, -1))
    assert picture.handle_at(outlines, rect.center(), 1) == BoxHandle(1, MOVE)
    assert picture.handle_at(outlines, picture.rect.topLeft(), None) is None
    assert NEW == (1, 1)
