"""`avol teach` and `avol classes`: from files to a class, its card and its file."""

import json
from pathlib import Path

import numpy as np
import pytest

from avol.audio.log_spectrogram import level_dbfs
from avol.cli.main import commands, run
from avol.evaluation.localization.boxes import BoxItem, save_box_list
from avol.io.teaching_files import (
    annotated_examples,
    audio_examples,
    background_examples,
    image_examples,
)
from avol.teaching import TaughtClasses
from tests.support import synthetic
from tests.support.toys import write_audio, write_image, write_video

WINDOW = 144_000


@pytest.fixture
def media(tmp_path: Path) -> Path:
    """Two images and two tones of four seconds, in one folder with a subfolder."""
    folder = tmp_path / "media"
    (folder / "more").mkdir(parents=True)
    write_image(folder, "red")
    write_image(folder / "more", "blue")
    write_audio(folder, "low", 4, "red")
    write_audio(folder / "more", "high", 7, "blue")
    return folder


def test_folders_give_examples_by_file(media: Path) -> None:
    images = list(image_examples([media]))
    assert [e.source for e in images] == ["blue.png", "red.png"]
    sounds = list(audio_examples([media], WINDOW, -60))
    assert [e.source for e in sounds] == ["low.wav", "high.wav", "high.wav"]
    assert [e.time for e in sounds[1:]] == [1.75, 5.25]
    assert all(e.wave is not None and e.wave.shape == (WINDOW,) for e in sounds)
    assert all(e.is_background for e in background_examples([media], WINDOW))
    assert len(list(background_examples([media], WINDOW))) == 4


def test_silent_parts_of_a_sound_are_left_out(tmp_path: Path) -> None:
    tone = np.concatenate(
        [np.zeros((3 * 48_000, 1), np.float32), synthetic.tone_audio(3, 48_000, 1)]
    )
    synthetic.make_media(tmp_path / "late.wav", audio=tone, audio_codec="pcm_s16le")
    (found,) = audio_examples([tmp_path], WINDOW, -60)
    assert found.time == 4.5
    assert found.wave is not None
    assert level_dbfs(found.wave) > -30


def test_boxes_with_the_label_give_examples(tmp_path: Path) -> None:
    write_video(tmp_path, "v")
    items = (
        BoxItem.model_validate({"file": "v.mp4", "class": "My kazoo", "bbox": [(0, 0, 0.5, 1)]}),
        BoxItem.model_validate({"file": "v.mp4", "class": "piano", "bbox": [(0, 0, 1, 1)]}),
        BoxItem.model_validate({"file": "v.mp4", "absent": True, "time": 0.5}),
    )
    save_box_list(tmp_path / "boxes.json", items)
    own, image, sound = annotated_examples(tmp_path / "boxes.json", tmp_path, "my_kazoo", WINDOW)
    assert (own.box, own.is_background, own.source) == ((0, 0, 0.5, 1), False, "v.mp4")
    assert own.image is not None
    assert own.wave is not None
    assert image.is_background
    assert sound.is_background
    assert (image.wave, sound.image) == (None, None)


def test_a_class_is_taught_listed_and_shared(
    media: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, card = tmp_path / "classes.safetensors", tmp_path / "card.json"
    arguments = ["--images", str(media), "--audio", str(media), "--out", str(out)]
    assert run(commands, ["teach", "kazoo", *arguments, "--json", str(card)]) == 0
    assert "held-out files" in capsys.readouterr().out
    values = json.loads(card.read_text())
    assert values["held_out"]["files"] == 2
    assert [e["source"] for e in values["examples"]] == [
        "blue.png", "red.png", "low.wav", "high.wav", "high.wav",
    ]  # fmt: skip
    assert run(commands, ["teach", "KAZOO", *arguments]) == 2
    assert "already taught" in capsys.readouterr().err
    one = tmp_path / "one.safetensors"
    for line in (
        f"rename {out} kazoo horn", f"disable {out} horn", f"export {out} horn --out {one}",
        f"remove {out} horn", f"import {out} {one}", f"enable {out} horn",
    ):  # fmt: skip
        assert run(commands, ["classes", *line.split()]) == 0, line
    (horn,) = TaughtClasses.load(out)
    assert (horn.name, horn.enabled, len(horn.examples)) == ("horn", True, 5)
    assert run(commands, ["classes", "list", str(out)]) == 0
    assert "horn" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "no examples"),
        (["--annotations", "boxes.json"], "folder of its media"),
        (["--images", "{empty}"], "holds no image"),
        (["--audio", "{text}"], "damaged or not a media file"),
    ],
)
def test_mistakes_give_one_sentence(
    arguments: list[str], message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "text.wav").write_text("no sound")
    names = {"empty": tmp_path / "empty", "text": tmp_path / "text.wav"}
    given = [a.format(**names) for a in arguments]
    assert run(commands, ["teach", "kazoo", *given, "--out", str(tmp_path / "c.safetensors")]) == 2
    assert message in capsys.readouterr().err
    assert not (tmp_path / "c.safetensors").exists()


def test_a_file_of_someone_else_is_not_replaced(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "weights.safetensors"
    other.write_bytes(b"x" * 100)
    assert run(commands, ["teach", "kazoo", "--images", str(tmp_path), "--out", str(other)]) == 2
    assert "was not written by AVOL" in capsys.readouterr().err
    assert other.read_bytes() == b"x" * 100
