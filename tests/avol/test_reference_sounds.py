from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from avol.audio.log_spectrogram import level_dbfs
from avol.core.constants import SAMPLE_RATE
from avol.core.paths import resources_folder
from avol.errors import InputError, MediaError
from avol.reference_sounds import NOISE, NOISE_DBFS, SILENCE, load_query, query_sounds
from tests.support.synthetic import click_audio, coded_images, make_media


def test_there_are_a_dozen_instruments_small_each_credited_under_a_licence_that_allows_it() -> None:
    sounds = query_sounds()
    assert len(sounds) >= 12
    assert len({sound.name for sound in sounds}) == len(sounds)
    assert sum(sound.path.stat().st_size for sound in sounds) < 1_500_000
    credits = (resources_folder() / "sounds" / "LICENSE.md").read_text(encoding="utf-8")
    for sound in sounds:
        assert sound.author
        assert sound.licence in {"CC BY 3.0", "CC BY-SA 3.0"}
        assert re.search(rf"`{sound.path.stem}(\.ogg)?`", credits)


@pytest.mark.parametrize("name", [sound.name for sound in query_sounds()])
def test_each_can_be_asked_for_by_its_name_and_is_loud(name: str) -> None:
    query = load_query(name.upper())
    assert query.name == name
    assert query.wave.shape == (SAMPLE_RATE,)
    assert not query.wave.flags.writeable
    assert level_dbfs(query.wave) > -40


def test_noise_is_the_same_every_time_and_as_loud_as_it_says() -> None:
    assert level_dbfs(NOISE.wave) == pytest.approx(NOISE_DBFS, abs=0.01)
    assert np.abs(NOISE.wave).max() < 1
    assert not NOISE.wave.flags.writeable
    assert not SILENCE.wave.any()


def test_of_a_file_the_middle_second_is_taken(tmp_path: Path) -> None:
    sound = click_audio([0.2, 1.5, 2.9], 3.0, SAMPLE_RATE)
    path = make_media(tmp_path / "knock.wav", audio=sound, audio_codec="pcm_s16le")
    query = load_query(path)
    assert query.name == "knock"
    assert np.flatnonzero(query.wave > 0.5) == pytest.approx(SAMPLE_RATE // 2, abs=50)


def test_what_is_no_sound_is_refused_with_a_remedy(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="Violin"):
        load_query("vuvuzela")
    with pytest.raises(MediaError, match="no sound"):
        load_query(make_media(tmp_path / "mute.mp4", coded_images(5)))


def test_silence_is_silent() -> None:
    assert not SILENCE.wave.any()
    assert not SILENCE.wave.flags.writeable
