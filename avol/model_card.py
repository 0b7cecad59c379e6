"""Model card: metadata that is stored next to the weights as `NAME.card.json`."""

import json
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import AliasChoices, BaseModel, ConfigDict, Field, ValidationError

from avol.audio.log_spectrogram import SpectrogramSpec
from avol.core.atomic import atomic_write
from avol.errors import WeightsError

CARD_FORMAT = 1
"""Newest card format that this version reads."""

RGB = tuple[float, float, float]


class _CardModel(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


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


class ModelCard(_CardModel):
    """What a checkpoint is, expects, was trained on, achieves and may be used for.

    image_mean, image_std: normalisation of RGB values in 0..1.
    heads: "paper", or "shares" for class probabilities (`avol.models.heads`).
    threshold: score from which a grid cell counts as a match, 0..1.
    silence_dbfs: level below which an audio window counts as silence.
    sha256: hash of the weights file.
    """

    format: Literal[1] = CARD_FORMAT
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
    silence_dbfs: float = -60.0
    training: Training
    metrics: Annotated[dict[str, Metric], _stored_as("figures", "metrics")] = {}
    licence: str
    limits: list[str] = []
    not_for: list[str] = []
    sha256: str = ""

    @classmethod
    def load(cls, path: Path) -> Self:
        """Load a card; WeightsError if it is missing, invalid or from a newer version."""
        try:
            data = json.loads(path.read_bytes())
            version = data.get("format", CARD_FORMAT) if isinstance(data, dict) else CARD_FORMAT
            if isinstance(version, int) and version > CARD_FORMAT:
                raise WeightsError(f"{path.name} is from a newer AVOL; update AVOL to use it.")
            return cls.model_validate(data)
        except OSError:
            raise WeightsError(
                f"Model card not found: {path}; place it next to the weights file."
            ) from None
        except ValidationError as error:
            first = error.errors()[0]
            field = ".".join(map(str, first["loc"])) or "the card"
            cause = f"{field}: {first['msg']}"
        except ValueError as error:
            cause = str(error)
        raise WeightsError(
            f"{path.name} is not a valid model card ({cause}); get a fresh copy of it."
        )

    def save(self, path: Path) -> None:
        """Write the card atomically; MediaError if that fails."""
        with atomic_write(path) as part:
            text = self.model_dump_json(indent=2, by_alias=True)
            part.write_text(text + "\n", encoding="utf-8")
