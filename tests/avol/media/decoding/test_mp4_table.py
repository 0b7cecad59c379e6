"""Packet tables from the sample tables of MP4, compared with those from packets."""

from pathlib import Path
from typing import Any, Literal

import numpy as np
import pytest

from avol.media import AudioTrack, VideoFile
from avol.media.decoding import mp4_table
from avol.media.decoding.container import open_container
from avol.media.decoding.packet_reader import PacketReader
from avol.media.decoding.packet_table import PacketTable
from tests.avol.media.test_video_reader import COUNT, KINDS, OPEN
from tests.support.synthetic import coded_images, make_media, number_of, tone_audio

PAUSE = [k / 25 + 7 * (k > 30) + 0.006 * (k % 3) for k in range(COUNT)]
PAUSES: dict[str, Any] = {"times": PAUSE, "b_frames": 3, "gop": 24}


def sample_tables(path: Path) -> tuple[PacketTable, ...] | None:
    with open_container(path) as container:
        streams = (*container.streams.video, *container.streams.audio)
        return mp4_table.sample_tables(container, path, streams)


@pytest.mark.parametrize(
    "kind",
    [
        "plain.mp4",
        "no-b-frames.mp4",
        "pyramid.mp4",
        "uneven.mp4",
        "ntsc.mp4",
        "film.mov",
        "pause.mp4",
    ],
)
def test_tables_agree_with_packets(tmp_path: Path, kind: str) -> None:
    settings: dict[str, Any] = {"audio": tone_audio(2.0, 48_000, 2)} | (
        KINDS | {"pause.mp4": PAUSES}
    )[kind]
    path = make_media(tmp_path / kind, coded_images(COUNT), **settings)
    tables = sample_tables(path)
    assert tables is not None
    media: list[Literal["video", "audio"]] = ["video", "audio"]
    for table, medium in zip(tables, media, strict=True):
        with PacketReader(path, medium) as reader:
            assert table.pts.tolist() == reader.table.pts.tolist()
            assert table.keyframe.tolist() == reader.table.keyframe.tolist()
            assert table.span == pytest.approx(reader.table.span)


def test_a_pause_between_the_probes_keeps_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mp4_table, "LONG", 1)
    path = make_media(tmp_path / "pause.mp4", coded_images(COUNT), **PAUSES)
    with VideoFile(path) as video:
        assert [frame.time for frame in video.frames()] == pytest.approx(PAUSE, abs=1e-4)
        assert [number_of(frame.image) for frame in video.frames()] == list(range(COUNT))


def test_audio_by_the_table_equals_that_by_packets(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.mp4"
    make_media(path, coded_images(50), audio=tone_audio(2.0, 44_100, 2), audio_rate=44_100)
    with AudioTrack(path) as track:
        expected, span = track.samples(0, 96_000), (track.start, track.stop)
    monkeypatch.setattr(mp4_table, "LONG", 1)
    path = path.rename(tmp_path / "b.mp4")  # it is read again
    with AudioTrack(path) as track:
        assert (track.start, track.stop) == span
        assert np.array_equal(track.samples(0, 96_000), expected)


@pytest.mark.parametrize("kind", ["late.mkv", "late.ts", "mpeg4.avi"])
def test_unreliable_table_is_rejected(tmp_path: Path, kind: str) -> None:
    assert sample_tables(make_media(tmp_path / kind, coded_images(COUNT), **KINDS[kind])) is None


def test_table_of_a_truncated_file_is_rejected(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "cut.mp4"
    make_media(path, coded_images(COUNT), container={"movflags": "faststart"})
    path.write_bytes(path.read_bytes()[: path.stat().st_size * 2 // 3])
    assert sample_tables(path) is None
    monkeypatch.setattr(mp4_table, "LONG", 1)
    with VideoFile(path) as video:
        assert 1 < len(video.index) < COUNT
        assert number_of(video.frame(5).image) == 5


def test_open_gop_frames_are_exact_with_the_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mp4_table, "LONG", 1)
    path = make_media(tmp_path / "open.mp4", coded_images(COUNT), b_frames=3, options=OPEN)
    with VideoFile(path) as video:
        assert [number_of(video.frame(i).image) for i in range(COUNT - 1, -1, -7)] == list(
            range(COUNT - 1, -1, -7)
        )
        assert all(
            number_of(frame.image) == frame.index
            for frame in (video.preview(i) for i in range(COUNT))
        )
