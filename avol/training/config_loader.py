"""Loads training configs: TOML files, shipped with AVOL or written by the user."""

import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from avol.core.input_files import file_fault, first_fault, load_text
from avol.core.paths import is_file
from avol.errors import InputError
from avol.model_card import Training
from avol.training.legacy_keys import rename_legacy_keys

_WHAT = "a valid training config"
CONFIG_ALIASES = {"lesson": "tiny"}
"""Former names of shipped configs."""


class FrozenConfig(BaseModel):
    """Base of all tables of a config: immutable; unknown keys are errors."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


Config = TypeVar("Config", bound=FrozenConfig)


class TrainingConfig(FrozenConfig):
    """Keys of every training config: the description of the weights in the model card."""

    name: str
    title: str
    version: str
    licence: str
    data: str
    supervision: str
    limits: list[str]
    not_for: list[str]

    def card_fields(self, licences: list[str], seed: int, duration: float) -> dict[str, Any]:
        """The fields of the model card that describe the weights and their training.

        Args:
            licences: licences of the training data.
            seed: seed of the training.
            duration: duration of the training in seconds.
        """
        training = Training(
            data=self.data,
            supervision=self.supervision,
            licences=licences,
            config=self.name,
            seed=seed,
            duration_s=round(duration, 1),
        )
        fields = self.model_dump(
            include={"name", "title", "version", "licence", "limits", "not_for"}
        )
        return fields | {"training": training}


def load_config_table(name_or_path: str) -> dict[str, Any]:
    """Loads the table of a shipped config or of a TOML file.

    The key `extends` names a config that supplies all keys that the table lacks. Former key names
    are replaced by the current ones.

    Raises:
        InputError: there is no such config, or it is not TOML.
    """
    configs = files("avol.training") / "configs"
    shipped = configs / f"{CONFIG_ALIASES.get(name_or_path, name_or_path)}.toml"
    path = Path(name_or_path)
    if not shipped.is_file() and not is_file(path):
        names = ", ".join(sorted(p.name.removesuffix(".toml") for p in configs.iterdir()))
        raise InputError(f"There is no config {name_or_path}; use one of {names}, or a TOML file.")
    text = shipped.read_text("utf-8") if shipped.is_file() else load_text(path, _WHAT)
    try:
        table = rename_legacy_keys(tomllib.loads(text))
    except (ValueError, RecursionError) as error:
        raise file_fault(path, _WHAT, str(error), "correct that line") from None
    base = table.pop("extends", None)
    return table if base is None else _merge(load_config_table(str(base)), table)


def _merge(base: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    """Returns `base` updated with `changes`, recursively for tables."""
    merged = dict(base)
    for key, value in changes.items():
        old = merged.get(key)
        if isinstance(old, dict) and isinstance(value, dict):
            merged[key] = _merge(old, value)
        else:
            merged[key] = value
    return merged


def load_config(kind: type[Config], name_or_path: str) -> Config:
    """Loads a shipped config or a TOML file as a config of the given class.

    Raises:
        InputError: there is no such config, or a key or value is invalid.
    """
    try:
        return kind.model_validate(load_config_table(name_or_path))
    except ValidationError as error:
        location, cause = first_fault(error)
        cause = f"{'.'.join(map(str, location))}: {cause}"
        raise file_fault(Path(name_or_path), _WHAT, cause, "correct that line") from None
