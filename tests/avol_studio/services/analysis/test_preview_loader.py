"""Thumbnails for the timeline: a key frame at once, then the exact frame."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from avol_studio.services.analysis.annotation_folder import AnnotationFolder, Storage
from avol_studio.services.analysis.preview_loader import PreviewLoader, Thumbnail
from tests.support.fakes import FakeDependencies
from tests.support.studio import EventRecorder


@pytest.fixture
def events() -> EventRecorder:
    return EventRecorder()


@pytest.fixture
def loader(
    clip: Path, parts: FakeDependencies, events: EventRecorder, tmp_path: Path
) -> Iterator[PreviewLoader]:
    loader = PreviewLoader(clip, parts.dependencies(), Storage.of(tmp_path / "storage"), events)
    yield loader
    loader.close()
    assert loader.join(20)


def test_the_exact_frame_follows_its_key_frame(
    loader: PreviewLoader, events: EventRecorder
) -> None:
    loader.request_thumbnail(31)
    events.wait(Thumbnail, lambda thumbnail: thumbnail.index == 31)
    assert [(each.index, each.time) for each in events.all(Thumbnail)] == [(24, 0.96), (31, 1.24)]


def test_a_key_frame_is_sent_once(loader: PreviewLoader, events: EventRecorder) -> None:
    loader.request_thumbnail(36)
    events.wait(Thumbnail)
    loader.request_thumbnail(37)
    events.wait(Thumbnail, lambda thumbnail: thumbnail.index == 37)
    assert [each.index for each in events.all(Thumbnail)] == [36, 36, 37]
    assert len(events.all(AnnotationFolder)) <= 1
