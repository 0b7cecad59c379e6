"""Model card: metadata that is stored next to the weights as `NAME.card.json`."""

from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import AliasChoices, BaseModel, ConfigDict, Field, model_validator

from avol.audio.log_spectrogram import SpectrogramSpec
from avol.core.atomic import atomic_write
from avol.core.constants import EMBEDDING_SIZE, SILENCE_LEVEL
from avol.core.input_files import load_json, load_model
from avol.core.paths import is_file
from avol.errors import InputError, WeightsError

CARD_FORMAT = 2
"""Newest card format that this version reads. Format 2 added calibration, classes and audio
windows of more than 1 s; every card of format 1 is also one of format 2."""

_WHAT = "a valid model card"

RGB = tuple[float, float, float]


class _CardModel(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


def _stored_as(key: str, name: str) -> Any:
    """Return the settings of a field with another key in files, which card format 1 defines."""
    return Field(validation_alias=AliasChoices(key, name), serialization_alias=key)


class Metric(_CardModel):
    """A measured value with its confidence interval `low`..`high` and sample size `n`."""

    value: float
    low: float | None = None
    high: float | None = None
    n: int
    description: Annotated[str, _stored_as("what", "description")]


class Training(_CardModel):
    """How the weights were trained."""

    data: str
    supervision: str
    licences: list[str]
    config: Annotated[str, _stored_as("recipe", "config")]
    seed: int
    duration_s: float


class ReliabilityBin(_CardModel):
    """Pairs of image and audio with similar scores: their mean score, and how many match.

    For a `MatchCurve`, `score` is the mean probability.
    """

    score: Annotated[float, Field(ge=0, le=1)]
    matching: Annotated[float, Field(ge=0, le=1)]
    n: int


class MatchCurve(_CardModel):
    """Probability of a match if matching and mismatched pairs are equally frequent.

    It is the logistic function of `slope * asinh(product / width) + offset` at the highest scalar
    product of a map, which rises strictly: linearly below `width`, as a power above.

    reliability: the probabilities of pairs that did not take part in the fit.
    error: their expected calibration error; None without such pairs.
    """

    slope: Annotated[float, Field(gt=0)]
    offset: float
    width: Annotated[float, Field(gt=0)]
    reliability: tuple[ReliabilityBin, ...] = ()
    error: Annotated[float, Field(ge=0, le=1)] | None = None


class Calibration(_CardModel):
    """Scale of the scores, a monotone curve through knots (`avol.score_scale`).

    raw: logits of the knots, increasing.
    scores: scores of the knots, from 0 for no evidence, not decreasing.
    reliability: the scores of pairs that did not take part in the fit.
    probability: probability of a match; None: not fitted.
    data: what the curves were fitted on.
    """

    raw: tuple[float, ...]
    scores: tuple[Annotated[float, Field(ge=0, le=1)], ...]
    reliability: tuple[ReliabilityBin, ...] = ()
    probability: MatchCurve | None = None
    data: str = ""

    @model_validator(mode="after")
    def _check_knots(self) -> Self:
        rising = all(a < b for a, b in pairwise(self.raw))
        monotone = all(a <= b for a, b in pairwise(self.scores))
        if len(self.raw) != len(self.scores) or len(self.raw) < 2 or not rising or not monotone:
            raise ValueError("the knots do not form a curve that rises")
        return self


class Classes(_CardModel):
    """The classes of class heads, whose embeddings are probabilities.

    names: by dimension of the embedding; further dimensions are not used.
    min_known: audio whose three most probable classes sum to less belongs to none of them.
    """

    names: Annotated[tuple[str, ...], Field(max_length=EMBEDDING_SIZE)]
    min_known: Annotated[float, Field(ge=0, le=1)] = 0.0


class ModelCard(_CardModel):
    """What a checkpoint is, expects, was trained on, achieves and may be used for.

    image_mean, image_std: normalisation of RGB values in 0..1.
    spectrogram: also defines the length of the audio window (`spectrogram.seconds`).
    heads: "paper", or "shares" for class probabilities (`avol.models.heads`).
    threshold: value of the sigmoid, or of the calibration, from which on a grid cell matches; it
        becomes the score 0.5 (`avol.score_scale`).
    silence_dbfs: level below which an audio window counts as silence.
    calibration: scale of the scores; None: a default scale.
    classes: names of the classes of class heads; None: not known.
    sha256: hash of the weights file.
    """

    format: Literal[1, 2] = CARD_FORMAT
    name: str
    title: str
    version: str
    network: Literal["avol", "ave", "l3"]
    heads: Literal["paper", "shares"] = "paper"
    vision_encoder: Annotated[str, _stored_as("vision_tower", "vision_encoder")]
    audio_encoder: Annotated[str, _stored_as("sound_tower", "audio_encoder")]
    image_size: Annotated[int, Field(gt=0)]
    image_mean: RGB
    image_std: RGB
    spectrogram: SpectrogramSpec
    threshold: Annotated[float, Field(ge=0, le=1)] = 0.5
    silence_dbfs: float = SILENCE_LEVEL
    calibration: Calibration | None = None
    classes: Classes | None = None
    training: Training
    metrics: Annotated[dict[str, Metric], _stored_as("figures", "metrics")] = {}
    licence: str
    limits: list[str] = []
    not_for: list[str] = []
    sha256: str = ""

    @property
    def audio_window(self) -> int:
        """Samples of the audio window at 48 kHz."""
        return self.spectrogram.samples

    @classmethod
    def load(cls, path: Path) -> Self:
        """Load a card; WeightsError if it is missing, invalid or from a newer version."""
        if not is_file(path):
            raise WeightsError(f"Model card not found: {path}; place it next to the weights file.")
        try:
            data = load_json(path, _WHAT)
            version = data.get("format", CARD_FORMAT) if isinstance(data, dict) else CARD_FORMAT
            if isinstance(version, int) and version > CARD_FORMAT:
                raise WeightsError(f"{path.name} is from a newer AVOL; update AVOL to use it.")
            return load_model(path, _WHAT, cls)
        except InputError as error:
            raise WeightsError(str(error)) from error

    def save(self, path: Path) -> None:
        """Write the card atomically; MediaError if that fails."""
        with atomic_write(path) as part:
            text = self.model_dump_json(indent=2, by_alias=True)
            part.write_text(text + "\n", encoding="utf-8")
