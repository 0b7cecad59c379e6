"""AnnotationStore: saving, undo, unreadable files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtGui import QUndoStack

from avol_studio.services.annotation.annotation_store import (
    AnnotationStore,
    BoxAnnotation,
    FrameAnnotation,
)

VIOLIN = BoxAnnotation(box=(0.1, 0.2, 0.3, 0.5), label="violin")
CELLO = BoxAnnotation(box=(0.5, 0.2, 0.8, 0.9), label="cello")
CAT = BoxAnnotation(box=(0.0, 0.0, 0.1, 0.1), label="cat", silent=True)


@pytest.fixture
def stack() -> QUndoStack:
    return QUndoStack()


@pytest.fixture
def store(stack: QUndoStack, tmp_path: Path) -> AnnotationStore:
    store = AnnotationStore(stack)
    store.load(tmp_path / "folder" / "boxes.json")
    return store


def test_every_change_is_saved_and_can_be_undone(
    store: AnnotationStore, stack: QUndoStack, tmp_path: Path
) -> None:
    store.set_frame("Draw box", FrameAnnotation(time=1.0, boxes=(VIOLIN,)))
    store.set_frame("Draw box", FrameAnnotation(time=0.5, boxes=(CAT, CELLO)))

    def saved() -> tuple[FrameAnnotation, ...]:
        other = AnnotationStore(QUndoStack())
        other.load(tmp_path / "folder" / "boxes.json")
        return other.frames

    both = (
        FrameAnnotation(time=0.5, boxes=(CAT, CELLO)),
        FrameAnnotation(time=1.0, boxes=(VIOLIN,)),
    )
    assert store.frames == saved() == both
    stack.undo()
    assert store.frames == saved() == both[1:]
    stack.redo()
    assert saved() == both
    store.set_frame("Delete boxes", FrameAnnotation(time=1.0))
    assert saved() == both[:1]
    assert not list(tmp_path.rglob("*.part"))


def test_change_without_effect_is_no_undo_step(store: AnnotationStore, stack: QUndoStack) -> None:
    store.set_frame("Draw box", FrameAnnotation(time=1.0, boxes=(VIOLIN,)))
    store.set_frame("Draw box", FrameAnnotation(time=1.0, boxes=(VIOLIN,)))
    store.set_frames("Import boxes", [FrameAnnotation(time=1.0, boxes=(VIOLIN,))])
    assert stack.count() == 1


def test_several_frames_are_one_undo_step(store: AnnotationStore, stack: QUndoStack) -> None:
    edited: list[float] = []
    store.frame_edited.connect(edited.append)
    store.set_frames("Import boxes", [FrameAnnotation(time=t, absent=True) for t in (3.0, 1.0)])
    assert [frame.time for frame in store.frames] == [1.0, 3.0]
    stack.undo()
    assert store.frames == ()
    assert not edited


def test_file_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    path, text = tmp_path / "boxes.json", '{"format": 2, "frames": [], "groups": [1]}'
    path.write_text(text)
    store, messages = AnnotationStore(QUndoStack()), []
    store.message.connect(messages.append)
    store.load(path)
    assert "newer AVOL" in messages[0].text
    assert not store.has_file
    store.set_frame("Draw box", FrameAnnotation(time=1.0, boxes=(VIOLIN,)))
    assert [file.read_text() for file in tmp_path.iterdir()] == [text]


@pytest.mark.parametrize("text", ["{broken", "[]", "[" * 100_000, '{"format": 1}'])
def test_unreadable_file_is_renamed(tmp_path: Path, text: str) -> None:
    path = tmp_path / "boxes.json"
    path.write_text(text)
    store = AnnotationStore(QUndoStack())
    store.load(path)
    assert store.frames == ()
    store.set_frame("Draw box", FrameAnnotation(time=1.0, boxes=(VIOLIN,)))
    assert (tmp_path / "boxes.bad").read_text() == text
    assert json.loads(path.read_text())["format"] == 1


def test_failed_save_sends_a_message(store: AnnotationStore, tmp_path: Path) -> None:
    (tmp_path / "folder").write_text("a file where the folder should be")
    messages: list[object] = []
    store.message.connect(messages.append)
    store.set_frame("Draw box", FrameAnnotation(time=1.0, boxes=(VIOLIN,)))
    assert len(messages) == 1
    assert store.frames
