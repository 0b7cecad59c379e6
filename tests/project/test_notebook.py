"""Runs the cells of the notebook in order on exported files, without Jupyter."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from avol.cli import main
from tests.support import synthetic
from tests.support.paths import ROOT

NOTEBOOK = ROOT / "docs" / "exports.ipynb"


@pytest.fixture
def notebook() -> dict:
    return json.loads(NOTEBOOK.read_text(encoding="utf-8"))


def test_notebook_runs_on_exported_files(
    notebook: dict, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    matplotlib = pytest.importorskip("matplotlib")
    matplotlib.use("Agg")
    clip = synthetic.make_media(
        tmp_path / "duo.mp4", synthetic.coded_images(12), audio=synthetic.tone_audio(0.5, 48_000)
    )
    arguments = ["localize", str(clip), "--out", "results", "--json", "results/results.json"]
    monkeypatch.chdir(tmp_path)
    assert main.run(main.commands, arguments) == 0

    variables: dict = {}
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            exec("".join(cell["source"]), variables)
    import matplotlib.pyplot as plt

    assert len(plt.get_fignums()) == 3
    plt.close("all")
    assert variables["maps"].shape == (12, 14, 14)
    assert np.allclose(variables["times"], variables["seconds"], atol=1e-6)
    assert variables["summary"]["inputs"][0]["maps"] == 12


def test_notebook_contains_no_outputs(notebook: dict) -> None:
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in code)
    assert notebook["nbformat"] == 4
