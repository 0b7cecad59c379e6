"""The weight card: what a checkpoint is, expects, was trained on, reaches and may be used for."""

import json
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from avol.audio.log_spectrogram import SpectrogramSpec
from avol.errors import WeightsError

CARD_FORMAT = 1
"""The newest form of card that this version reads."""

Three = tuple[float, float, float]


class _Sheet(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Figure(_Sheet):
    """One measured number; `low` and `high` are its confidence interval, `n` the sample size."""

    value: float
    low: float | None = None
    high: float | None = None
    n: int
    what: str


class Training(_Sheet):
    """Where the weights come from."""

    data: str
    supervision: str
    licences: list[str]
    recipe: str
    seed: int
    duration_s: float


class ModelCard(_Sheet):
    """What a checkpoint is, expects, was trained on, reaches and may be used for.

    Pictures are scaled to 0..1 before `image_mean` and `image_std`. A place of the map is lit at
    `threshold`; a second of sound below `silence_dbfs` counts as silence. `sha256` is that of the
    file of weights.
    """

    format: Literal[1] = CARD_FORMAT
    name: str
    title: str
    version: str
    network: Literal["avol", "ave", "l3"]
    heads: Literal["paper", "shares"] = "paper"
    vision_tower: str
    sound_tower: str
    image_size: Annotated[int, Field(gt=0)]
    image_mean: Three
    image_std: Three
    spectrogram: SpectrogramSpec
    threshold: Annotated[float, Field(ge=0, le=1)] = 0.5
    silence_dbfs: float = -60.0
    training: Training
    figures: dict[str, Figure] = {}
    licence: str
    limits: list[str] = []
    not_for: list[str] = []
    sha256: str = ""


def read_card(path: Path) -> ModelCard:
    """The card in a file; WeightsError where it is missing, damaged or from a newer version."""
    try:
        sheet = json.loads(path.read_bytes())
        form = sheet.get("format", CARD_FORMAT) if isinstance(sheet, dict) else CARD_FORMAT
        if isinstance(form, int) and form > CARD_FORMAT:
            raise WeightsError(f"{path.name} is from a newer AVOL; update AVOL to use it.")
        return ModelCard.model_validate(sheet)
    except OSError:
        raise WeightsError(
            f"There is no card at {path}; keep the card beside its weights."
        ) from None
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"])) or "the whole"
        why = f"{place}: {first['msg']}"
    except ValueError as error:
        why = str(error)
    raise WeightsError(f"{path.name} is no valid card ({why}); get a fresh copy of it.")


def write_card(path: Path, card: ModelCard) -> None:
    """Write a card, aside and then renamed."""
    part = path.with_name(path.name + ".part")
    part.write_text(card.model_dump_json(indent=2) + "\n", encoding="utf-8")
    part.replace(path)
