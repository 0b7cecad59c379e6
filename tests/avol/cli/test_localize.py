"""The command `avol localize`: error messages, exit codes and atomic files."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from avol.cli.main import commands, run
from avol.localizer import Localizer
from avol.media import AudioTrack, VideoFile
from tests.support import synthetic

SLOW_RUN = """
import signal, sys, time
from tests.support.counting_model import CountingModel
from avol.cli.main import commands, run
from avol.localizer import Localizer

class SlowModel(CountingModel):
    def encode_audio(self, wave):
        time.sleep(0.05)
        return super().encode_audio(wave)

Localizer.load = lambda *_: SlowModel()
signal.signal(signal.SIGINT, signal.default_int_handler)  # background jobs ignore it
sys.exit(run(commands, sys.argv[1:]))
"""


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    return synthetic.make_media(tmp_path / "clip.mp4", synthetic.coded_images(6))


@pytest.mark.usefixtures("model")
def test_bad_inputs_are_reported_and_the_others_are_localized(
    clip: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "broken.mp4").write_bytes(b"no video")
    out, json_file = tmp_path / "out", tmp_path / "results.json"
    inputs = [tmp_path / "broken.mp4", tmp_path / "missing.mkv", clip]
    arguments = ["localize", *map(str, inputs), "--out", str(out), "--json", str(json_file)]
    assert run(commands, arguments) == 2
    output = capsys.readouterr()
    errors = output.err.splitlines()
    assert len(errors) == 2
    assert all(line.startswith("avol: ") and line.endswith(".") for line in errors)
    assert "broken.mp4" in errors[0]
    assert "missing.mkv" in errors[1]
    assert output.out.startswith(str(out / "clip.mp4"))
    assert sorted(f.name for f in out.iterdir()) == ["clip.csv", "clip.mp4", "clip.npz"]
    values = json.loads(json_file.read_text())
    assert values["engine"] == "counting"
    assert ["error" in entry for entry in values["inputs"]] == [True, True, False]
    assert set(values["inputs"][0]) == {"input", "took_s", "error"}
    result = values["inputs"][2]
    assert list(result) == [
        "input", "took_s", "files", "maps", "media_s", "maps_per_second", "verdicts",
        "has_audio", "skipped",
    ]  # fmt: skip
    assert (result["maps"], result["verdicts"], result["skipped"]) == (6, {"no_audio": 6}, False)


@pytest.mark.usefixtures("model")
def test_own_results_are_replaced_by_the_next_run(clip: Path, tmp_path: Path) -> None:
    for _ in range(2):
        assert run(commands, ["localize", str(clip), "-o", str(tmp_path / "out")]) == 0


@pytest.mark.usefixtures("model")
@pytest.mark.parametrize("out", [".", "other"])
def test_inputs_of_one_name_are_refused_before_any_work(
    clip: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], out: str
) -> None:
    twin = clip.with_suffix(".mkv")
    twin.write_bytes(clip.read_bytes())
    (tmp_path / "clip.csv.part").write_text("a download")
    before = {file: file.read_bytes() for file in tmp_path.iterdir()}
    arguments = ["localize", str(twin), str(clip), "--out", str(tmp_path / out)]
    assert run(commands, arguments) == 2
    expected = "would replace the input" if out == "." else "would both write"
    assert re.fullmatch(rf"avol: [^\n]*{expected}[^\n]*\.\n", capsys.readouterr().err)
    assert {file: file.read_bytes() for file in tmp_path.iterdir()} == before


@pytest.mark.usefixtures("model")
def test_foreign_results_are_replaced_only_on_request(
    clip: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other, out = clip.with_name("other.mp4"), tmp_path / "out"
    other.write_bytes(clip.read_bytes())
    out.mkdir()
    (out / "other.csv").write_text("mine")
    (out / "other.mp4.part").write_text("mine")
    arguments = ["localize", str(clip), str(other), "--out", str(out)]
    assert run(commands, arguments) == 2
    assert "other.csv” was not written by AVOL" in capsys.readouterr().err
    assert sorted(f.name for f in out.iterdir()) == ["other.csv", "other.mp4.part"]
    assert run(commands, [*arguments, "--overwrite"]) == 0
    assert (out / "other.csv").read_text().startswith("pts_s,")
    assert (out / "other.mp4.part").read_text() == "mine"


@pytest.mark.parametrize(
    ("option", "message"),
    [(["--view", "stars"], "heat, contour"), (["--opacity", "7"], "from 0 to 1")],
)
@pytest.mark.usefixtures("model")
def test_invalid_options_are_errors_of_one_sentence(
    clip: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], option: list[str], message: str
) -> None:
    assert run(commands, ["localize", str(clip), "--out", str(tmp_path / "out"), *option]) == 2
    error = capsys.readouterr().err
    assert re.fullmatch(rf"avol: [^\n]*{message}[^\n]*\.\n", error)
    assert not (tmp_path / "out").exists()


def test_missing_weights_are_an_error_of_one_sentence(
    clip: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = str(tmp_path / "out")
    arguments = ["localize", str(clip), "--out", out, "--weights", "no-such"]
    assert run(commands, arguments) == 2
    assert re.fullmatch(r"avol: [^\n]*no-such[^\n]*\.\n", capsys.readouterr().err)


def _is_writing_second(out: Path) -> bool:
    return (out / "short.mp4").exists() and any(out.glob(".avol-*.part"))


def test_ctrl_c_leaves_only_complete_files(tmp_path: Path) -> None:
    """Sends a real SIGINT during the second of two inputs."""
    short = synthetic.make_media(tmp_path / "short.mp4", synthetic.coded_images(4))
    long = synthetic.make_media(tmp_path / "long.mp4", synthetic.coded_images(250))
    out = tmp_path / "out"
    process = subprocess.Popen(
        [sys.executable, "-c", SLOW_RUN, "localize", str(short), str(long), "--out", str(out)],
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(p for p in sys.path if p)},
    )
    try:
        deadline = time.monotonic() + 60
        while not _is_writing_second(out) and time.monotonic() < deadline:
            assert process.poll() is None
            time.sleep(0.02)
        time.sleep(0.3)
        process.send_signal(signal.SIGINT)
        _, error = process.communicate(timeout=30)
    finally:
        process.kill()
        process.wait()
    assert process.returncode == 130
    assert error == "avol: Interrupted; 1 of 2 inputs are done.\n"
    assert sorted(f.name for f in out.iterdir()) == ["short.csv", "short.mp4", "short.npz"]


def test_the_shipped_weights_localize_a_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    model = Localizer.load()
    clip = synthetic.make_media(
        tmp_path / "clip.mp4", synthetic.coded_images(8), audio=synthetic.tone_audio(0.4, 48_000)
    )
    assert run(commands, ["localize", str(clip), "--out", str(tmp_path / "out")]) == 0
    maps = np.load(tmp_path / "out" / "clip.npz")["maps"]
    with VideoFile(clip) as video, AudioTrack(clip) as track:
        frame = video.frame(5)
        expected = model(frame.image, track.window_at(frame.time))
    assert np.abs(maps[5] - expected.map).max() < 1e-4
    capsys.readouterr()
