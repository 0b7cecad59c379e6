"""Batches: folders and lists, resuming, several workers, Ray, and the HTML report."""

from __future__ import annotations

import importlib.util
import json
import re
from pathlib import Path

import numpy as np
import pytest

from avol.cli.main import commands, run
from avol.errors import InputError
from avol.io.batch.executor import run_tasks
from avol.io.batch.inputs import expand_inputs
from avol.io.batch.report import best_moments
from avol.io.batch.task import Task, TaskResult
from avol.io.localize import OverlayStyle
from tests.support.counting_model import CountingModel


def files(folder: Path) -> list[str]:
    return sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*.*"))


def run_resumable(source: Path, out: Path, style: OverlayStyle | None = None) -> TaskResult:
    task = Task(source, out, "counting", "auto", style=style or OverlayStyle(), resume=True)
    (result,) = run_tasks([task])
    assert not result.error
    return result


def test_folders_lists_and_files_are_expanded(archive: Path, tmp_path: Path) -> None:
    list_file = tmp_path / "some.txt"
    list_file.write_text("# a list\n\narchive/a.mp4\n/else/where.mkv\n")
    inputs = expand_inputs([archive, list_file, Path("one.mov")], tmp_path / "out")
    assert [(each.source, each.subfolder.as_posix()) for each in inputs] == [
        (archive / "a.mp4", "."),
        (archive / "day 1" / "a.mp4", "day 1"),
        (archive / "day 1" / "bad & damaged.mp4", "day 1"),
        (tmp_path / "archive/a.mp4", "."),
        (Path("/else/where.mkv"), "."),
        (Path("one.mov"), "."),
    ]
    assert len(expand_inputs([archive], archive / "day 1")) == 1
    with pytest.raises(InputError, match="no video"):
        expand_inputs([archive / "day 1"], archive)
    with pytest.raises(InputError, match="cannot be read"):
        expand_inputs([tmp_path / "none.txt"], tmp_path)


@pytest.mark.usefixtures("model")
def test_output_repeats_subfolders_and_damaged_inputs_are_reported(
    archive: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert run(commands, ["localize", str(archive), "--out", str(out)]) == 2
    assert "bad & damaged.mp4" in capsys.readouterr().err
    expected = [f"{base}.{suffix}" for base in ("a", "day 1/a") for suffix in ("csv", "mp4", "npz")]
    assert files(out) == expected


def test_resume_skips_finished_inputs(archive: Path, tmp_path: Path, model: CountingModel) -> None:
    first = run_resumable(archive / "a.mp4", tmp_path / "out")
    assert not first.resumed
    windows = len(model.windows)
    second = run_resumable(archive / "a.mp4", tmp_path / "out")
    assert second.resumed
    assert (second.result, len(model.windows)) == (first.result, windows)


def test_resume_repeats_changed_inputs(archive: Path, tmp_path: Path, model: CountingModel) -> None:
    source, out, contour = archive / "a.mp4", tmp_path / "out", OverlayStyle("contour")
    run_resumable(source, out)
    assert not run_resumable(source, out, contour).resumed
    model.identity = "other weights"
    assert not run_resumable(source, out, contour).resumed
    assert run_resumable(source, out, contour).resumed
    (out / "a.csv").unlink()
    assert not run_resumable(source, out, contour).resumed
    (out / "a.npz").write_bytes(b"damaged")
    assert not run_resumable(source, out, contour).resumed
    source.write_bytes(source.read_bytes() + bytes(8))
    assert not run_resumable(source, out, contour).resumed


@pytest.mark.usefixtures("model")
def test_resume_reads_the_verdicts_of_older_tables(archive: Path, tmp_path: Path) -> None:
    first = run_resumable(archive / "a.mp4", tmp_path / "out")
    table = tmp_path / "out" / "a.csv"
    table.write_text(table.read_text().replace(",match\n", ",matches\n"))
    assert ",matches\n" in table.read_text()
    second = run_resumable(archive / "a.mp4", tmp_path / "out")
    assert second.resumed
    assert second.result == first.result


@pytest.mark.usefixtures("model")
def test_the_origin_keeps_the_keys_of_older_archives(archive: Path, tmp_path: Path) -> None:
    run_resumable(archive / "a.mp4", tmp_path / "out")
    with np.load(tmp_path / "out" / "a.npz") as arrays:
        origin = json.loads(str(arrays["origin"]))
    assert list(origin) == ["source", "fingerprint", "model", "sound", "drawing", "media_s"]
    assert list(origin["drawing"]) == ["view", "opacity", "threshold", "colormap"]


@pytest.mark.usefixtures("model")
def test_the_report_lists_every_input(archive: Path, tmp_path: Path) -> None:
    report = tmp_path / "out" / "report.html"
    arguments = ["localize", str(archive), "--out", str(tmp_path / "out"), "--report", str(report)]
    assert run(commands, arguments) == 2
    text = report.read_text(encoding="utf-8")
    rows = re.findall(r"<tr><td title.*?</tr>", text)
    assert len(rows) == 3
    assert text.count("<polyline") == 2
    assert "bad &amp; damaged.mp4" in rows[2]
    assert 'class="error"' in rows[2]
    assert 'href="a.mp4#t=0.80">0.80 s' in rows[0]
    assert 'href="day%201/a.mp4#t=' in rows[1]
    assert "2 of 3 inputs done, 35 maps" in text
    assert "http" not in text


def test_best_moments_keep_their_distance() -> None:
    seconds = np.arange(100) / 25
    scores = np.exp(-((seconds - 1.0) ** 2) * 9) + 0.5 * np.exp(-((seconds - 3.0) ** 2) * 9)
    best = best_moments(scores.astype(np.float32), seconds)
    assert best[:2] == [25, 75]
    assert np.diff(np.sort(seconds[best])).min() >= 1.0
    assert best_moments(np.ones(3, np.float32), np.arange(3) / 25) == [0]


def run_with_and_without(
    archive: Path, tmp_path: Path, *options: str
) -> tuple[dict[str, object], dict[str, object]]:
    """The verdicts of one worker, and those with `options`; uses the shipped weights."""
    verdicts = []
    for number, extra in enumerate(((), options)):
        json_file, out = tmp_path / f"{number}.json", tmp_path / f"out{number}"
        arguments = ["localize", str(archive), "--out", str(out), "--json", str(json_file)]
        assert run(commands, [*arguments, *extra]) == 2
        inputs = json.loads(json_file.read_text())["inputs"]
        verdicts.append({each["input"]: each.get("verdicts", "error") for each in inputs})
        assert len(files(out)) == 6
    first, second = (np.load(tmp_path / f"out{n}" / "a.npz")["maps"] for n in (0, 1))
    assert np.abs(first - second).max() < 1e-4  # the number of threads differs
    return verdicts[0], verdicts[1]


def test_several_workers_give_the_same_results(archive: Path, tmp_path: Path) -> None:
    one, several = run_with_and_without(archive, tmp_path, "--workers", "2")
    assert one == several


@pytest.mark.slow
@pytest.mark.timeout(600)  # Ray starts slowly on few cores
@pytest.mark.skipif(importlib.util.find_spec("ray") is None, reason="Ray is not installed")
@pytest.mark.filterwarnings("ignore")
def test_ray_gives_the_same_results(archive: Path, tmp_path: Path) -> None:
    one, ray = run_with_and_without(archive, tmp_path, "--engine", "ray")
    assert one == ray


@pytest.mark.usefixtures("model")
def test_a_missing_ray_is_an_error_with_remedy(
    archive: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "ray", None)
    arguments = ["localize", str(archive), "--out", str(tmp_path / "out"), "--engine", "ray"]
    assert run(commands, arguments) == 2
    assert "extra “ray”" in capsys.readouterr().err
