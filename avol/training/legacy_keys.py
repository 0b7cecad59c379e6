"""Former key names of training configs, so that existing TOML files still load."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class _Key:
    """Current name of a key, and the renamed keys of the table or tables that it holds."""

    name: str
    inner: "Mapping[str, _Key]" = field(default_factory=dict)


_SEEDS = {"seconds": _Key("audio_windows")}
_MODALITIES = {"eye": _Key("vision"), "ear": _Key("audio")}
_RUN = {
    "rate": _Key("learning_rate"),
    "naming_rate": _Key("classifier_learning_rate"),
    "keep": _Key("distillation"),
    "mixing": _Key("mixup"),
    "hiding": _Key("masking"),
    "averaging": _Key("ema_decay"),
}
_FINE_TUNE = {"tunings": _Key("runs", _RUN), "pretrained": _Key("pretrained_fraction")}
_SCRATCH_STAGE = {
    "rate": _Key("learning_rate"),
    "part": _Key("crop_fraction"),
    "mixing": _Key("mixup"),
}
_LEGACY_KEYS: Mapping[str, _Key] = {
    "stages": _Key("encoders_from"),
    "seeds": _Key("seeds", _SEEDS),
    "validation_seeds": _Key("validation_seeds", _SEEDS),
    "ear": _Key("pretrained_audio"),
    "ear_classes": _Key("pretrained_audio_classes"),
    "flagged": _Key("include_flagged"),
    "grounds": _Key("background_labels"),
    "cutouts": _Key("cutout_labels"),
    "unseen_cutouts": _Key("held_out_cutouts"),
    "seconds": _Key("audio_windows"),
    "validation_seconds": _Key("validation_audio_windows"),
    "tune_eye": _Key("finetune_vision", _FINE_TUNE),
    "tune_ear": _Key("finetune_audio", _FINE_TUNE),
    "named": _Key("class_heads"),
    "softness": _Key("temperature", _MODALITIES),
    "scratch": _Key(
        "scratch",
        {"eye": _Key("vision", _SCRATCH_STAGE), "ear": _Key("audio", _SCRATCH_STAGE)},
    ),
    "heads": _Key(
        "heads",
        {
            "dark": _Key("negative_weight"),
            "places": _Key("cell_weight"),
            "contrast": _Key("contrastive_weight"),
        },
    ),
    "network": _Key(
        "network",
        {"vision_tower": _Key("vision_encoder"), "sound_tower": _Key("audio_encoder")},
    ),
    "pairs": _Key("pairs", {"paired": _Key("catalogue_pairs"), "flagged": _Key("include_flagged")}),
}


def rename_legacy_keys(table: dict[str, Any]) -> dict[str, Any]:
    """Returns a config table with current key names."""
    return _rename(table, _LEGACY_KEYS)


def _rename(value: Any, keys: Mapping[str, _Key]) -> Any:
    if isinstance(value, list):
        return [_rename(entry, keys) for entry in value]
    if not isinstance(value, dict):
        return value
    renamed: dict[str, Any] = {}
    for name, entry in value.items():
        key = keys.get(name, _Key(name))
        renamed[key.name] = _rename(entry, key.inner) if key.inner else entry
    return renamed
