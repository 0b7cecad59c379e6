"""Packets that a seek leaves out: the other frames decode to the same bytes without them."""

from pathlib import Path
from typing import Any

import av
import pytest

from avol.media.decoding.disposable import disposable_check
from tests.avol.media.test_video_reader import OPEN, OPEN_HEVC, PYRAMID
from tests.support.synthetic import coded_images, make_media

COUNT = 60
LAYERS = {"x265-params": "log-level=none:temporal-layers=2:bframes=4:b-adapt=0:keyint=30"}
HEVC = {"x265-params": "log-level=none:bframes=4:b-adapt=0:keyint=30"}

SKIPPING: dict[str, dict[str, Any]] = {
    "plain.mp4": {"gop": 30, "b_frames": 3},
    "pyramid.mp4": {"gop": 30, "b_frames": 5, "options": PYRAMID},
    "pyramid.ts": {"gop": 30, "b_frames": 5, "options": PYRAMID},
    "many-b-frames.mkv": {"gop": 60, "b_frames": 16, "options": {"x264-params": "b-adapt=0"}},
    "open-gop.mp4": {"b_frames": 3, "options": OPEN},
    "hevc.mp4": {"codec": "libx265", "options": HEVC},
    "hevc.ts": {"codec": "libx265", "options": HEVC},
    "open-gop-hevc.mkv": {"codec": "libx265", "options": OPEN_HEVC},
    "mpeg4.mp4": {"codec": "mpeg4"},
    "mpeg4.mkv": {"codec": "mpeg4", "gop": 30, "b_frames": 3},
    "mpeg2.ts": {"codec": "mpeg2video"},
    "mpeg1.mkv": {"codec": "mpeg1video"},
}
WHOLE: dict[str, dict[str, Any]] = {
    "no-b-frames.mp4": {"b_frames": 0},
    "mpeg4.mp4": {"codec": "mpeg4", "b_frames": 0},
    "mpeg2.ts": {"codec": "mpeg2video", "b_frames": 0},
    "layers.mp4": {"codec": "libx265", "options": LAYERS},
    "layers.ts": {"codec": "libx265", "options": LAYERS},
    "vp8.webm": {"codec": "libvpx", "options": {"deadline": "realtime", "cpu-used": "8"}},
}


def decode(path: Path, skips: bool) -> tuple[dict[int | None, bytes], int]:
    """Return the bytes of the decoded frames by time, and the number of packets left out."""
    left_out = 0
    with av.open(path) as container:
        stream = container.streams.video[0]
        codec = stream.codec_context
        is_disposable, frames = disposable_check(codec), dict[int | None, bytes]()
        for packet in container.demux(stream):
            if skips and packet.size and is_disposable(packet):
                left_out += 1
            else:
                frames |= {f.pts: f.to_ndarray().tobytes() for f in codec.decode(packet)}
    return frames, left_out


@pytest.mark.parametrize("name", SKIPPING)
def test_other_frames_are_the_same(tmp_path: Path, name: str) -> None:
    path = make_media(tmp_path / name, coded_images(COUNT), **SKIPPING[name])
    played, _ = decode(path, skips=False)
    others, left_out = decode(path, skips=True)
    assert left_out >= COUNT // 4
    assert len(others) == len(played) - left_out == COUNT - left_out
    assert all(played[time] == image for time, image in others.items())


@pytest.mark.parametrize("name", WHOLE)
def test_references_are_kept(tmp_path: Path, name: str) -> None:
    path = make_media(tmp_path / name, coded_images(COUNT), **WHOLE[name])
    assert decode(path, skips=True)[1] == 0


@pytest.mark.parametrize("name", ["plain.mp4", "hevc.mp4"])
def test_damaged_packets_are_kept(tmp_path: Path, name: str) -> None:
    path = make_media(tmp_path / name, coded_images(COUNT), **SKIPPING[name])
    with av.open(path) as container:
        stream = container.streams.video[0]
        is_disposable = disposable_check(stream.codec_context)
        whole = [bytes(p) for p in container.demux(stream) if p.size and is_disposable(p)]
    assert whole
    for data in whole:
        assert not is_disposable(av.Packet(data[:-1]))
        assert not is_disposable(av.Packet(data + b"\0\0"))
