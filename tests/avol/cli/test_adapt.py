"""`avol adapt`: reads recordings and images, stores the adaptation and reverts it."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from avol.cli.main import commands, run
from avol.core.estimate import Estimate
from avol.evaluation.adaptation import room
from avol.evaluation.adaptation.room_files import FRAMES, load_scene
from avol.localizer import Localizer
from avol.teaching import TaughtClasses
from avol.teaching.adaptation import Adaptation, Measurement
from tests.support.teachable import SHA256, taught_class, teachable_localizer
from tests.support.toys import write_audio, write_image, write_video

ROOM = Adaptation(
    kind="room",
    created="",
    weights_sha256=SHA256,
    weights="toy 1",
    data="30 s of the room",
    measurements=(Measurement("room_area", Estimate(0.25), Estimate(0.05)),),
    verdict="It helps.",
    silence_dbfs=-50.0,
)


@pytest.fixture
def asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[tuple[list[int], int]]:
    """Lengths of the recordings and number of images of each fit, which returns `ROOM`."""
    calls: list[tuple[list[int], int]] = []

    def adapt(
        model: Localizer, recordings: Sequence[np.ndarray], images: Sequence[Any], *rest: object
    ) -> room.RoomResult:
        calls.append(([len(one) for one in recordings], len(images)))
        return room.RoomResult(ROOM, -60.0, 30.0, ("30 s are short.",))

    monkeypatch.setattr(room, "adapt_to_room", adapt)
    localizer = teachable_localizer(tmp_path)
    monkeypatch.setattr(Localizer, "load", lambda *_: localizer)
    return calls


def test_a_room_is_stored_beside_taught_classes_and_reverted(
    tmp_path: Path, asked: list[tuple[list[int], int]], capsys: pytest.CaptureFixture[str]
) -> None:
    write_audio(tmp_path, "one", 2, "red")
    write_audio(tmp_path, "two", 3, "blue")
    write_image(tmp_path, "red")
    out, values = tmp_path / "lab.safetensors", tmp_path / "lab.json"
    TaughtClasses((taught_class("kazoo"),)).save(out)
    sounds = [arg for n in ("one", "two") for arg in ("--audio", str(tmp_path / f"{n}.wav"))]
    images = ["--images", str(tmp_path / "red.png")]
    command = ["adapt", "room", *sounds, *images, "--out", str(out), "--json", str(values)]
    assert run(commands, command) == 0
    assert asked == [([96_000, 144_000], 1)]
    text = capsys.readouterr().out
    for part in ("area above threshold, the room alone", "25.0", "5.0", "It helps."):
        assert part in text
    stored = TaughtClasses.load(out)
    assert stored.names == ("kazoo",)
    assert stored.adaptation("room") is not None
    assert json.loads(values.read_text("utf-8"))["silence_dbfs"] == -50.0
    assert run(commands, ["classes", "list", str(out)]) == 0
    assert "It helps." in capsys.readouterr().out

    assert run(commands, ["adapt", "revert", str(out), "room"]) == 0
    assert TaughtClasses.load(out).adaptations == ()
    assert TaughtClasses.load(out).names == ("kazoo",)
    assert run(commands, ["adapt", "revert", str(out), "room"]) == 2
    assert "has no adaptation to room" in capsys.readouterr().err


def test_a_file_of_someone_else_is_not_replaced(
    tmp_path: Path, asked: list[tuple[list[int], int]], capsys: pytest.CaptureFixture[str]
) -> None:
    write_audio(tmp_path, "one", 2, "red")
    out = tmp_path / "other.safetensors"
    out.write_bytes(b"mine")
    command = ["adapt", "room", "--audio", str(tmp_path / "one.wav"), "--out", str(out)]
    assert run(commands, command) == 2
    assert "was not written by AVOL" in capsys.readouterr().err
    assert out.read_bytes() == b"mine"
    assert asked == []


def test_a_video_of_the_scene_gives_some_frames(tmp_path: Path) -> None:
    write_video(tmp_path, "v")
    assert len(load_scene([tmp_path / "v.mp4"])) == FRAMES
