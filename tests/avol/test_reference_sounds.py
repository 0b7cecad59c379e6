from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from avol.audio.log_spectrogram import level_dbfs
from avol.core.constants import SAMPLE_RATE
from avol.core.paths import resources_folder
from avol.errors import InputError, MediaError
from avol.reference_sounds import NOISE, NOISE_DBFS, SILENCE, bundled_sounds, load_reference_sound
from tests.support.synthetic import click_audio, coded_images, make_media


def test_bundled_sounds_are_small_and_credited_with_a_free_licence() -> None:
    sounds = bundled_sounds()
    assert len(sounds) >= 12
    assert len({sound.name for sound in sounds}) == len(sounds)
    assert sum(sound.path.stat().st_size for sound in sounds) < 1_500_000
    credits = (resources_folder() / "sounds" / "LICENSE.md").read_text(encoding="utf-8")
    for sound in sounds:
        assert sound.author
        assert sound.licence in {"CC BY 3.0", "CC BY-SA 3.0"}
        assert re.search(rf"`{sound.path.stem}(\.ogg)?`", credits)


@pytest.mark.parametrize("name", [sound.name for sound in bundled_sounds()])
def test_each_sound_loads_by_name_and_is_audible(name: str) -> None:
    sound = load_reference_sound(name.upper())
    assert sound.name == name
    assert sound.wave.shape == (SAMPLE_RATE,)
    assert not sound.wave.flags.writeable
    assert level_dbfs(sound.wave) > -40


def test_noise_has_the_documented_level() -> None:
    assert level_dbfs(NOISE.wave) == pytest.approx(NOISE_DBFS, abs=0.01)
    assert np.abs(NOISE.wave).max() < 1
    assert not NOISE.wave.flags.writeable


def test_the_middle_of_a_file_is_loaded(tmp_path: Path) -> None:
    audio = click_audio([0.2, 1.5, 2.9], 3.0, SAMPLE_RATE)
    path = make_media(tmp_path / "knock.wav", audio=audio, audio_codec="pcm_s16le")
    sound = load_reference_sound(path)
    assert sound.name == "knock"
    assert np.flatnonzero(sound.wave > 0.5) == pytest.approx(SAMPLE_RATE // 2, abs=50)


def test_unknown_names_and_files_without_audio_are_errors(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="Violin"):
        load_reference_sound("vuvuzela")
    with pytest.raises(MediaError, match="no audio"):
        load_reference_sound(make_media(tmp_path / "mute.mp4", coded_images(5)))


def test_silence_contains_only_zeros() -> None:
    assert not SILENCE.wave.any()
    assert not SILENCE.wave.flags.writeable
