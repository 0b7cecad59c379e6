"""Reading recipes: TOML files, shipped beside the code or a person's own."""

import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from avol.errors import InputError

Recipe = TypeVar("Recipe", bound=BaseModel)


def read_table(name_or_path: str) -> dict[str, Any]:
    """The table of the recipe shipped under that name, or of a TOML file; InputError if none.

    A recipe with `extends = "NAME"` says only what differs from that one.
    """
    recipes = files("avol.training") / "configs"
    shipped = recipes / f"{name_or_path}.toml"
    path = Path(name_or_path)
    try:
        text = shipped.read_text("utf-8") if shipped.is_file() else path.read_text("utf-8")
        table = tomllib.loads(text)
    except OSError:
        known = ", ".join(sorted(p.name.removesuffix(".toml") for p in recipes.iterdir()))
        raise InputError(
            f"There is no recipe {name_or_path}; name one of {known}, or a TOML file."
        ) from None
    except ValueError as error:
        raise _invalid(name_or_path, str(error)) from None
    base = table.pop("extends", None)
    return table if base is None else _over(read_table(str(base)), table)


def _over(base: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    """`base` with changes laid over it, table by table."""
    merged = dict(base)
    for key, value in changes.items():
        old = merged.get(key)
        if isinstance(old, dict) and isinstance(value, dict):
            value = _over(old, value)  # noqa: PLW2901
        merged[key] = value
    return merged


def read_as(kind: type[Recipe], name_or_path: str) -> Recipe:
    """A recipe of that kind; InputError if it says something that no such recipe may say."""
    try:
        return kind.model_validate(read_table(name_or_path))
    except ValidationError as error:
        first = error.errors()[0]
        why = f"{'.'.join(map(str, first['loc']))}: {first['msg']}"
        raise _invalid(name_or_path, why) from None


def _invalid(name_or_path: str, why: str) -> InputError:
    return InputError(f"{name_or_path} is no valid recipe ({why}); mend that line.")
