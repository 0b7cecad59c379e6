"""Settings and results of a tiny training as plain values."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from avol.core.optional_packages import OPTIONAL_PACKAGES
from avol.errors import InputError
from avol.training.tiny.results import CurvePoint, steps_to
from avol.training.tiny.settings import TinySettings, load_tiny_settings

CHANGED = TinySettings(seed=5, flipped_labels=True, pooling="attention", ticks="possible")


def test_settings_load_from_their_own_file_and_from_a_result(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text(CHANGED.model_dump_json())
    assert load_tiny_settings(path) == CHANGED
    path.write_text(json.dumps({"settings": CHANGED.model_dump(), "steps": 3}))
    assert load_tiny_settings(path) == CHANGED


@pytest.mark.parametrize(
    "text", ["{", "[]", '{"seed": -1}', '{"settings": {"pooling": "mean"}}', '{"sead": 1}', "NaN"]
)
def test_invalid_settings_are_one_sentence(tmp_path: Path, text: str) -> None:
    path = tmp_path / "settings.json"
    path.write_text(text)
    with pytest.raises(InputError, match=r"settings\.json"):
        load_tiny_settings(path)


@pytest.mark.parametrize(
    ("module", "installed"),
    [("avol.training.tiny.results", set()), ("avol.training.tiny.training", {"torch"})],
)
def test_settings_need_no_optional_package_and_training_needs_torch_only(
    module: str, installed: set[str]
) -> None:
    missing = set(OPTIONAL_PACKAGES) - installed
    code = f"import sys\nsys.modules.update(dict.fromkeys({missing!r}))\nimport {module}"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_steps_to_an_accuracy() -> None:
    curve = tuple(
        CurvePoint(step=s, loss=0.5, training_accuracy=1, accuracy=a, grid_accuracy=a)
        for s, a in ((10, 0.5), (20, 0.81), (30, 0.79), (40, 0.9))
    )
    assert steps_to(curve, 0.8) == 20
    assert steps_to(curve, 0.85) == 40
    assert steps_to(curve, 0.95) is None
