"""Damaged files are decoded or raise MediaError. They never crash or hang the process."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.paths import ROOT
from tests.support.synthetic import coded_images, make_media, tone_audio


@pytest.fixture(scope="module")
def originals(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("fuzz")
    sound = tone_audio(1.5, 44_100, 2)
    for name, codec, audio_codec in (
        ("original.mp4", "libx264", "aac"),
        ("original.mkv", "libx264", "libmp3lame"),
        ("original.avi", "mpeg4", "libmp3lame"),
    ):
        make_media(
            folder / name,
            coded_images(36),
            codec=codec,
            audio=sound,
            audio_rate=44_100,
            audio_codec=audio_codec,
        )
    make_media(folder / "original.wav", audio=sound, audio_rate=44_100, audio_codec="pcm_s16le")
    return folder


def run_cases(folder: Path, first: int, stop: int) -> None:
    """Run the cases in one child process. After a crash, the last line names the case."""
    command = [
        sys.executable,
        "-m",
        "tests.avol.media.fuzz_child",
        str(folder),
        str(first),
        str(stop),
    ]
    process = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    report = f"exit {process.returncode}, last {process.stdout[-30:]}\n{process.stderr[-5000:]}"
    assert process.returncode == 0, report
    assert process.stdout.count("case ") == stop - first, report


def test_damaged_files_short(originals: Path) -> None:
    run_cases(originals, 0, 40)


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("first", range(0, 500, 100))
def test_damaged_files_long(originals: Path, first: int) -> None:
    run_cases(originals, 1000 + first, 1000 + first + 100)
