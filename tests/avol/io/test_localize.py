"""Localization of whole files: maps, overlay video, table, archive, errors."""

import csv
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import cv2
import numpy as np
import pytest
from av.stream import Disposition
from numpy.typing import NDArray

from avol.core.constants import SAMPLE_RATE
from avol.embedder import AudioEmbedding
from avol.errors import InputError, MediaError
from avol.io.localize import BATCH_SIZE, OverlayStyle, localize
from avol.io.results import COLUMNS
from avol.media import AudioTrack, NoAudioError, NoVideoError, VideoFile, probe
from tests.support import synthetic
from tests.support.counting_model import CountingModel, Wave


@dataclass
class Results:
    """The table and the archive of one output."""

    rows: list[dict[str, str]]
    maps: NDArray[np.float32]
    pts: NDArray[np.int64]
    seconds: NDArray[np.float64]
    time_base: Fraction


def load_results(base: Path) -> Results:
    with base.with_suffix(".csv").open(newline="", encoding="utf-8") as table:
        rows = list(csv.DictReader(table))
    with np.load(base.with_suffix(".npz"), allow_pickle=False) as archive:
        numerator, denominator = archive["time_base"].tolist()
        return Results(
            rows,
            archive["maps"],
            archive["pts"],
            archive["seconds"],
            Fraction(numerator, denominator),
        )


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    """A video of 40 frames at 25 per second with one click at 0.8 s, the time of frame 20."""
    return synthetic.make_media(
        tmp_path / "clip.mkv",
        synthetic.coded_images(40),
        audio=synthetic.click_audio([0.8], 1.6, 48_000, 2),
        audio_codec="pcm_s16le",
    )


def test_every_frame_is_compared_with_its_audio_window(clip: Path, tmp_path: Path) -> None:
    calls: list[tuple[int, int]] = []
    result = localize(
        clip, tmp_path / "out", CountingModel(), progress=lambda *done: calls.append(done)
    )
    data = load_results(tmp_path / "out" / "clip")
    assert result.maps == len(data.rows) == len(data.maps) == 40 > 2 * BATCH_SIZE
    assert calls == [(k + 1, 40) for k in range(40)]
    assert data.maps.shape == (40, 14, 14)
    assert data.maps.dtype == np.float32
    assert data.maps.reshape(40, -1).argmax(axis=1)[20] == 20
    assert [k for k in range(40) if data.maps[k].max() > 0.5] == [20]
    assert data.seconds == pytest.approx(np.arange(40) / 25)
    assert data.seconds == pytest.approx(data.pts * float(data.time_base))


def test_the_table_contains_pixels_of_the_source(clip: Path, tmp_path: Path) -> None:
    localize(clip, tmp_path / "out", CountingModel())
    row = load_results(tmp_path / "out" / "clip").rows[20]
    assert list(row) == list(COLUMNS)
    assert float(row["pts_s"]) == pytest.approx(0.8)
    assert float(row["score"]) == pytest.approx(0.9, abs=0.01)
    assert float(row["peak_x"]) == pytest.approx(6.5 / 14 * 96, abs=0.01)
    assert float(row["peak_y"]) == pytest.approx(1.5 / 14 * 64, abs=0.01)
    assert row["verdict"] == "match"


def test_the_overlay_video_keeps_frames_times_and_audio(clip: Path, tmp_path: Path) -> None:
    result = localize(clip, tmp_path / "out", CountingModel(), style=OverlayStyle(view="off"))
    overlay = result.files[0]
    with VideoFile(overlay) as video, AudioTrack(overlay) as track:
        assert [synthetic.number_of(frame.image) for frame in video.frames()] == list(range(40))
        times = [video.index.time(k) for k in range(40)]
        assert times == pytest.approx(np.arange(40) / 25, abs=1e-4)
        assert track.channels == 2
        click = synthetic.click_center(
            track.mono(0, 2 * SAMPLE_RATE), round(0.8 * SAMPLE_RATE), 4800
        )
        assert click / SAMPLE_RATE == pytest.approx(0.8, abs=0.002)


def test_the_overlay_video_shows_the_map(clip: Path, tmp_path: Path) -> None:
    result = localize(
        clip, tmp_path / "out", CountingModel(), style=OverlayStyle(view="peak", threshold=0.5)
    )
    with VideoFile(clip) as source, VideoFile(result.files[0]) as overlay:
        changes = [
            np.abs(overlay.frame(k).image.astype(int) - source.frame(k).image).max()
            for k in (5, 20)
        ]
    assert changes[0] < 60 < changes[1]


def test_a_file_that_starts_late_keeps_its_time_axis(tmp_path: Path) -> None:
    times = synthetic.frame_times(30, start=1.4)
    clip = synthetic.make_media(
        tmp_path / "late.mkv",
        synthetic.coded_images(30),
        times,
        audio=synthetic.click_audio([1.0], 1.6, 48_000),
        audio_codec="pcm_s16le",
        audio_start=1.0,
    )
    result = localize(clip, tmp_path / "out", CountingModel())
    data = load_results(tmp_path / "out" / "late")
    assert data.seconds == pytest.approx(times, abs=1e-3)
    assert [k for k in range(30) if data.maps[k].max() > 0.5] == [15]
    info = probe(result.files[0])
    with AudioTrack(result.files[0]) as track:
        click = (
            synthetic.click_center(track.mono(0, 2 * SAMPLE_RATE), SAMPLE_RATE, 4800) / SAMPLE_RATE
        )
    with VideoFile(result.files[0]) as video:
        assert video.index.time(15) == pytest.approx(click, abs=0.002)
    assert info.start == pytest.approx(0, abs=0.03)


def test_other_audio_starts_with_the_video_and_replaces_its_audio(tmp_path: Path) -> None:
    clip = synthetic.make_media(
        tmp_path / "late.mkv",
        synthetic.coded_images(30),
        synthetic.frame_times(30, start=2.0),
        audio=synthetic.tone_audio(1.2, 48_000),
        audio_codec="pcm_s16le",
        audio_start=2.0,
    )
    other = synthetic.make_media(
        tmp_path / "other.wav",
        audio=synthetic.click_audio([0.6], 1.15, 44_100),
        audio_rate=44_100,
        audio_codec="pcm_s16le",
    )
    result = localize(clip, tmp_path / "out", CountingModel(), audio=other)
    maps = load_results(tmp_path / "out" / "late").maps
    assert [k for k in range(30) if maps[k].max() > 0.5] == [15]
    with AudioTrack(result.files[0]) as track:
        wave = track.mono(0, SAMPLE_RATE)
    assert synthetic.click_center(
        wave, round(0.6 * SAMPLE_RATE), 9600
    ) / SAMPLE_RATE == pytest.approx(0.6, abs=0.002)
    assert np.abs(wave[34_000:]).max() < 0.01  # the original tone is gone


def test_a_video_without_audio_has_its_own_verdict(tmp_path: Path) -> None:
    clip = synthetic.make_media(tmp_path / "mute.mp4", synthetic.coded_images(5))
    result = localize(clip, tmp_path / "out", CountingModel())
    assert result.verdicts == {"no_audio": 5}
    assert not probe(result.files[0]).has_audio


def test_an_image_uses_the_middle_of_the_audio(tmp_path: Path) -> None:
    image = tmp_path / "still.jpg"
    cv2.imwrite(str(image), synthetic.coded_image(17))
    audio = synthetic.make_media(
        tmp_path / "long.wav",
        audio=synthetic.click_audio([1.5], 3, 48_000),
        audio_codec="pcm_s16le",
    )
    result = localize(image, tmp_path / "out", CountingModel(), audio=audio)
    assert [file.name for file in result.files] == ["still.png", "still.csv", "still.npz"]
    assert result.verdicts == {"match": 1}
    data = load_results(tmp_path / "out" / "still")
    assert data.maps.argmax() == 17
    assert data.maps.max() == pytest.approx(0.9, abs=0.01)
    before, after = cv2.imread(str(image)), cv2.imread(str(result.files[0]))
    assert before is not None
    assert after is not None
    assert before.shape == after.shape
    assert (before != after).any()


def test_an_image_needs_audio(tmp_path: Path) -> None:
    image = tmp_path / "still.png"
    cv2.imwrite(str(image), synthetic.coded_image(1))
    with pytest.raises(InputError, match="--sound"):
        localize(image, tmp_path / "out", CountingModel())


@pytest.mark.parametrize("cause", ["model", "ctrl-c"])
def test_a_failure_removes_new_files_and_keeps_old_ones(
    clip: Path, tmp_path: Path, cause: str
) -> None:
    class FailingModel(CountingModel):
        def encode_audio(self, wave: Wave | None) -> AudioEmbedding:
            if len(self.windows) == 30:
                raise KeyboardInterrupt if cause == "ctrl-c" else MediaError("It failed; retry.")
            return super().encode_audio(wave)

    out = tmp_path / "out"
    out.mkdir()
    old = "pts_s,score,peak_x,peak_y,verdict\n"
    (out / "clip.csv").write_text(old)
    with pytest.raises((MediaError, KeyboardInterrupt)):
        localize(clip, out, FailingModel())
    assert [file.name for file in out.iterdir()] == ["clip.csv"]
    assert (out / "clip.csv").read_text() == old


def test_unreadable_inputs_leave_no_files(clip: Path, tmp_path: Path) -> None:
    tone = synthetic.make_media(
        tmp_path / "tone.wav", audio=synthetic.tone_audio(1, 48_000), audio_codec="pcm_s16le"
    )
    with pytest.raises(NoVideoError):
        localize(tone, tmp_path / "out", CountingModel())
    with pytest.raises(MediaError, match=r"none\.mp4"):
        localize(tmp_path / "none.mp4", tmp_path / "out", CountingModel())
    mute = synthetic.make_media(tmp_path / "mute.mp4", synthetic.coded_images(5))
    with pytest.raises(NoAudioError):
        localize(clip, tmp_path / "out", CountingModel(), audio=mute)
    assert list((tmp_path / "out").iterdir()) == []


def test_an_input_is_never_replaced(tmp_path: Path) -> None:
    clip = synthetic.make_media(tmp_path / "clip.mp4", synthetic.coded_images(5))
    with pytest.raises(InputError, match="another folder"):
        localize(clip, tmp_path, CountingModel())


def test_an_impossible_output_folder_is_an_error(clip: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("a file")
    with pytest.raises(MediaError, match="choose a writable folder"):
        localize(clip, tmp_path / "file", CountingModel())


@pytest.mark.parametrize(
    ("style", "message"),
    [
        ({"view": "fireworks"}, "heat, contour"),
        ({"colormap": "jet"}, "inferno, viridis"),
        ({"opacity": 1.5}, "0 to 1"),
        ({"threshold": -1}, "0 to 1"),
    ],
)
def test_an_invalid_style_is_an_error(style: dict, message: str) -> None:
    with pytest.raises(InputError, match=message):
        OverlayStyle(**style)


def test_a_span_has_the_rows_of_the_whole_file(clip: Path, tmp_path: Path) -> None:
    localize(clip, tmp_path / "whole", CountingModel())
    calls: list[tuple[int, int]] = []
    result = localize(
        clip, tmp_path / "part", CountingModel(), span=(1.2, 0.41),
        progress=lambda *done: calls.append(done),
    )  # fmt: skip
    whole, part = (
        load_results(tmp_path / "whole" / "clip"),
        load_results(tmp_path / "part" / "clip"),
    )
    assert part.rows == whole.rows[10:31]
    assert np.array_equal(part.maps, whole.maps[10:31])
    assert np.array_equal(part.pts, whole.pts[10:31])
    assert np.array_equal(part.seconds, whole.seconds[10:31])
    assert part.time_base == whole.time_base
    assert result.maps == 21
    assert result.media_s == pytest.approx(0.84)
    assert calls[-1] == (21, 21)


def test_the_overlay_video_of_a_span_starts_at_zero_with_its_audio(
    clip: Path, tmp_path: Path
) -> None:
    off = OverlayStyle(view="off")
    localize(clip, tmp_path, CountingModel(), style=off, span=(0.4, 1.2))
    with VideoFile(tmp_path / "clip.mp4") as video, AudioTrack(tmp_path / "clip.mp4") as track:
        frames = list(video.frames())
        wave = track.samples(0, round(0.84 * SAMPLE_RATE))[:, 0]
    assert [synthetic.number_of(frame.image) for frame in frames] == list(range(10, 31))
    assert frames[0].time == pytest.approx(0, abs=0.001)
    click = synthetic.click_center(wave, round(0.4 * SAMPLE_RATE), 4800)
    assert click / SAMPLE_RATE == pytest.approx(0.4, abs=0.003)


def test_maps_without_an_overlay_video(clip: Path, tmp_path: Path) -> None:
    result = localize(clip, tmp_path / "out", CountingModel(), with_video=False)
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["clip.csv", "clip.npz"]
    assert [path.suffix for path in result.files] == [".csv", ".npz"]
    assert len(load_results(tmp_path / "out" / "clip").rows) == 40


def test_an_exception_in_progress_removes_all_files(clip: Path, tmp_path: Path) -> None:
    def cancel(done: int, total: int) -> None:
        if done == 5:
            raise InputError("Cancelled; start again.")

    with pytest.raises(InputError, match="Cancelled"):
        localize(clip, tmp_path / "out", CountingModel(), progress=cancel)
    assert list((tmp_path / "out").iterdir()) == []


def test_another_audio_track_can_be_selected(tmp_path: Path) -> None:
    """The first track is silent and the default one; the second has the click."""
    click = synthetic.click_audio([0.4], 0.8, 48_000, 1)
    path = tmp_path / "tracks.mkv"
    with av.open(str(path), "w") as file:
        video = file.add_stream("ffv1", rate=25)
        video.width, video.height, video.pix_fmt = 32, 32, "bgr0"
        tracks = [file.add_stream("pcm_s16le", rate=48_000, layout="mono") for _ in range(2)]
        tracks[1].disposition = Disposition(0)
        for _ in range(20):
            file.mux(video.encode(av.VideoFrame(32, 32, "bgr0")))
        for track, sound in zip(tracks, (0 * click, click), strict=True):
            samples = np.ascontiguousarray((sound.T * 32_000).astype(np.int16))
            frame = av.AudioFrame.from_ndarray(samples, "s16", "mono")
            frame.sample_rate = 48_000
            file.mux(track.encode(frame))
    verdicts = [
        set(localize(path, tmp_path / "out", CountingModel(), audio_track=number).verdicts)
        for number in (None, 1, 2)
    ]
    assert verdicts[:2] == [{"silence"}, {"silence"}]
    assert "match" in verdicts[2]
    with AudioTrack(tmp_path / "out" / "tracks.mp4") as track:
        assert np.abs(track.mono(0, 38_400)).argmax() == pytest.approx(19_200, abs=480)
    with pytest.raises(InputError, match="has no audio track 3"):
        localize(path, tmp_path / "out", CountingModel(), audio_track=3)


def test_large_images_are_encoded_in_small_batches(
    clip: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes: list[int] = []
    model = CountingModel()
    encode = model.encode_images
    monkeypatch.setattr(
        model, "encode_images", lambda images: sizes.append(len(images)) or encode(images)
    )
    monkeypatch.setattr("avol.io.localize.BATCH_BYTES", 3 * 3 * 96 * 64)
    assert localize(clip, tmp_path / "out", model).maps == 40
    assert sizes == [*[3] * 13, 1]
