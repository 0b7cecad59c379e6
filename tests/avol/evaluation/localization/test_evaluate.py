"""The evaluation as a whole: who knows everything reaches everything, who is deaf does not."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import cast

import cv2
import numpy as np
import pytest

from avol.audio.log_spectrogram import SILENCE_DBFS, level_dbfs
from avol.cli.main import commands, run
from avol.core.constants import SAMPLE_RATE
from avol.errors import InputError
from avol.evaluation.baselines import ROOMS, silence_windows
from avol.evaluation.bootstrap import Estimate
from avol.evaluation.localization.box_formats import load_boxes
from avol.evaluation.localization.evaluate import evaluate_items
from avol.evaluation.localization.media_resolver import MediaFolder, loudest_window
from avol.evaluation.localization.summary import DESCRIPTIONS, EvaluationSummary
from avol.evaluation.localization.summary_table import format_estimate
from avol.experiments.test_sets.held_out import write_wave
from avol.localizer import Localizer
from avol.media import AudioTrack
from tests.support import synthetic
from tests.support.known import TONES, AudioIgnoringLocalizer, ColorToneLocalizer

KEYS = [
    "pointing",
    "centre_pointing",
    "random_pointing",
    "saliency_pointing",
    "adaptive_ciou",
    "ciou",
    "auc",
    "swap_gap",
    "which_one",
    "absent_area",
    "silence_area",
    "match_auc",
    "ece",
]
FIGURES = ((), (0.719,), (0.719, 0.6, 0.83), (0.05, -0.001, 0.15), (0.001, 0.0, 0.002))
PATCHES = {"red": (0.0, 0.0, 2 / 7, 2 / 7), "green": (5 / 7, 4 / 7, 1.0, 6 / 7)}
COLOURS = {"red": (255, 0, 0), "green": (0, 255, 0), "blue": (0, 0, 255)}


def patched(labels: list[str]) -> np.ndarray:
    """A grey picture of 140 x 140 with the patches of those labels."""
    picture = np.full((140, 140, 3), 40, np.uint8)
    for label in labels:
        x0, y0, x1, y1 = (round(140 * side) for side in PATCHES[label])
        picture[y0:y1, x0:x1] = COLOURS[label]
    return picture


@pytest.fixture
def media(tmp_path: Path) -> Path:
    """Pictures of one and of two patches, a tone each, a list; one file is missing."""
    folder = tmp_path / "media"
    (folder / "frames").mkdir(parents=True)
    time = np.arange(SAMPLE_RATE) / SAMPLE_RATE
    for label, hertz in TONES.items():
        write_wave(folder / f"{label}.wav", np.sin(2 * np.pi * hertz * time) / 2)
    rows = []
    for number in range(3):
        for shown in (["red"], ["green"], ["red", "green"]):
            name = f"{''.join(shown)}{number}.png"
            cv2.imwrite(str(folder / "frames" / name), patched(shown)[..., ::-1])
            for label in shown:
                other = [list(PATCHES[one]) for one in shown if one != label]
                row = {"file": f"frames/{name}", "class": label, "sound": f"{label}.wav"}
                rows.append(row | {"bbox": [list(PATCHES[label])], "other": other})
            rows.append(
                {"file": name[:-4], "class": "blue", "sound": "blue", "absent": True, "bbox": []}
            )
    rows.append({"file": "gone.png", "class": "red", "bbox": [[0, 0, 1, 1]]})
    (folder / "boxes.json").write_text(json.dumps(rows), encoding="utf-8")
    return folder


def score(model: ColorToneLocalizer, folder: Path) -> EvaluationSummary:
    items = load_boxes(folder / "boxes.json")
    return EvaluationSummary(evaluate_items(cast(Localizer, model), items, MediaFolder(folder)))


def test_who_knows_everything_reaches_everything(media: Path) -> None:
    model = ColorToneLocalizer()
    reached = score(model, media)
    values = {key: figure.value for key, figure in reached.metrics.items()}
    assert values["pointing"] == values["adaptive_ciou"] == values["which_one"] == 1
    assert values["match_auc"] == 1
    assert values["absent_area"] == values["silence_area"] == values["centre_pointing"] == 0
    assert values["swap_gap"] == pytest.approx(0.9, abs=0.01)
    assert values["ece"] == pytest.approx(0.05, abs=0.01)
    assert values["random_pointing"] == pytest.approx(4 / 49, abs=0.005)
    assert values["saliency_which_one"] == values["centre_which_one"] == 0.5
    assert values["fixed_pointing"] == 0.5
    assert model.images_encoded == 9
    assert model.windows_encoded == len(TONES) + len(silence_windows())


def test_who_is_deaf_is_found_out(media: Path) -> None:
    values = {
        key: figure.value for key, figure in score(AudioIgnoringLocalizer(), media).metrics.items()
    }
    assert values["which_one"] == values["match_auc"] == 0.5
    assert values["swap_gap"] == 0
    assert values["absent_area"] == pytest.approx((4 + 4 + 8) / 49 / 3, abs=0.01)
    assert values["silence_area"] == values["absent_area"]


def test_every_figure_is_there_and_what_is_missing_is_named(media: Path) -> None:
    sheet = json.loads(json.dumps(score(ColorToneLocalizer(), media).to_dict()))
    assert all(sheet[key].keys() == {"value", "low", "high"} for key in (*KEYS, *DESCRIPTIONS))
    assert sheet["pointing"] == {"value": 1, "low": 1, "high": 1}
    assert sheet["n"] == 21
    assert sheet["per_class"]["red"]["n"] == 6
    assert sheet["per_class"]["red"]["pointing"]["value"] == 1
    assert "pointing" not in sheet["per_class"]["blue"]
    assert sheet["missing"] == {"count": 1, "list": ["gone.png: “gone.png” not found"]}


def test_a_moment_of_a_video_hears_its_own_second(tmp_path: Path) -> None:
    pictures = [patched([label]) for label in ["red"] * 25 + ["green"] * 50]
    sound = np.concatenate(
        [
            synthetic.tone_audio(1, SAMPLE_RATE, hertz=TONES["red"]),
            synthetic.tone_audio(2, SAMPLE_RATE, hertz=900),
        ]
    )
    synthetic.make_media(tmp_path / "clip.mp4", pictures, audio=sound)
    rows = [
        {"file": "clip.mp4", "class": "red", "time": 0.5, "bbox": [PATCHES["red"]]},
        {"file": "clip", "class": "green", "time": 2.2, "bbox": [PATCHES["green"]]},
        {"file": "clip.mp4", "class": "green", "bbox": [PATCHES["green"]], "sound_time": 2.4},
        {"file": "clip.mp4", "class": "red", "time": 9, "bbox": [PATCHES["red"]]},
    ]
    (tmp_path / "boxes.json").write_text(json.dumps(rows), encoding="utf-8")
    reached = score(ColorToneLocalizer(), tmp_path)
    assert reached.metrics["pointing"].value == 1
    assert reached.evaluation.missing == ("clip.mp4: “clip.mp4” has no frame at 9 s",)
    assert [answer.localization.score > 0.5 for answer in reached.evaluation.results] == [True] * 3


def test_a_picture_without_a_sound_is_missing(media: Path) -> None:
    rows = [{"file": "frames/red0.png", "bbox": [[0, 0, 1, 1]]}]
    (media / "boxes.json").write_text(json.dumps(rows), encoding="utf-8")
    reached = score(ColorToneLocalizer(), media)
    assert reached.evaluation.missing == ("frames/red0.png: “red0” not found",)
    assert reached.to_dict()["pointing"]["value"] is None
    with pytest.raises(InputError, match="not a folder"):
        MediaFolder(media / "none")


@pytest.mark.parametrize("at", [0.0, 1.34, 3.5])
def test_the_loudest_window_is_found(tmp_path: Path, at: float) -> None:
    wave = np.zeros(int(4.5 * SAMPLE_RATE), np.float32)
    first = int(at * SAMPLE_RATE)
    wave[first : first + SAMPLE_RATE] = 0.5
    write_wave(tmp_path / "a.wav", wave)
    with AudioTrack(tmp_path / "a.wav") as track:
        assert loudest_window(track) == pytest.approx(at + 0.5, abs=0.051)


def test_quiet_is_as_quiet_as_it_says() -> None:
    silence, *rooms = silence_windows()
    assert level_dbfs(silence) == SILENCE_DBFS
    assert [level_dbfs(room) for room in rooms] == pytest.approx([db for _, db in ROOMS], abs=0.01)


def test_small_intervals_are_told_more_finely() -> None:
    told = [format_estimate(Estimate(*figure)) for figure in FIGURES]
    assert told == ["·", "71.9", "71.9 (60–83)", "5.0 (0–15)", "0.1 (0.0–0.2)"]


def test_the_command_prints_writes_and_shows(
    media: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(Localizer, "load", lambda *_: AudioIgnoringLocalizer())
    boxes, found, page = media / "boxes.json", tmp_path / "found.json", tmp_path / "page.html"
    line: Callable[..., list[str]] = lambda *more: [  # noqa: E731
        "evaluate", "localization", str(boxes), "--media", str(media), *more,
    ]  # fmt: skip
    assert run(commands, line("--json", str(found), "--card", str(page))) == 0
    printed = capsys.readouterr().out
    assert "image only" in printed
    assert "gone.png" in printed
    sheet = json.loads(found.read_text(encoding="utf-8"))
    assert (sheet["weights"], sheet["which_one"]["value"]) == ("exact", 0.5)
    html = page.read_text(encoding="utf-8")
    assert html.count("data:image/jpeg;base64,") >= 4
    assert "http" not in html
    assert "“gone.png” not found" in html
    assert "Errors with the highest scores" in html
    assert run(commands, line("--format", "coco")) == 2
    assert "choose auto" in capsys.readouterr().err
