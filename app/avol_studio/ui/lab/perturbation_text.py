"""A perturbation in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from avol_studio.core.sound_names import sound_name
from avol_studio.core.translation import number, tr

if TYPE_CHECKING:
    from avol.perturbation import AudioPerturbation, ImagePerturbation, Perturbation

NYQUIST = 24_000


def perturbation_text(settings: Perturbation) -> str:
    """What is altered, such as “pitch +3, low-pass 2000 Hz, blur 2 %”; "" for nothing."""
    return ", ".join([*_audio_parts(settings.audio), *_image_parts(settings.image)])


def _audio_parts(audio: AudioPerturbation) -> list[str]:
    parts = []
    if audio.sound:
        name = audio.sound.replace("\\", "/").split("/")[-1]
        parts.append(tr("sound {name}").format(name=sound_name(name)))
    if audio.shift:
        parts.append(tr("audio shifted {seconds} s").format(seconds=_signed(audio.shift, 2)))
    if audio.muted:
        parts.append(tr("muted"))
    if audio.pitch:
        parts.append(tr("pitch {semitones}").format(semitones=_signed(audio.pitch, 1)))
    if audio.noise_dbfs is not None:
        parts.append(tr("noise {level} dB").format(level=number(audio.noise_dbfs)))
    parts += _filter_parts(audio.low_hz, audio.high_hz)
    if audio.erased:
        parts.append(tr("%n areas erased", "", len(audio.erased)))
    return parts


def _filter_parts(low: float, high: float) -> list[str]:
    if low > 0 and high < NYQUIST:
        text = tr("band-pass {low} to {high} Hz")
    elif low > 0:
        text = tr("high-pass {low} Hz")
    elif high < NYQUIST:
        text = tr("low-pass {high} Hz")
    else:
        return []
    return [text.format(low=number(low), high=number(high))]


def _image_parts(image: ImagePerturbation) -> list[str]:
    parts = []
    if image.hue:
        parts.append(tr("hue {degrees}°").format(degrees=_signed(image.hue, 0)))
    if image.grey:
        parts.append(tr("grey"))
    if image.blur:
        parts.append(tr("blur {percent} %").format(percent=number(100 * image.blur, 1)))
    if masks := len(image.rectangles) + len(image.strokes):
        parts.append(tr("%n masks", "", masks))
    if image.mirror:
        parts.append(tr("mirrored"))
    return parts


def _signed(value: float, decimals: int) -> str:
    return ("+" if value > 0 else "") + number(value, decimals)
