"""Batches: folders and lists, resuming, several workers, Ray, and the HTML report."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from avol.cli.main import commands, run
from avol.core.fingerprint import former_fingerprint
from avol.errors import InputError
from avol.io.batch.executor import run_tasks
from avol.io.batch.inputs import expand_inputs
from avol.io.batch.report import best_moments, write_report
from avol.io.batch.task import Task, TaskResult
from avol.io.localize import OverlayStyle, localize
from tests.support.counting_model import CountingModel
from tests.support.synthetic import click_audio, coded_images, frame_times, make_media


def files(folder: Path) -> list[str]:
    return sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*.*"))


def run_resumable(source: Path, out: Path, style: OverlayStyle | None = None) -> TaskResult:
    task = Task(source, out, "counting", "auto", style=style or OverlayStyle(), resume=True)
    (result,) = run_tasks([task])
    assert not result.error
    return result


def test_folders_lists_and_files_are_expanded(archive: Path, tmp_path: Path) -> None:
    list_file = tmp_path / "some.txt"
    list_file.write_text("# a list\n\narchive/day 1/a.mp4\n/else/where.mkv\n")
    inputs = expand_inputs([archive, list_file, Path("one.mov")], tmp_path / "out")
    assert [(each.source, each.subfolder.as_posix()) for each in inputs] == [
        (archive / "a.mp4", "."),
        (archive / "day 1" / "a.mp4", "day 1"),
        (archive / "day 1" / "bad & damaged.mp4", "day 1"),
        (tmp_path / "archive/day 1/a.mp4", "."),
        (Path("/else/where.mkv"), "."),
        (Path("one.mov"), "."),
    ]
    assert len(expand_inputs([archive], archive / "day 1")) == 1
    (archive / "empty").mkdir()
    with pytest.raises(InputError, match="no video"):
        expand_inputs([archive / "empty"], archive)
    with pytest.raises(InputError, match="cannot be read"):
        expand_inputs([tmp_path / "none.txt"], tmp_path)


def test_a_file_that_is_named_twice_counts_once(archive: Path, tmp_path: Path) -> None:
    file = sorted(archive.rglob("*.mp4"))[0]
    listed = file.parent / "list.txt"
    listed.write_text(f"{file.name}\n./{file.name}\n{file.name}\n")
    (only,) = expand_inputs([listed, file, file], tmp_path / "out")
    assert only.source == file
    assert "line 1" in only.listed


@pytest.mark.parametrize("out", ["day 1", "."])
@pytest.mark.usefixtures("model")
def test_results_in_the_folder_of_the_inputs_are_skipped(archive: Path, out: str) -> None:
    folder = archive / "day 1"
    (folder / "a.mp4").rename(folder / "b.mkv")
    (folder / "bad & damaged.mp4").unlink()
    for _ in range(2):
        (task,) = [
            Task(each.source, archive / out / each.subfolder, "counting", "auto")
            for each in expand_inputs([folder], archive / out)
        ]
        assert task.source == folder / "b.mkv"
        (result,) = run_tasks([task])
        assert not result.error
    assert (archive / out / "b.mp4").exists()


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
    (out / "a.mp4").write_bytes((out / "a.mp4").read_bytes()[:-1])
    assert not run_resumable(source, out, contour).resumed
    (out / "a.npz").write_bytes((out / "a.npz").read_bytes()[:100])
    assert not run_resumable(source, out, contour).resumed
    source.write_bytes(source.read_bytes() + bytes(8))
    assert not run_resumable(source, out, contour).resumed


@pytest.mark.usefixtures("model")
def test_resume_accepts_results_with_the_former_fingerprint(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("avol.io.batch.task._origin.__defaults__", (former_fingerprint,))
        run_resumable(archive / "a.mp4", tmp_path / "out")
    assert run_resumable(archive / "a.mp4", tmp_path / "out").resumed


@pytest.mark.usefixtures("model")
def test_resume_reads_the_verdicts_of_older_tables(archive: Path, tmp_path: Path) -> None:
    first = run_resumable(archive / "a.mp4", tmp_path / "out")
    table = tmp_path / "out" / "a.csv"
    table.write_text(table.read_text().replace(",match,", ",matches,"))
    assert ",matches," in table.read_text()
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
    assert 'href="a.mp4#t=0.60">0.60 s' in rows[0]
    assert 'href="day%201/a.mp4#t=' in rows[1]
    assert "2 of 3 inputs done, 35 maps" in text
    assert "http" not in text


@pytest.mark.usefixtures("model")
@pytest.mark.skipif(os.name == "nt", reason="needs names that are not UTF-8, and named pipes")
def test_names_that_are_not_utf8_and_other_inodes(
    archive: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    folder, out = tmp_path / "odd", tmp_path / "out"
    folder.mkdir()
    name = os.fsdecode(b"caf\xe9.mp4")
    shutil.copyfile(archive / "a.mp4", folder / name)
    os.mkfifo(folder / "pipe.mp4")
    (folder / "lost.mp4").symlink_to(folder / "nowhere")
    (folder / "circle.mp4").symlink_to(folder / "circle.mp4")
    (folder / "folder.mp4").mkdir()
    (folder / "zero.mp4").symlink_to("/dev/zero")
    report, json_file, long = out / "r.html", out / "r.json", "x" * 5000
    outputs = ["--out", str(out), "--report", str(report), "--json", str(json_file)]
    assert run(commands, ["localize", str(folder), long, *outputs]) == 2
    printed, errors = capfd.readouterr()
    assert name in printed
    for fault in ("pipe.mp4” is not a file", "zero.mp4” is not a file", "lost.mp4” cannot be read",
                  "circle.mp4” cannot be read", "xxx” cannot be read"):  # fmt: skip
        assert fault in errors
    inputs = {each["input"]: each for each in json.loads(json_file.read_text())["inputs"]}
    done = inputs[f"file://{folder}/caf%E9.mp4"]
    assert done["files"][0] == f"file://{out}/caf%E9.mp4"
    assert (out / name).stat().st_size > 0
    assert sum("error" in each for each in inputs.values()) == 5
    text = report.read_text(encoding="utf-8")
    assert "caf�.mp4" in text
    assert 'href="caf%E9.mp4#t=' in text


@pytest.mark.usefixtures("model")
def test_errors_of_listed_inputs_name_the_list(
    archive: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    listing = tmp_path / "list.txt"
    listing.write_bytes("archive/a.mp4\r\n\r\narchive/none.mp4\r\n".encode("utf-16"))
    arguments = ["localize", str(listing), "--out", str(tmp_path / "out")]
    assert run(commands, arguments) == 2
    assert "(line 3 of “list.txt”)." in capsys.readouterr().err
    for text, fault in (("hello\n", "line 1: “hello” does not exist"), ("#\n", "it names no file")):
        listing.write_text(text)
        assert run(commands, arguments) == 2
        expected = f"avol: “list.txt” is not a list of files ({fault}"
        assert capsys.readouterr().err.startswith(expected)


@pytest.mark.usefixtures("model")
def test_a_fault_in_one_input_does_not_end_the_others(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(source: Path, *arguments: object, **options: object) -> object:
        if source.parent.name == "day 1":
            raise MemoryError
        return localize(source, *arguments, **options)  # pyright: ignore[reportArgumentType, reportCallIssue]

    monkeypatch.setattr("avol.io.batch.task.localize", fail)
    tasks = [
        Task(archive / name, tmp_path / "out" / Path(name).parent, "counting", "auto")
        for name in ("day 1/a.mp4", "a.mp4")
    ]
    bad, good = run_tasks(tasks)
    assert "needs more memory" in bad.error
    assert good.result is not None


class CrashingTask(Task):
    """Ends the process that unpickles it, like a crash in a decoder."""

    def __reduce__(self) -> tuple[Any, ...]:
        return os._exit, (9,)


def test_a_dead_worker_costs_one_input(archive: Path, tmp_path: Path) -> None:
    crashing = CrashingTask(archive / "a.mp4", tmp_path / "0", "no-such", "auto")
    others = [Task(archive / "a.mp4", tmp_path / str(n), "no-such", "auto") for n in (1, 2)]
    results = list(run_tasks([crashing, *others], workers=2))
    died = "A worker process died at “a.mp4”; if memory ran out, use fewer workers."
    errors = [result.error for result in results]
    assert errors.count(died) == 1
    assert sum("no-such" in error for error in errors) == 2


@pytest.mark.usefixtures("model")
def test_links_of_the_report_are_times_of_the_overlay_video(tmp_path: Path) -> None:
    """The source begins at 5000 s, the overlay video at 0 s; also when its result is resumed."""
    times = frame_times(40, start=5000.0)
    click = click_audio([0.8], 1.6, 48_000)
    source = make_media(
        tmp_path / "late.ts", coded_images(40), times, audio=click, audio_codec="mp2",
        audio_start=5000.0,
    )  # fmt: skip
    offsets = []
    for _ in range(2):
        result = run_resumable(source, tmp_path / "out")
        write_report(tmp_path / "out" / "report.html", [result], "a model")
        text = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
        link, shown = re.findall(r'href="late.mp4#t=([\d.]+)">([\d.]+) s', text)[0]
        assert 5000 < float(shown) < 5003
        offsets.append(float(link))
    assert offsets == pytest.approx([0.8, 0.8], abs=0.1)


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
    assert "The executor “ray” needs Ray, which is not installed; run: " in capsys.readouterr().err
