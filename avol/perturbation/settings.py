"""The settings of a perturbation: plain values, stored as JSON."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Annotated, ClassVar, Self

from pydantic import ConfigDict, Field, TypeAdapter, ValidationError

from avol.audio.log_spectrogram import MAX_SECONDS
from avol.core.constants import SAMPLE_RATE
from avol.errors import InputError

NYQUIST = SAMPLE_RATE / 2
"""Highest frequency of the audio in Hz."""
MAX_SHIFT = 5.0
"""Seconds by which the audio can be shifted, either way."""
MAX_PITCH = 12.0
"""Semitones by which the pitch can be changed, either way."""
MAX_BLUR = 0.1
"""Largest deviation of the blur, as a share of the image."""

Hertz = Annotated[float, Field(ge=0, le=NYQUIST)]
Seconds = Annotated[float, Field(ge=0, le=MAX_SECONDS)]
Share = Annotated[float, Field(ge=0, le=1)]
_STRICT = ConfigDict(extra="forbid", allow_inf_nan=False)


@dataclass(frozen=True)
class ErasedArea:
    """A part of the audio window that is erased: a band, a time, or both.

    start, stop: seconds from the beginning of the audio window; the defaults are all of it.
    low_hz, high_hz: the band; the defaults are all frequencies.
    """

    start: Seconds = 0.0
    stop: Seconds = MAX_SECONDS
    low_hz: Hertz = 0.0
    high_hz: Hertz = NYQUIST


@dataclass(frozen=True)
class Rectangle:
    """A part of the image, in 0..1 of its width (x) and height (y)."""

    left: Share
    top: Share
    right: Share
    bottom: Share


@dataclass(frozen=True)
class Stroke:
    """A brush stroke on the image: a line through points (x, y) in 0..1.

    radius: half the width of the line, as a share of the longer side of the image.
    """

    points: tuple[tuple[Share, Share], ...]
    radius: Annotated[float, Field(gt=0, le=0.5)] = 0.04


@dataclass(frozen=True)
class AudioPerturbation:
    """What happens to the audio window, in the order of the fields.

    sound: reference sound (a name or a path) in place of the audio; "" keeps the audio.
    shift: seconds by which the audio window lies later in the recording than the image.
    muted: silence in place of the audio.
    pitch: semitones; the duration stays.
    noise_dbfs: level of added white noise; None adds none.
    low_hz, high_hz: the band that a filter lets pass.
    erased: areas of the spectrogram without energy.
    """

    sound: str = ""
    shift: Annotated[float, Field(ge=-MAX_SHIFT, le=MAX_SHIFT)] = 0.0
    muted: bool = False
    pitch: Annotated[float, Field(ge=-MAX_PITCH, le=MAX_PITCH)] = 0.0
    noise_dbfs: Annotated[float, Field(ge=-100, le=0)] | None = None
    low_hz: Hertz = 0.0
    high_hz: Hertz = NYQUIST
    erased: tuple[ErasedArea, ...] = ()


@dataclass(frozen=True)
class ImagePerturbation:
    """What happens to the image, in the order of the fields.

    hue: degrees by which all colours turn. grey: without colour. blur: deviation of the Gaussian
    as a share of the image. rectangles, strokes: parts that become a uniform grey, in coordinates
    of the original image. mirror: left and right change places.
    """

    hue: Annotated[float, Field(ge=-180, le=180)] = 0.0
    grey: bool = False
    blur: Annotated[float, Field(ge=0, le=MAX_BLUR)] = 0.0
    rectangles: tuple[Rectangle, ...] = ()
    strokes: tuple[Stroke, ...] = ()
    mirror: bool = False


@dataclass(frozen=True)
class Perturbation:
    """The changes of audio and image. The default changes nothing."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT

    audio: AudioPerturbation = field(default_factory=AudioPerturbation)
    image: ImagePerturbation = field(default_factory=ImagePerturbation)

    @property
    def is_neutral(self) -> bool:
        """Whether it changes nothing."""
        return self == NEUTRAL

    def to_dict(self) -> dict[str, object]:
        """Return the settings as values that JSON can hold."""
        return asdict(self)

    def to_json(self) -> str:
        """Return the settings as JSON."""
        return _ADAPTER.dump_json(self).decode()

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read settings from JSON; InputError if they are not valid."""
        try:
            found = _ADAPTER.validate_json(text)
        except ValidationError as error:
            first = error.errors()[0]
            place = ".".join(str(part) for part in first["loc"]) or "the text"
            raise InputError(
                f"These are not valid perturbation settings ({place}: {first['msg']}); "
                "correct that value."
            ) from None
        return cls(found.audio, found.image)


for _part in (ErasedArea, Rectangle, Stroke, AudioPerturbation, ImagePerturbation):
    _part.__pydantic_config__ = _STRICT  # pyright: ignore[reportAttributeAccessIssue]
_ADAPTER = TypeAdapter(Perturbation)
NEUTRAL = Perturbation()
"""Changes nothing."""
