"""Trees and lists, going on after a break, several workers, and the page about all of it."""

from __future__ import annotations

import importlib.util
import json
import re
from pathlib import Path

import numpy as np
import pytest

from avol.cli.main import commands, run
from avol.errors import InputError
from avol.io.batch.executor import localize_all
from avol.io.batch.inputs import expand
from avol.io.batch.report import best_moments
from avol.io.batch.task import Done, Task
from avol.io.localize import OverlayStyle
from tests.avol.io.batch.conftest import Counted


def files(folder: Path) -> list[str]:
    return sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*.*"))


def test_folders_lists_and_files_are_expanded(archive: Path, tmp_path: Path) -> None:
    listed = tmp_path / "some.txt"
    listed.write_text("# a list\n\narchive/a.mp4\n/else/where.mkv\n")
    found = expand([archive, listed, Path("one.mov")], tmp_path / "out")
    assert [(each.source, each.place.as_posix()) for each in found] == [
        (archive / "a.mp4", "."),
        (archive / "day 1" / "a.mp4", "day 1"),
        (archive / "day 1" / "torn & lost.mp4", "day 1"),
        (tmp_path / "archive/a.mp4", "."),
        (Path("/else/where.mkv"), "."),
        (Path("one.mov"), "."),
    ]
    assert len(expand([archive], archive / "day 1")) == 1
    with pytest.raises(InputError, match="no video"):
        expand([archive / "day 1"], archive)
    with pytest.raises(InputError, match="cannot be read"):
        expand([tmp_path / "none.txt"], tmp_path)


@pytest.mark.usefixtures("model")
def test_a_tree_is_kept_and_a_bad_input_named(
    archive: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert run(commands, ["localize", str(archive), "--out", str(out)]) == 2
    assert "torn & lost.mp4" in capsys.readouterr().err
    made = [f"{base}.{end}" for base in ("a", "day 1/a") for end in ("csv", "mp4", "npz")]
    assert files(out) == made


def test_what_was_done_before_is_left(archive: Path, tmp_path: Path, model: Counted) -> None:
    out = tmp_path / "out"

    def again(source: Path = archive / "a.mp4", **changes: object) -> Done:
        task = Task(source, out, "made up", "auto", resume=True, **changes)  # pyright: ignore[reportArgumentType]
        (done,) = localize_all([task])
        return done

    first = again()
    assert not first.before
    asked = len(model.seconds)
    second = again()
    assert second.before
    assert (second.found, len(model.seconds)) == (first.found, asked)
    assert not again(drawing=OverlayStyle("contour")).before
    model.identity = "other weights"
    assert not again(drawing=OverlayStyle("contour")).before
    assert again(drawing=OverlayStyle("contour")).before
    (out / "a.csv").unlink()
    assert not again(drawing=OverlayStyle("contour")).before
    (out / "a.npz").write_bytes(b"torn")
    assert not again(drawing=OverlayStyle("contour")).before
    content = (archive / "a.mp4").read_bytes()
    (archive / "a.mp4").write_bytes(content + bytes(8))
    assert not again(drawing=OverlayStyle("contour")).before


@pytest.mark.usefixtures("model")
def test_the_report_tells_of_every_input(archive: Path, tmp_path: Path) -> None:
    page = tmp_path / "out" / "report.html"
    arguments = ["localize", str(archive), "--out", str(tmp_path / "out"), "--report", str(page)]
    assert run(commands, arguments) == 2
    text = page.read_text(encoding="utf-8")
    rows = re.findall(r"<tr><td title.*?</tr>", text)
    assert len(rows) == 3
    assert text.count("<polyline") == 2
    assert "torn &amp; lost.mp4" in rows[2]
    assert 'class="error"' in rows[2]
    assert 'href="a.mp4#t=0.80">0.80 s' in rows[0]
    assert 'href="day%201/a.mp4#t=' in rows[1]
    assert "2 of 3 inputs done, 35 maps" in text
    assert "http" not in text


def test_best_moments_are_apart() -> None:
    seconds = np.arange(100) / 25
    scores = np.exp(-((seconds - 1.0) ** 2) * 9) + 0.5 * np.exp(-((seconds - 3.0) ** 2) * 9)
    best = best_moments(scores.astype(np.float32), seconds)
    assert best[:2] == [25, 75]
    assert np.diff(np.sort(seconds[best])).min() >= 1.0
    assert best_moments(np.ones(3, np.float32), np.arange(3) / 25) == [0]


def both_ways(
    archive: Path, tmp_path: Path, *options: str
) -> tuple[dict[str, object], dict[str, object]]:
    """The figures of one worker, and those with `options`; shipped weights load anywhere."""
    figures = []
    for number, more in enumerate(((), options)):
        told, out = tmp_path / f"{number}.json", tmp_path / f"out{number}"
        arguments = ["localize", str(archive), "--out", str(out), "--json", str(told)]
        assert run(commands, [*arguments, *more]) == 2
        inputs = json.loads(told.read_text())["inputs"]
        figures.append({each["input"]: each.get("verdicts", "error") for each in inputs})
        assert len(files(out)) == 6
    ours, theirs = (np.load(tmp_path / f"out{n}" / "a.npz")["maps"] for n in (0, 1))
    assert np.abs(ours - theirs).max() < 1e-4  # the cores differ in number
    return figures[0], figures[1]


def test_several_workers_find_the_same(archive: Path, tmp_path: Path) -> None:
    alone, together = both_ways(archive, tmp_path, "--workers", "2")
    assert alone == together


@pytest.mark.slow
@pytest.mark.timeout(600)  # Ray takes its time to begin on few cores
@pytest.mark.skipif(importlib.util.find_spec("ray") is None, reason="Ray is not installed")
@pytest.mark.filterwarnings("ignore")
def test_ray_finds_the_same(archive: Path, tmp_path: Path) -> None:
    alone, together = both_ways(archive, tmp_path, "--engine", "ray")
    assert alone == together


def test_without_ray_it_says_how_to_get_it(
    archive: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    model: Counted,
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "ray", None)
    arguments = ["localize", str(archive), "--out", str(tmp_path / "out"), "--engine", "ray"]
    assert run(commands, arguments) == 2
    assert "extra “ray”" in capsys.readouterr().err
