"""A recipe: everything that decides what a training gives, in one TOML file beside the code."""

import tomllib
from importlib.resources import files
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from avol.errors import InputError
from avol.training.heads import HeadRecipe


class Seeds(BaseModel):
    """Where the random generators of one side of the data start."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    scenes: int
    seconds: int


class Recipe(BaseModel):
    """What to train, on what, for how long."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    title: str
    version: str
    licence: str
    data: str
    supervision: str
    limits: list[str]
    not_for: list[str]
    seeds: Seeds
    validation_seeds: Seeds
    ear: str
    """The pretrained ear's file, relative to the data folder."""
    ear_classes: str
    """The CSV with the names of its classes, likewise."""
    flagged: bool = True
    """Whether to use what the catalogue flags as of unclear or non-commercial licence."""
    held_out_sources: list[str] = []
    """Sources of sounds and pictures that neither training nor validation may touch."""
    cutouts: dict[str, list[str]] = {}
    """Label to the cut-outs that show it."""
    scenes: int
    validation_scenes: int
    seconds: int
    validation_seconds: int
    heads: HeadRecipe


def read_recipe(name_or_path: str) -> Recipe:
    """The recipe shipped under that name, or the one in a TOML file.

    Raises:
        InputError: there is none, or it says something that no recipe may say.
    """
    shipped = files("avol.training") / "recipes" / f"{name_or_path}.toml"
    path = Path(name_or_path)
    try:
        text = shipped.read_text("utf-8") if shipped.is_file() else path.read_text("utf-8")
        return Recipe.model_validate(tomllib.loads(text))
    except OSError:
        raise InputError(f"There is no recipe at {name_or_path}; name a TOML file.") from None
    except ValidationError as error:
        first = error.errors()[0]
        why = f"{'.'.join(map(str, first['loc']))}: {first['msg']}"
    except ValueError as error:
        why = str(error)
    raise InputError(f"{name_or_path} is no valid recipe ({why}); mend that line.")
