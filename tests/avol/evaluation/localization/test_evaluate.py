"""Localization evaluation: an exact model, and one that ignores the audio."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import cast

import cv2
import numpy as np
import pytest

from avol.audio.log_spectrogram import SILENCE_DBFS, level_dbfs
from avol.cli.main import commands, run
from avol.core.constants import SAMPLE_RATE
from avol.core.estimate import Estimate
from avol.embedder import AudioEmbedding, ImageEmbedding
from avol.errors import InputError
from avol.evaluation.baselines import ROOMS, silence_windows
from avol.evaluation.localization.box_formats import load_boxes
from avol.evaluation.localization.evaluate import evaluate_items
from avol.evaluation.localization.media_resolver import MediaFolder, loudest_window
from avol.evaluation.localization.summary import DESCRIPTIONS, EvaluationSummary
from avol.evaluation.localization.summary_table import format_estimate
from avol.experiments.test_sets.held_out import write_wave
from avol.localization import Localization
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
    "score_auc",
    "ece",
]
ESTIMATES = ((), (0.719,), (0.719, 0.6, 0.83), (0.05, -0.001, 0.15), (0.001, 0.0, 0.002))
PATCHES = {"red": (0.0, 0.0, 2 / 7, 2 / 7), "green": (5 / 7, 4 / 7, 1.0, 6 / 7)}
COLOURS = {"red": (255, 0, 0), "green": (0, 255, 0), "blue": (0, 0, 255)}


def image_with_patches(labels: list[str]) -> np.ndarray:
    """Return a grey image of 140 x 140 pixels with the patches of these labels."""
    image = np.full((140, 140, 3), 40, np.uint8)
    for label in labels:
        x0, y0, x1, y1 = (round(140 * side) for side in PATCHES[label])
        image[y0:y1, x0:x1] = COLOURS[label]
    return image


@pytest.fixture
def media(tmp_path: Path) -> Path:
    """Images with one or two patches, a tone per label, and a list with one missing file."""
    folder = tmp_path / "media"
    (folder / "frames").mkdir(parents=True)
    time = np.arange(SAMPLE_RATE) / SAMPLE_RATE
    for label, hertz in TONES.items():
        write_wave(folder / f"{label}.wav", np.sin(2 * np.pi * hertz * time) / 2)
    rows = []
    for number in range(3):
        for labels in (["red"], ["green"], ["red", "green"]):
            name = f"{''.join(labels)}{number}.png"
            cv2.imwrite(str(folder / "frames" / name), image_with_patches(labels)[..., ::-1])
            for label in labels:
                other = [list(PATCHES[one]) for one in labels if one != label]
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


def test_exact_model_reaches_all_metrics(media: Path) -> None:
    model = ColorToneLocalizer()
    summary = score(model, media)
    values = {key: estimate.value for key, estimate in summary.metrics.items()}
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


def test_model_without_audio_fails_the_audio_metrics(media: Path) -> None:
    values = {
        key: estimate.value
        for key, estimate in score(AudioIgnoringLocalizer(), media).metrics.items()
    }
    assert values["which_one"] == values["match_auc"] == 0.5
    assert values["swap_gap"] == 0
    assert values["absent_area"] == pytest.approx((4 + 4 + 8) / 49 / 3, abs=0.01)
    assert values["silence_area"] == values["absent_area"]


class StretchedLocalizer(ColorToneLocalizer):
    """Its scores are 0 but for sure matches; its probabilities are exact."""

    def localize(self, image: ImageEmbedding, audio: AudioEmbedding) -> Localization:
        found = super().localize(image, audio)
        heat = np.zeros_like(found.map)
        return replace(found, map=heat, score=0.0, match_probability=float(found.score > 0.5))


def test_matches_are_measured_by_the_probability_where_there_is_one(media: Path) -> None:
    summary = score(StretchedLocalizer(), media)
    values = {key: estimate.value for key, estimate in summary.metrics.items()}
    assert values["match_auc"] == 1
    assert values["score_auc"] == 0.5
    assert values["ece"] == 0


def test_report_has_all_metrics_and_missing_files(media: Path) -> None:
    report = json.loads(json.dumps(score(ColorToneLocalizer(), media).to_dict()))
    assert all(report[key].keys() == {"value", "low", "high"} for key in (*KEYS, *DESCRIPTIONS))
    assert report["pointing"] == {"value": 1, "low": 1, "high": 1}
    assert report["n"] == 21
    assert report["per_class"]["red"]["n"] == 6
    assert report["per_class"]["red"]["pointing"]["value"] == 1
    assert "pointing" not in report["per_class"]["blue"]
    assert report["missing"] == {"count": 1, "list": ["gone.png: “gone.png” not found"]}


def test_video_frame_uses_the_audio_window_at_its_time(tmp_path: Path) -> None:
    images = [image_with_patches([label]) for label in ["red"] * 25 + ["green"] * 50]
    sound = np.concatenate(
        [
            synthetic.tone_audio(1, SAMPLE_RATE, hertz=TONES["red"]),
            synthetic.tone_audio(2, SAMPLE_RATE, hertz=900),
        ]
    )
    synthetic.make_media(tmp_path / "clip.mp4", images, audio=sound)
    rows = [
        {"file": "clip.mp4", "class": "red", "time": 0.5, "bbox": [PATCHES["red"]]},
        {"file": "clip", "class": "green", "time": 2.2, "bbox": [PATCHES["green"]]},
        {"file": "clip.mp4", "class": "green", "bbox": [PATCHES["green"]], "sound_time": 2.4},
        {"file": "clip.mp4", "class": "red", "time": 9, "bbox": [PATCHES["red"]]},
    ]
    (tmp_path / "boxes.json").write_text(json.dumps(rows), encoding="utf-8")
    summary = score(ColorToneLocalizer(), tmp_path)
    assert summary.metrics["pointing"].value == 1
    assert summary.evaluation.missing == ("clip.mp4: “clip.mp4” has no frame at 9 s",)
    assert [result.localization.score > 0.5 for result in summary.evaluation.results] == [True] * 3


def test_image_without_audio_is_missing(media: Path) -> None:
    rows = [{"file": "frames/red0.png", "bbox": [[0, 0, 1, 1]]}]
    (media / "boxes.json").write_text(json.dumps(rows), encoding="utf-8")
    summary = score(ColorToneLocalizer(), media)
    assert summary.evaluation.missing == ("frames/red0.png: “red0” not found",)
    assert summary.to_dict()["pointing"]["value"] is None
    with pytest.raises(InputError, match="not a folder"):
        MediaFolder(media / "none")


@pytest.mark.parametrize("at", [0.0, 1.34, 3.5])
def test_loudest_window_is_selected(tmp_path: Path, at: float) -> None:
    wave = np.zeros(int(4.5 * SAMPLE_RATE), np.float32)
    first = int(at * SAMPLE_RATE)
    wave[first : first + SAMPLE_RATE] = 0.5
    write_wave(tmp_path / "a.wav", wave)
    with AudioTrack(tmp_path / "a.wav") as track:
        assert loudest_window(track) == pytest.approx(at + 0.5, abs=0.051)


def test_silence_windows_have_their_stated_level() -> None:
    silence, *rooms = silence_windows()
    assert level_dbfs(silence) == SILENCE_DBFS
    assert [level_dbfs(room) for room in rooms] == pytest.approx([db for _, db in ROOMS], abs=0.01)


def test_narrow_intervals_have_more_digits() -> None:
    texts = [format_estimate(Estimate(*estimate)) for estimate in ESTIMATES]
    assert texts == ["·", "71.9", "71.9 (60–83)", "5.0 (0–15)", "0.1 (0.0–0.2)"]


def test_command_prints_and_writes_report_and_page(
    media: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(Localizer, "load", lambda *_: AudioIgnoringLocalizer())
    boxes, output, page = media / "boxes.json", tmp_path / "report.json", tmp_path / "page.html"
    line: Callable[..., list[str]] = lambda *more: [  # noqa: E731
        "evaluate", "localization", str(boxes), "--media", str(media), *more,
    ]  # fmt: skip
    assert run(commands, line("--json", str(output), "--card", str(page))) == 2
    printed = capsys.readouterr().out
    assert "image only" in printed
    assert "gone.png" in printed
    report = json.loads(output.read_text(encoding="utf-8"))
    assert (report["weights"], report["which_one"]["value"]) == ("exact", 0.5)
    html = page.read_text(encoding="utf-8")
    assert html.count("data:image/jpeg;base64,") >= 4
    assert "http" not in html
    assert "“gone.png” not found" in html
    assert "Errors with the highest scores" in html
    assert run(commands, line("--format", "coco")) == 2
    assert "choose auto" in capsys.readouterr().err
