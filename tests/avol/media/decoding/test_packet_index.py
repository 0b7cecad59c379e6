"""Frame index from the sample table, compared with that from packets."""

from pathlib import Path

import pytest

from avol.media import FrameIndex, VideoFile
from avol.media.decoding import packet_index
from avol.media.decoding.image_decoder import ImageDecoder
from tests.avol.media.test_video_reader import COUNT, KINDS, OPEN
from tests.support.synthetic import coded_images, make_media, number_of


def table_index(path: Path) -> FrameIndex | None:
    decoder = ImageDecoder(path, "slice")
    try:
        return packet_index.index_from_table(decoder)
    finally:
        decoder.close()


@pytest.mark.parametrize(
    "kind", ["plain.mp4", "no-b-frames.mp4", "pyramid.mp4", "uneven.mp4", "ntsc.mp4", "film.mov"]
)
def test_table_agrees_with_packets(tmp_path: Path, kind: str) -> None:
    path = make_media(tmp_path / kind, coded_images(COUNT), **KINDS[kind])
    index = table_index(path)
    assert index is not None
    with VideoFile(path) as video:
        assert index.pts.tolist() == video.index.pts.tolist()
        assert index.keyframe.tolist() == video.index.keyframe.tolist()


@pytest.mark.parametrize("kind", ["late.mkv", "late.ts", "mpeg4.avi"])
def test_unreliable_table_is_rejected(tmp_path: Path, kind: str) -> None:
    assert table_index(make_media(tmp_path / kind, coded_images(COUNT), **KINDS[kind])) is None


def test_table_of_a_truncated_file_is_rejected(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "cut.mp4"
    make_media(path, coded_images(COUNT), container={"movflags": "faststart"})
    path.write_bytes(path.read_bytes()[: path.stat().st_size * 2 // 3])
    assert table_index(path) is None
    monkeypatch.setattr(packet_index, "LONG", 1)
    with VideoFile(path) as video:
        assert 1 < len(video.index) < COUNT
        assert number_of(video.frame(5).image) == 5


def test_open_gop_frames_are_exact_with_the_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packet_index, "LONG", 1)
    path = make_media(tmp_path / "open.mp4", coded_images(COUNT), b_frames=3, options=OPEN)
    with VideoFile(path) as video:
        assert [number_of(video.frame(i).image) for i in range(COUNT - 1, -1, -7)] == list(
            range(COUNT - 1, -1, -7)
        )
        assert all(
            number_of(frame.image) == frame.index
            for frame in (video.preview(i) for i in range(COUNT))
        )
