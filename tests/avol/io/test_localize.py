"""Whole files: every picture with its own second of sound, and whole files or none."""

import csv
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from avol.audio.log_spectrogram import level_dbfs
from avol.core.constants import SAMPLE_RATE
from avol.errors import InputError, MediaError
from avol.io.localize import BATCH, OverlayStyle, localize
from avol.localizer import AudioEmbedding, ImageEmbedding, Localization, Verdict
from avol.media import AudioTrack, NoAudioError, NoVideoError, VideoFile, probe
from tests.support import synthetic

Wave = NDArray[np.float32]


class CountingModel:
    """Lights the cell of a picture's number, as brightly as its second is loud in the middle."""

    identity = "counting"

    def __init__(self) -> None:
        self.seconds: list[Wave] = []

    def encode_audio(self, wave: Wave) -> AudioEmbedding:
        self.seconds.append(wave)
        middle = np.abs(wave[SAMPLE_RATE // 2 - 480 : SAMPLE_RATE // 2 + 480]).max()
        return AudioEmbedding(
            np.full(128, middle, np.float32), np.zeros((1, 1), np.float32), level_dbfs(wave)
        )

    def encode_images(self, images: list[NDArray[np.uint8]]) -> list[ImageEmbedding]:
        return [self._see(image) for image in images]

    def _see(self, image: NDArray[np.uint8]) -> ImageEmbedding:
        embedding = np.zeros((14, 14, 128), np.float32)
        embedding[divmod(synthetic.number_of(image) % 196, 14)] = 1
        return ImageEmbedding(embedding)

    def localize(self, image: ImageEmbedding, audio: AudioEmbedding) -> Localization:
        lit = image.embedding[..., 0] * audio.embedding[0]
        row, column = divmod(int(image.embedding[..., 0].argmax()), 14)
        verdict = Verdict.SILENCE if audio.level_dbfs < -60 else Verdict.MATCH
        return Localization(
            lit, lit, float(lit.max()), ((column + 0.5) / 14, (row + 0.5) / 14), verdict
        )


@dataclass
class Read:
    """The data files of one output."""

    rows: list[dict[str, str]]
    maps: NDArray[np.float32]
    pts: NDArray[np.int64]
    seconds: NDArray[np.float64]
    time_base: Fraction


def read(base: Path) -> Read:
    with base.with_suffix(".csv").open(newline="", encoding="utf-8") as table:
        rows = list(csv.DictReader(table))
    with np.load(base.with_suffix(".npz"), allow_pickle=False) as archive:
        top, bottom = archive["time_base"].tolist()
        return Read(
            rows, archive["maps"], archive["pts"], archive["seconds"], Fraction(top, bottom)
        )


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    """40 pictures a 25th apart, with one click, at 0.8 s, when picture 20 comes on."""
    return synthetic.make_media(
        tmp_path / "clip.mkv",
        synthetic.coded_images(40),
        audio=synthetic.click_audio([0.8], 1.6, 48_000, 2),
        audio_codec="pcm_s16le",
    )


def test_every_picture_is_compared_with_the_second_around_it(clip: Path, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    found = localize(
        clip, tmp_path / "out", CountingModel(), progress=lambda *done: told.append(done)
    )
    data = read(tmp_path / "out" / "clip")
    assert found.maps == len(data.rows) == len(data.maps) == 40 > 2 * BATCH
    assert told == [(k + 1, 40) for k in range(40)]
    assert data.maps.shape == (40, 14, 14)
    assert data.maps.dtype == np.float32
    assert data.maps.reshape(40, -1).argmax(axis=1)[20] == 20
    assert [k for k in range(40) if data.maps[k].max() > 0.5] == [20]
    assert data.seconds == pytest.approx(np.arange(40) / 25)
    assert data.seconds == pytest.approx(data.pts * float(data.time_base))


def test_the_table_gives_pixels_of_the_source(clip: Path, tmp_path: Path) -> None:
    localize(clip, tmp_path / "out", CountingModel())
    row = read(tmp_path / "out" / "clip").rows[20]
    assert list(row) == ["pts_s", "score", "peak_x", "peak_y", "verdict"]
    assert float(row["pts_s"]) == pytest.approx(0.8)
    assert float(row["score"]) == pytest.approx(0.9, abs=0.01)
    assert float(row["peak_x"]) == pytest.approx(6.5 / 14 * 96, abs=0.01)
    assert float(row["peak_y"]) == pytest.approx(1.5 / 14 * 64, abs=0.01)
    assert row["verdict"] == "match"


def test_the_video_keeps_pictures_times_and_sound(clip: Path, tmp_path: Path) -> None:
    found = localize(clip, tmp_path / "out", CountingModel(), drawing=OverlayStyle(view="off"))
    made = found.files[0]
    with VideoFile(made) as film, AudioTrack(made) as track:
        assert [synthetic.number_of(frame.image) for frame in film.frames()] == list(range(40))
        times = [film.index.time(k) for k in range(40)]
        assert times == pytest.approx(np.arange(40) / 25, abs=1e-4)
        assert track.channels == 2
        click = synthetic.click_center(
            track.mono(0, 2 * SAMPLE_RATE), round(0.8 * SAMPLE_RATE), 4800
        )
        assert click / SAMPLE_RATE == pytest.approx(0.8, abs=0.002)


def test_the_map_is_burnt_in(clip: Path, tmp_path: Path) -> None:
    found = localize(
        clip, tmp_path / "out", CountingModel(), drawing=OverlayStyle(view="peak", threshold=0.5)
    )
    with VideoFile(clip) as source, VideoFile(found.files[0]) as film:
        changes = [
            np.abs(film.frame(k).image.astype(int) - source.frame(k).image).max() for k in (5, 20)
        ]
    assert changes[0] < 60 < changes[1]


def test_a_file_that_does_not_begin_at_zero_keeps_its_own_axis(tmp_path: Path) -> None:
    times = synthetic.frame_times(30, start=1.4)
    clip = synthetic.make_media(
        tmp_path / "late.mkv",
        synthetic.coded_images(30),
        times,
        audio=synthetic.click_audio([1.0], 1.6, 48_000),
        audio_codec="pcm_s16le",
        audio_start=1.0,
    )
    found = localize(clip, tmp_path / "out", CountingModel())
    data = read(tmp_path / "out" / "late")
    assert data.seconds == pytest.approx(times, abs=1e-3)
    assert [k for k in range(30) if data.maps[k].max() > 0.5] == [15]
    facts = probe(found.files[0])
    with AudioTrack(found.files[0]) as track:
        click = (
            synthetic.click_center(track.mono(0, 2 * SAMPLE_RATE), SAMPLE_RATE, 4800) / SAMPLE_RATE
        )
    with VideoFile(found.files[0]) as film:
        assert film.index.time(15) == pytest.approx(click, abs=0.002)
    assert facts.start == pytest.approx(0, abs=0.03)


def test_another_sound_begins_with_the_video_and_is_what_is_kept(tmp_path: Path) -> None:
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
        audio=synthetic.click_audio([0.4], 0.6, 44_100),
        audio_rate=44_100,
        audio_codec="pcm_s16le",
    )
    found = localize(clip, tmp_path / "out", CountingModel(), sound=other)
    maps = read(tmp_path / "out" / "late").maps
    assert [k for k in range(30) if maps[k].max() > 0.5] == [10]
    with AudioTrack(found.files[0]) as track:
        wave = track.mono(0, SAMPLE_RATE)
    assert synthetic.click_center(
        wave, round(0.4 * SAMPLE_RATE), 9600
    ) / SAMPLE_RATE == pytest.approx(0.4, abs=0.002)
    assert np.abs(wave[30_000:]).max() < 0.01  # nothing is left of the video's own tone


def test_a_video_without_sound_is_silent(tmp_path: Path) -> None:
    clip = synthetic.make_media(tmp_path / "mute.mp4", synthetic.coded_images(5))
    found = localize(clip, tmp_path / "out", CountingModel())
    assert found.verdicts == {"silence": 5}
    assert not probe(found.files[0]).has_audio


def test_a_picture_hears_the_middle_of_a_sound(tmp_path: Path) -> None:
    picture = tmp_path / "still.jpg"
    cv2.imwrite(str(picture), synthetic.coded_image(17))
    sound = synthetic.make_media(
        tmp_path / "long.wav",
        audio=synthetic.click_audio([1.5], 3, 48_000),
        audio_codec="pcm_s16le",
    )
    found = localize(picture, tmp_path / "out", CountingModel(), sound=sound)
    assert [file.name for file in found.files] == ["still.png", "still.csv", "still.npz"]
    assert found.verdicts == {"match": 1}
    data = read(tmp_path / "out" / "still")
    assert data.maps.argmax() == 17
    assert data.maps.max() == pytest.approx(0.9, abs=0.01)
    before, after = cv2.imread(str(picture)), cv2.imread(str(found.files[0]))
    assert before is not None
    assert after is not None
    assert before.shape == after.shape
    assert (before != after).any()


def test_a_picture_needs_a_sound(tmp_path: Path) -> None:
    picture = tmp_path / "still.png"
    cv2.imwrite(str(picture), synthetic.coded_image(1))
    with pytest.raises(InputError, match="--sound"):
        localize(picture, tmp_path / "out", CountingModel())


@pytest.mark.parametrize("how", ["model", "ctrl-c"])
def test_a_failure_half_way_leaves_nothing_and_what_was_there(
    clip: Path, tmp_path: Path, how: str
) -> None:
    class Fails(CountingModel):
        def encode_audio(self, wave: Wave) -> AudioEmbedding:
            if len(self.seconds) == 30:
                raise KeyboardInterrupt if how == "ctrl-c" else MediaError("It broke; mend it.")
            return super().encode_audio(wave)

    out = tmp_path / "out"
    out.mkdir()
    (out / "clip.csv").write_text("earlier")
    with pytest.raises((MediaError, KeyboardInterrupt)):
        localize(clip, out, Fails())
    assert [file.name for file in out.iterdir()] == ["clip.csv"]
    assert (out / "clip.csv").read_text() == "earlier"


def test_inputs_that_cannot_be_read_leave_nothing(clip: Path, tmp_path: Path) -> None:
    sound = synthetic.make_media(
        tmp_path / "tone.wav", audio=synthetic.tone_audio(1, 48_000), audio_codec="pcm_s16le"
    )
    with pytest.raises(NoVideoError):
        localize(sound, tmp_path / "out", CountingModel())
    with pytest.raises(MediaError, match=r"none\.mp4"):
        localize(tmp_path / "none.mp4", tmp_path / "out", CountingModel())
    mute = synthetic.make_media(tmp_path / "mute.mp4", synthetic.coded_images(5))
    with pytest.raises(NoAudioError):
        localize(clip, tmp_path / "out", CountingModel(), sound=mute)
    assert list((tmp_path / "out").iterdir()) == []


def test_an_input_is_never_replaced(tmp_path: Path) -> None:
    clip = synthetic.make_media(tmp_path / "clip.mp4", synthetic.coded_images(5))
    with pytest.raises(InputError, match="another folder"):
        localize(clip, tmp_path, CountingModel())


def test_a_folder_that_cannot_be_made_is_named(clip: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(MediaError, match="Cannot create folder"):
        localize(clip, tmp_path / "file", CountingModel())


@pytest.mark.parametrize(
    ("drawing", "said"),
    [
        ({"view": "fireworks"}, "heat, contour"),
        ({"colormap": "jet"}, "inferno, viridis"),
        ({"opacity": 1.5}, "0 to 1"),
        ({"threshold": -1}, "0 to 1"),
    ],
)
def test_a_drawing_that_cannot_be_is_refused(drawing: dict, said: str) -> None:
    with pytest.raises(InputError, match=said):
        OverlayStyle(**drawing)


def test_a_part_has_the_rows_of_the_whole(clip: Path, tmp_path: Path) -> None:
    localize(clip, tmp_path / "whole", CountingModel())
    told: list[tuple[int, int]] = []
    found = localize(
        clip, tmp_path / "part", CountingModel(), span=(1.2, 0.41),
        progress=lambda *done: told.append(done),
    )  # fmt: skip
    whole, part = read(tmp_path / "whole" / "clip"), read(tmp_path / "part" / "clip")
    assert part.rows == whole.rows[10:31]
    assert np.array_equal(part.maps, whole.maps[10:31])
    assert np.array_equal(part.pts, whole.pts[10:31])
    assert np.array_equal(part.seconds, whole.seconds[10:31])
    assert part.time_base == whole.time_base
    assert found.maps == 21
    assert found.media_s == pytest.approx(0.84)
    assert told[-1] == (21, 21)


def test_the_film_of_a_part_begins_at_zero_with_its_own_sound(clip: Path, tmp_path: Path) -> None:
    off = OverlayStyle(view="off")
    localize(clip, tmp_path, CountingModel(), drawing=off, span=(0.4, 1.2))
    with VideoFile(tmp_path / "clip.mp4") as film, AudioTrack(tmp_path / "clip.mp4") as sound:
        frames = list(film.frames())
        heard = sound.samples(0, round(0.84 * SAMPLE_RATE))[:, 0]
    assert [synthetic.number_of(frame.image) for frame in frames] == list(range(10, 31))
    assert frames[0].time == pytest.approx(0, abs=0.001)
    click = synthetic.click_center(heard, round(0.4 * SAMPLE_RATE), 4800)
    assert click / SAMPLE_RATE == pytest.approx(0.4, abs=0.003)


def test_maps_without_a_film(clip: Path, tmp_path: Path) -> None:
    found = localize(clip, tmp_path / "out", CountingModel(), film=False)
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["clip.csv", "clip.npz"]
    assert [path.suffix for path in found.files] == [".csv", ".npz"]
    assert len(read(tmp_path / "out" / "clip").rows) == 40


def test_progress_can_end_it_and_nothing_is_left(clip: Path, tmp_path: Path) -> None:
    def enough(done: int, total: int) -> None:
        if done == 5:
            raise InputError("That is enough; begin again.")

    with pytest.raises(InputError, match="enough"):
        localize(clip, tmp_path / "out", CountingModel(), progress=enough)
    assert list((tmp_path / "out").iterdir()) == []
