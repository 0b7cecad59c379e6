"""The libraries below AVOL collect no telemetry."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

LOAD = """
from avol import Localizer

Localizer.load()
"""


def run(code: str, home: Path) -> str:
    """Run Python with an empty home folder and without the settings of this process."""
    hidden = ("ORT_", "RAY_", "XDG_")
    base = {name: value for name, value in os.environ.items() if not name.startswith(hidden)}
    environment = base | {"HOME": str(home), "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", code]
    return subprocess.run(
        command, env=environment, capture_output=True, text=True, check=True
    ).stdout


@pytest.mark.skipif(sys.platform != "linux", reason="it keeps its events elsewhere")
def test_onnxruntime_stores_no_events(tmp_path: Path) -> None:
    run(LOAD, tmp_path)
    assert not list(tmp_path.rglob("*onnxruntime*"))


def test_ray_sends_no_usage_statistics(tmp_path: Path) -> None:
    pytest.importorskip("ray")
    code = (
        "from ray._common.usage.usage_lib import usage_stats_enabled; print(usage_stats_enabled())"
    )
    assert run(f"import avol; {code}", tmp_path).strip() == "False"
    assert run(code, tmp_path).strip() == "True"
