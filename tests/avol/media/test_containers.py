"""Containers without durations, with restarting time stamps, several tracks or changing formats."""

import io
import random
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from av.audio.stream import AudioStream
from av.container import OutputContainer
from av.stream import Disposition
from av.video.stream import VideoStream

from avol.errors import InputError
from avol.media import AudioTrack, VideoFile
from tests.support.synthetic import (
    click_audio,
    click_center,
    coded_images,
    frame_times,
    make_media,
    number_of,
    tone_audio,
)

COUNT, LENGTH, CLICK = 24, 0.96, 0.5
SOUND = click_audio([CLICK], LENGTH, 48_000) + 0.02 * tone_audio(LENGTH, 48_000)

Join = Callable[[bytes], bytes]


def _without_flv_header(data: bytes) -> bytes:
    return data[13:]


def _whole(data: bytes) -> bytes:
    return data


JOINED: dict[str, tuple[str, str, Join]] = {
    "twice.ts": ("libx264", "aac", _whole),
    "twice.mpg": ("mpeg2video", "mp2", _whole),
    "twice.mkv": ("libx264", "aac", _whole),
    "twice.flv": ("libx264", "aac", _without_flv_header),
}


def part(path: Path, codec: str = "libx264", audio_codec: str = "aac", start: float = 0.0) -> Path:
    times = frame_times(COUNT, start=start)
    return make_media(
        path, coded_images(COUNT), times, codec=codec,
        audio=SOUND, audio_codec=audio_codec, audio_start=start, gop=8,
        b_frames=0 if codec == "libvpx" else 2,
    )  # fmt: skip


def clicks(path: Path, count: int, track: int | None = None) -> list[float]:
    """The times of the loudest sample of each of `count` equal parts of the audio."""
    with AudioTrack(path, track) as audio:
        parts = np.array_split(np.abs(audio.mono(audio.start, audio.stop)), count)
        begins = np.cumsum([0, *(len(p) for p in parts[:-1])])
        peaks = [b + int(p.argmax()) for b, p in zip(begins, parts, strict=True)]
        return [(audio.start + peak) / 48_000 for peak in peaks]


def assert_plays_and_seeks(path: Path, expected: list[int]) -> None:
    with VideoFile(path) as video:
        played = [frame.image for frame in video.frames()]
        assert [number_of(image) for image in played] == expected
    with VideoFile(path) as video:
        for i in random.Random(1).sample(range(len(expected)), min(12, len(expected))):
            assert np.array_equal(video.frame(i).image, played[i]), i


@pytest.mark.parametrize("name", JOINED)
def test_joined_recordings_are_played_completely(tmp_path: Path, name: str) -> None:
    codec, audio_codec, join = JOINED[name]
    data = part(tmp_path / f"one{Path(name).suffix}", codec, audio_codec).read_bytes()
    path = tmp_path / name
    path.write_bytes(data + join(data))
    assert_plays_and_seeks(path, [*range(COUNT), *range(COUNT)])
    first, second = clicks(path, 2)
    with VideoFile(path) as video:
        times = [video.index.time(i) for i in range(2 * COUNT)]
        assert np.diff(times).max() < 0.15
        # Both parts keep their own synchronisation.
        assert second - first == pytest.approx(times[COUNT] - times[0], abs=0.002)
        assert video.info.duration == pytest.approx(2 * LENGTH, abs=0.15)


@pytest.mark.parametrize("start", [5000.0, 95_430.0])
def test_a_jump_of_transport_stream_times_is_closed(tmp_path: Path, start: float) -> None:
    path = tmp_path / "jump.ts"
    other = part(tmp_path / "b.ts", start=start).read_bytes()
    path.write_bytes(part(tmp_path / "a.ts").read_bytes() + other)
    assert_plays_and_seeks(path, [*range(COUNT), *range(COUNT)])
    with VideoFile(path) as video:
        assert video.info.duration == pytest.approx(2 * LENGTH, abs=0.15)


def test_a_pause_of_one_stream_is_no_jump(tmp_path: Path) -> None:
    path = tmp_path / "slides.ts"
    make_media(path, coded_images(3), [0.0, 12.0, 24.0], audio=tone_audio(24.5, 48_000))
    with VideoFile(path) as video:
        assert np.diff([video.index.time(i) for i in range(3)]) == pytest.approx([12.0, 12.0])


class _Pipe(io.RawIOBase):
    """An output file that cannot seek, so that the muxer cannot write the duration."""

    def __init__(self) -> None:
        super().__init__()
        self.data = bytearray()

    def writable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return False

    def write(self, data: bytes) -> int:  # pyright: ignore[reportIncompatibleMethodOverride]
        self.data += data
        return len(data)


def piped(source: Path, path: Path, container: str) -> Path:
    pipe = _Pipe()
    with av.open(str(source)) as old, av.open(pipe, "w", format=container) as new:
        streams = {s.index: new.add_stream_from_template(s) for s in old.streams}
        for packet in old.demux():
            if packet.dts is not None:
                packet.stream = streams[packet.stream.index]
                new.mux(packet)
    path.write_bytes(pipe.data)
    return path


@pytest.mark.parametrize(
    ("name", "codec", "audio_codec", "container"),
    [
        ("piped.mkv", "libx264", "aac", "matroska"),
        ("piped.webm", "libvpx", "libopus", "webm"),
        ("piped.avi", "mpeg4", "libmp3lame", "avi"),
        ("piped.flv", "libx264", "aac", "flv"),
    ],
)
def test_piped_files_end_with_their_last_packet(
    tmp_path: Path, name: str, codec: str, audio_codec: str, container: str
) -> None:
    source = part(tmp_path / "whole.mkv", codec, audio_codec)
    path = piped(source, tmp_path / name, container)
    with AudioTrack(path) as track:
        assert track.stop - track.start == pytest.approx(LENGTH * 48_000, abs=0.06 * 48_000)
        window = track.window_at(track.start / 48_000 + CLICK)
        assert np.abs(window).max() > 0.5
    with VideoFile(path) as video:
        assert video.info.duration == pytest.approx(LENGTH, abs=0.15)


@pytest.mark.parametrize(
    ("name", "codec"), [("a.flac", "flac"), ("a.aac", "aac"), ("a.mp3", "mp3")]
)
def test_audio_files_end_with_their_last_packet(tmp_path: Path, name: str, codec: str) -> None:
    """The header has no duration, or FFmpeg estimates it by the bit rate of the quiet start."""
    sound = np.concatenate([np.zeros((144_000, 1), np.float32), tone_audio(1.0, 48_000)])
    encoder = {"mp3": "libmp3lame"}.get(codec, codec)
    source = make_media(tmp_path / f"whole.{name}", audio=sound, audio_codec=encoder)
    path = piped(source, tmp_path / name, {"aac": "adts"}.get(codec, codec))
    with AudioTrack(path) as track:
        assert track.stop - track.start == pytest.approx(4 * 48_000, abs=4000)
        assert np.abs(track.window_at(3.6)).max() > 0.2


@pytest.mark.parametrize("default", [0, 1])
def test_default_tracks_are_chosen(tmp_path: Path, default: int) -> None:
    """Two videos and two sounds; the tracks with the flag count, as with FFmpeg."""
    path = tmp_path / "tracks.mkv"
    with av.open(str(path), "w") as file:
        streams = [_ffv1(file, 48), _ffv1(file, 96), _pcm(file, 1), _pcm(file, 2)]
        for i, stream in enumerate(streams):
            flag = Disposition.default if i % 2 == default else 0
            stream.disposition = Disposition(flag)
        for i, width in enumerate((48, 96)):
            image = np.full((32, width, 3), 100 * i, np.uint8)
            frame = av.VideoFrame.from_ndarray(image, "rgb24")
            file.mux([*streams[i].encode(frame.reformat(format="bgr0")), *streams[i].encode(None)])
            sound = np.full((1, 4800 * (i + 1)), 8000 * (i + 1), np.int16)
            samples = av.AudioFrame.from_ndarray(sound, "s16", "stereo" if i else "mono")
            samples.sample_rate = 48_000
            file.mux([*streams[2 + i].encode(samples), *streams[2 + i].encode(None)])
    with VideoFile(path) as video, AudioTrack(path) as track:
        assert video.info.width == (48, 96)[default]
        assert (video.info.audio_track, track.channels) == (default + 1, default + 1)
        assert [each.channels for each in video.info.audio_tracks] == [1, 2]
    other = 2 - default
    with VideoFile(path, audio_track=other) as video, AudioTrack(path, other) as track:
        assert (video.info.audio_track, track.channels) == (other, other)
    with pytest.raises(InputError, match="no audio track 3; choose one from 1 to 2"):
        AudioTrack(path, 3)


def _ffv1(file: OutputContainer, width: int) -> VideoStream:
    stream = file.add_stream("ffv1", rate=25)
    assert isinstance(stream, VideoStream)
    stream.width, stream.height, stream.pix_fmt = width, 32, "bgr0"
    return stream


def _pcm(file: OutputContainer, channels: int) -> AudioStream:
    stream = file.add_stream("pcm_s16le", rate=48_000, layout="stereo" if channels == 2 else "mono")
    assert isinstance(stream, AudioStream)
    return stream


def test_images_of_a_changing_size_are_scaled(tmp_path: Path) -> None:
    small = make_media(tmp_path / "a.ts", coded_images(COUNT)).read_bytes()
    large = [np.repeat(np.repeat(image, 2, 0), 2, 1) for image in coded_images(COUNT)]
    times = frame_times(COUNT, start=LENGTH)
    path = tmp_path / "sizes.ts"
    path.write_bytes(small + make_media(tmp_path / "b.ts", large, times).read_bytes())
    assert_plays_and_seeks(path, [*range(COUNT), *range(COUNT)])
    with VideoFile(path) as video:
        assert {frame.image.shape for frame in video.frames()} == {(64, 96, 3)}


def test_audio_of_a_changing_rate_and_layout_is_resampled(tmp_path: Path) -> None:
    path, data = tmp_path / "rates.ts", b""
    for i, (rate, channels) in enumerate([(48_000, 2), (44_100, 1), (32_000, 2)]):
        sound = click_audio([CLICK], LENGTH, rate, channels)
        data += make_media(
            tmp_path / f"{i}.ts", audio=sound, audio_rate=rate, audio_codec="mp2",
            audio_start=i * LENGTH,
        ).read_bytes()  # fmt: skip
    path.write_bytes(data)
    with AudioTrack(path) as track:
        assert track.channels == 2
        played, start = track.samples(track.start, track.stop), track.start
        for i in range(3):
            near = round((CLICK + i * LENGTH) * 48_000)
            position = click_center(played.mean(axis=1), near, 2400)
            assert position == pytest.approx(near, abs=1300)  # the delay of the codec
    with AudioTrack(path) as track:
        for low in (100_000, 30_000, 60_000, 90_000):
            part = track.samples(start + low, start + low + 20_000)
            assert np.array_equal(part, played[low : low + 20_000])


def test_elementary_stream_gets_times_by_its_rate(tmp_path: Path) -> None:
    source = part(tmp_path / "whole.mp4")
    with av.open(str(source)) as old, av.open(str(tmp_path / "raw.h264"), "w") as new:
        stream = new.add_stream_from_template(old.streams.video[0])
        for packet in old.demux(old.streams.video[0]):
            if packet.dts is not None:
                packet.stream = stream
                new.mux(packet)
    assert_plays_and_seeks(tmp_path / "raw.h264", list(range(COUNT)))
    with VideoFile(tmp_path / "raw.h264") as video:
        assert video.index.time(COUNT - 1) - video.index.time(0) == pytest.approx(
            (COUNT - 1) / 25, abs=0.01
        )


def test_frames_before_the_first_key_frame_do_not_count(tmp_path: Path) -> None:
    """As in a recording that begins in the middle of a transmission."""
    path = make_media(tmp_path / "cut.ts", coded_images(COUNT), gop=10, b_frames=0)
    with av.open(str(path)) as file:
        positions = [p.pos for p in file.demux(video=0) if p.pos is not None]
    path.write_bytes(path.read_bytes()[: positions[0]] + path.read_bytes()[positions[3] :])
    assert_plays_and_seeks(path, list(range(10, COUNT)))


def test_every_clock_is_that_of_the_file(tmp_path: Path) -> None:
    """MPEG-4 with B-frames in AVI has decoding times only."""
    path = make_media(tmp_path / "b.avi", coded_images(COUNT), codec="mpeg4", b_frames=2, gop=12)
    assert_plays_and_seeks(path, list(range(COUNT)))
    with VideoFile(path) as video:
        expected = [float(Fraction(k, 25)) for k in range(COUNT)]
        assert [video.index.time(i) for i in range(COUNT)] == pytest.approx(expected)
