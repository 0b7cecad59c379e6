"""Options are checked before the work starts: output files, numbers and choices."""

import json
import re
from pathlib import Path
from typing import get_args

import pytest

from avol.cli import experiment, localize, options, prepare
from avol.cli.evaluate import localization, retrieval
from avol.cli.main import commands, run
from avol.cli.options import FAILED, save_json
from avol.data.shards.source_lists import Split
from avol.engines import ENGINE_KINDS
from avol.evaluation.localization import box_formats
from avol.evaluation.retrieval.ndcg import Gain
from avol.experiments.definitions import EXPERIMENTS
from avol.visualization.heatmap import COLORMAPS, VIEWS


@pytest.mark.parametrize("option", ["--json", "--card"])
@pytest.mark.parametrize("name", ["file/results", ""])
def test_an_unwritable_file_is_an_error_before_the_work(
    option: str,
    name: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "file").write_text("a file, no folder", encoding="utf-8")
    loads: list[object] = []
    monkeypatch.setattr("avol.localizer.Localizer.load", lambda *args: loads.append(args))
    assert run(commands, ["evaluate", "demo", option, str(tmp_path / name)]) == FAILED
    error = capsys.readouterr().err
    assert "choose a writable folder" in error or "is a folder; choose another name" in error
    assert not loads


COMMANDS = {
    "localize --report": ["localize", "{input}", "--out", "{new}", "--report", "{file}"],
    "localize --json": ["localize", "{input}", "--out", "{new}", "--json", "{file}"],
    "evaluate --card": ["evaluate", "demo", "--card", "{file}"],
    "evaluate": ["evaluate", "correspondence", "{new}", "--weights", "ave", "--json", "{file}"],
    "index": ["index", "{input}", "--out", "{new}", "--json", "{file}"],
    "search": ["search", "{new}", "--image", "{input}", "--json", "{file}"],
    "prepare": ["prepare", "{input}", "--out", "{new}", "--json", "{file}"],
    "prepare --out": ["prepare", "{input}", "--out", "{folder}"],
    "train": ["train", "tiny", "--data", "{new}", "--out", "{new}", "--json", "{file}"],
    "train --out": ["train", "tiny", "--data", "{new}", "--out", "{folder}"],
    "train-tiny": ["train-tiny", "--json", "{file}"],
    "train-tiny --out": ["train-tiny", "--out", "{folder}"],
    "claim": ["claim", "mismatch", "--work", "{new}", "--json", "{file}"],
    "sets": ["evaluate", "sets", "--data", "{new}", "--out", "{folder}"],
    "bench": ["bench", "engine", "--json", "{file}"],
}


@pytest.mark.parametrize("arguments", list(COMMANDS.values()), ids=list(COMMANDS))
def test_no_command_replaces_a_file_of_someone_else(
    arguments: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "mine"
    (folder / "scenes").mkdir(parents=True)
    for name in ("file", "input.mp4", "rejected.tsv", "tiny.safetensors", "scenes/boxes.json"):
        (folder / name).write_text("mine, and not AVOL's")
    places = {"file": folder / "file", "input": folder / "input.mp4", "new": tmp_path / "new"}
    line = [each.format(**places, folder=folder) for each in arguments]
    assert run(commands, line) == FAILED
    error = capsys.readouterr().err
    assert re.search(
        r"^avol: “[^”]*” was not written by AVOL; [^\n]*--overwrite\.\n\Z", error, re.M
    )
    assert not (tmp_path / "new").exists()
    assert all(f.read_text() == "mine, and not AVOL's" for f in folder.rglob("*") if f.is_file())
    assert len(list(folder.rglob("*"))) == 6


def test_an_input_is_not_replaced_even_on_request(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    boxes = tmp_path / "boxes.json"
    boxes.write_text("[]")
    arguments = ["evaluate", "localization", str(boxes), "--media", str(tmp_path)]
    assert run(commands, [*arguments, "--json", str(boxes), "--overwrite"]) == FAILED
    assert "would replace the input" in capsys.readouterr().err


def test_two_options_cannot_name_one_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = str(tmp_path / "a")
    assert run(commands, ["evaluate", "demo", "--json", file, "--card", file]) == FAILED
    assert "would be written twice" in capsys.readouterr().err


def test_a_missing_folder_is_created(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "results.json"
    save_json(path, {"n": 1})
    assert path.read_text(encoding="utf-8") == '{\n  "generator": "AVOL",\n  "n": 1\n}\n'


@pytest.mark.parametrize("value", ["nan", "inf", "-inf", "1e999", "-1", "1e300"])
@pytest.mark.parametrize(
    "arguments",
    [
        ["localize", "a.mp4", "--out", "o", "--threshold"],
        ["localize", "a.mp4", "--out", "o", "--opacity"],
        ["search", "library", "--sound", "a.wav", "--from"],
        ["search", "library", "--sound", "a.wav", "--to"],
    ],
)
def test_a_number_that_is_not_finite_or_in_range_is_an_error(
    arguments: list[str], value: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(commands, [*arguments, value]) == 2
    assert re.fullmatch(
        rf"avol: {arguments[-1]} cannot be [^\n]*; choose a number from 0 to [^\n]*\.\n",
        capsys.readouterr().err,
    )


@pytest.mark.parametrize(
    ("choices", "known"),
    [
        (options.ENGINES, ENGINE_KINDS),
        (localize.VIEWS, VIEWS),
        (localize.COLORMAPS, COLORMAPS),
        (prepare.SPLITS, get_args(Split)),
        (localization.FORMATS, tuple(box_formats.FORMATS)),
        (retrieval.GAINS, get_args(Gain)),
        (experiment.CLAIMS, tuple(EXPERIMENTS)),
    ],
)
def test_help_texts_list_the_choices_of_the_library(
    choices: tuple[str, ...], known: tuple[str, ...]
) -> None:
    assert choices == known


def test_another_value_than_the_choices_is_an_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(commands, ["evaluate", "demo", "--engine", "fast"]) == 2
    expected = "avol: “fast” is no value of --engine; choose auto, int8, fp32, torch or cuda.\n"
    assert capsys.readouterr().err == expected


def test_json_holds_any_name(tmp_path: Path) -> None:
    path = tmp_path / "o.json"
    options.save_json(path, {"error": "“caf\udce9.mp4” is empty", "é": 1})
    values = json.loads(path.read_text(encoding="utf-8"))
    assert (values["error"], values["é"]) == ("“caf�.mp4” is empty", 1)
