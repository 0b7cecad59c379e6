"""The verb `localize`: one sentence for what is wrong, whole files or none, the rest goes on."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from avol.cli.main import commands, run
from avol.localizer import Localizer
from tests.support import synthetic

SLOW_RUN = """
import signal, sys, time
from tests.avol.io.test_localize import CountingModel
from avol.cli.main import commands, run
from avol.localizer import Localizer

class Slow(CountingModel):
    engine_name = "slow"
    card = type("Card", (), {"name": "slow"})

    def encode_audio(self, wave):
        time.sleep(0.05)
        return super().encode_audio(wave)

Localizer.load = lambda *_: Slow()
signal.signal(signal.SIGINT, signal.default_int_handler)  # a job in the background ignores it
sys.exit(run(commands, sys.argv[1:]))
"""


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    return synthetic.make_media(tmp_path / "clip.mp4", synthetic.coded_images(6))


@pytest.mark.usefixtures("model")
def test_bad_inputs_are_named_and_the_others_done(
    clip: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "broken.mp4").write_bytes(b"no film")
    out, figures = tmp_path / "out", tmp_path / "figures.json"
    inputs = [tmp_path / "broken.mp4", tmp_path / "missing.mkv", clip, clip.with_suffix(".mov")]
    arguments = ["localize", *map(str, inputs), "--out", str(out), "--json", str(figures)]
    assert run(commands, arguments) == 2
    said = capsys.readouterr()
    complaints = said.err.splitlines()
    assert len(complaints) == 3
    assert all(line.startswith("avol: ") and line.endswith(".") for line in complaints)
    assert "broken.mp4" in complaints[0]
    assert "missing.mkv" in complaints[1]
    assert "name of an earlier input" in complaints[2]
    assert said.out.startswith(str(out / "clip.mp4"))
    assert sorted(f.name for f in out.iterdir()) == ["clip.csv", "clip.mp4", "clip.npz"]
    wrote = json.loads(figures.read_text())
    assert wrote["engine"] == "counting"
    assert [set(entry) & {"error", "maps"} for entry in wrote["inputs"]] == [
        {"error"},
        {"error"},
        {"maps"},
        {"error"},
    ]
    assert wrote["inputs"][2]["verdicts"] == {"silence": 6}


@pytest.mark.usefixtures("model")
def test_all_well_is_zero(clip: Path, tmp_path: Path) -> None:
    assert run(commands, ["localize", str(clip), "-o", str(tmp_path / "out")]) == 0


@pytest.mark.parametrize(
    ("option", "said"),
    [(["--view", "stars"], "heat, contour"), (["--opacity", "7"], "from 0 to 1")],
)
@pytest.mark.usefixtures("model")
def test_options_that_cannot_be_are_one_sentence(
    clip: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], option: list[str], said: str
) -> None:
    assert run(commands, ["localize", str(clip), "--out", str(tmp_path / "out"), *option]) == 2
    error = capsys.readouterr().err
    assert re.fullmatch(rf"avol: [^\n]*{said}[^\n]*\.\n", error)
    assert not (tmp_path / "out").exists()


def test_weights_that_are_not_there_are_one_sentence(
    clip: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["localize", str(clip), "--out", str(tmp_path), "--weights", "no-such"]
    assert run(commands, arguments) == 2
    assert re.fullmatch(r"avol: [^\n]*no-such[^\n]*\.\n", capsys.readouterr().err)


def test_ctrl_c_leaves_whole_files_or_none(tmp_path: Path) -> None:
    """A real SIGINT, in the middle of the second of two inputs."""
    short = synthetic.make_media(tmp_path / "short.mp4", synthetic.coded_images(4))
    long = synthetic.make_media(tmp_path / "long.mp4", synthetic.coded_images(250))
    out = tmp_path / "out"
    child = subprocess.Popen(
        [sys.executable, "-c", SLOW_RUN, "localize", str(short), str(long), "--out", str(out)],
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(p for p in sys.path if p)},
    )
    try:
        deadline = time.monotonic() + 60
        while not (out / "long.mp4.part").exists() and time.monotonic() < deadline:
            assert child.poll() is None
            time.sleep(0.02)
        time.sleep(0.3)
        child.send_signal(signal.SIGINT)
        _, error = child.communicate(timeout=30)
    finally:
        child.kill()
        child.wait()
    assert child.returncode == 130
    assert error == "avol: Stopped; 1 of 2 inputs are done, the rest untouched.\n"
    assert sorted(f.name for f in out.iterdir()) == ["short.csv", "short.mp4", "short.npz"]


def test_the_shipped_weights_locate_a_real_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    model = Localizer.load()
    clip = synthetic.make_media(
        tmp_path / "clip.mp4", synthetic.coded_images(8), audio=synthetic.tone_audio(0.4, 48_000)
    )
    assert run(commands, ["localize", str(clip), "--out", str(tmp_path / "out")]) == 0
    import numpy as np

    from avol.media import AudioTrack, VideoFile

    maps = np.load(tmp_path / "out" / "clip.npz")["maps"]
    with VideoFile(clip) as video, AudioTrack(clip) as track:
        frame = video.frame(5)
        alone = model(frame.image, track.window_at(frame.time))
    assert np.abs(maps[5] - alone.map).max() < 1e-4
    capsys.readouterr()
