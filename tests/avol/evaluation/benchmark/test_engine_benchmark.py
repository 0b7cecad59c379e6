"""Engine benchmark: structure of the report. Measured times are not checked."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

from avol.audio.log_spectrogram import YAMNET
from avol.evaluation.benchmark.engine_benchmark import benchmark_engines
from avol.evaluation.benchmark.report import STEPS, BenchmarkReport
from tests.support import checkpoints


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> BenchmarkReport:
    path = checkpoints.write_checkpoint(tmp_path_factory.mktemp("weights"))
    return benchmark_engines(path, kinds=["int8", "torch"], threads=[1], rounds=2)


def test_every_step_is_timed(report: BenchmarkReport) -> None:
    assert [(row.engine, row.step) for row in report.rows] == [("CPU torch", s) for s in STEPS]
    for row in report.rows:
        assert 0 < row.p50_ms <= row.p95_ms
        assert row.speedup == pytest.approx(1)
        assert (row.gflops is not None) == (row.step in ("encode_image", "encode_audio"))
        assert (row.of_ceiling is not None) == (row.step in ("encode_image", "encode_audio"))


def test_plain_torch_agrees_with_itself(report: BenchmarkReport) -> None:
    (agreement,) = report.agreements
    assert agreement.maps == 9
    assert agreement.max_difference == 0
    assert agreement.same_peak == 1


def test_models_with_a_longer_audio_window_are_measured(tmp_path: Path) -> None:
    spec = replace(YAMNET, seconds=3.0, columns=296)
    path = checkpoints.write_checkpoint(tmp_path, checkpoints.tiny_card(spectrogram=spec))
    report = benchmark_engines(path, kinds=[], threads=[1], rounds=1)
    assert [row.step for row in report.rows] == list(STEPS)
    assert report.agreements[0].maps == 9


def test_unavailable_engines_are_listed(report: BenchmarkReport) -> None:
    assert list(report.missing) == ["int8"]
    assert "no int8 graphs" in report.missing["int8"]


def test_operations_are_counted(report: BenchmarkReport) -> None:
    """EfficientNet-Lite0 without its classifier needs 0.385 GMAC at 224 px. The image has 64 px."""
    assert report.gmacs["encode_image"] == pytest.approx(0.385 * (64 / 224) ** 2, rel=0.05)
    assert report.gmacs["encode_audio"] == pytest.approx(0.0688, rel=0.01)
    assert report.ceilings.keys() == {"fp32 x 1"}
    assert report.ceilings["fp32 x 1"] > 1


def test_report_is_saved_as_json_and_printed(report: BenchmarkReport, tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    path.write_text(json.dumps(report.as_dict()))
    assert json.loads(path.read_text())["rows"][0]["step"] == STEPS[0]
    console = Console(width=200, record=True, file=(tmp_path / "out").open("w"))
    console.print(report.table())
    assert "CPU torch" in console.export_text()
    console.file.close()
