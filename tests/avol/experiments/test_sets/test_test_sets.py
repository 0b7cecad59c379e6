"""The test sets, from a small synthetic data folder."""

import csv
from pathlib import Path

import cv2
import numpy as np
import pytest

from avol.audio.log_spectrogram import level_dbfs
from avol.core.constants import SAMPLE_RATE
from avol.data.catalogue.manifest import CatalogueItem
from avol.errors import InputError
from avol.evaluation.geometry import in_boxes
from avol.evaluation.localization.boxes import load_box_list
from avol.evaluation.localization.media_resolver import MediaFolder, load_audio, load_image
from avol.experiments.test_sets import scenes
from avol.experiments.test_sets.clips import write_clips
from avol.experiments.test_sets.guitars import write_guitars
from avol.experiments.test_sets.held_out import (
    HeldOutData,
    group_by_label,
    load_held_out,
    load_reserved_cutouts,
    write_wave,
)
from avol.experiments.test_sets.scenes import MAX_AREA, MIN_AREA, SceneSet

TONES = {"dog": 400, "guitar": 700, "electric_guitar": 800, "trumpet": 1500, "oboe": 2500}


def item(path: Path, source: str = "synthetic") -> CatalogueItem:
    return CatalogueItem(path, path.stem.split("-")[0], source, "none", path.name)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Discs on white, tones, a background, a noise and a photograph with boxes."""
    folder = tmp_path_factory.mktemp("data")
    time = np.arange(2 * SAMPLE_RATE, dtype=np.float32) / SAMPLE_RATE
    for number, (label, hertz) in enumerate(TONES.items()):
        write_wave(folder / f"{label}.wav", 0.4 * np.sin(2 * np.pi * hertz * time))
        image = np.full((120, 120, 3), 255, np.uint8)
        cv2.circle(image, (60, 60), 40, (40 * number, 200 - 40 * number, 90), -1)
        cv2.imwrite(str(folder / f"{label}.png"), image)
    cv2.imwrite(str(folder / "background.png"), np.full((90, 160, 3), 120, np.uint8))
    write_wave(folder / "rain.wav", np.random.default_rng(0).uniform(-0.1, 0.1, 96_000))
    room = np.zeros(SAMPLE_RATE // 2, np.float32)
    room[[0, 4_000]] = 1, 0.5
    write_wave(folder / "room.wav", room)
    photographs = folder / "train" / "scenes"
    photographs.mkdir(parents=True)
    cv2.imwrite(str(photographs / "stage.png"), np.full((60, 80, 3), 50, np.uint8))
    rows = '[{"file": "stage.png", "class": "guitar", "bbox": [[0.1, 0.1, 0.5, 0.5]]}]'
    (photographs / "boxes.json").write_text(rows, encoding="utf-8")
    return folder


@pytest.fixture
def held_out(data: Path) -> HeldOutData:
    shown = [label for label in TONES if label != "oboe"]
    return HeldOutData(
        {label: [item(data / f"{label}.png")] for label in shown},
        {label: [item(data / f"{label}.wav")] for label in TONES},
        [data / "background.png"],
        [data / "rain.wav"],
        [data / "room.wav"],
    )


@pytest.fixture
def small_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, count in (("SINGLES", 3), ("PAIRS", 4), ("ABSENT", 3)):
        monkeypatch.setattr(scenes, name, count)


@pytest.mark.usefixtures("small_counts")
def test_scenes_have_matching_and_mismatched_sounds(held_out: HeldOutData, tmp_path: Path) -> None:
    SceneSet(held_out, tmp_path).write()
    items = load_box_list(tmp_path / "boxes.json")
    present, absent = [i for i in items if i.bbox], [i for i in items if i.absent]
    assert len(present) == 3 + 2 * 4
    assert len(absent) == 3 + 1
    assert sum(bool(one.other) for one in present) == 8
    for one in present:
        ((x0, y0, x1, y1),) = one.bbox
        assert MIN_AREA <= (x1 - x0) * (y1 - y0) <= MAX_AREA
        assert not in_boxes((0.5, 0.5), one.bbox)
    shown = {one.file: {p.label for p in present if p.file == one.file} for one in absent}
    assert all(one.label not in shown[one.file] for one in absent)
    assert all(
        not {"guitar", "electric_guitar"} <= {p.label for p in present if p.file == one.file}
        for one in present
    )


@pytest.mark.usefixtures("small_counts")
def test_sounds_match_their_labels_with_and_without_rooms(
    held_out: HeldOutData, tmp_path: Path
) -> None:
    SceneSet(held_out, tmp_path).write()
    folder = MediaFolder(tmp_path)
    clean, reverberant = (load_box_list(tmp_path / f"boxes{end}.json") for end in ("", "_rooms"))
    for one, other in zip(clean, reverberant, strict=True):
        assert (one.file, one.bbox, one.label) == (other.file, other.bbox, other.label)
        image_path, audio_path = folder.resolve(one)
        assert load_image(image_path).shape == (360, 640, 3)
        wave = load_audio(audio_path)
        assert level_dbfs(wave) == pytest.approx(scenes.CLEAN_LEVEL, abs=0.2)
        if one.label in TONES:
            assert np.abs(np.fft.rfft(wave)).argmax() == pytest.approx(TONES[one.label], abs=1)
        recorded = load_audio(folder.resolve(other)[1])
        assert not np.allclose(recorded, wave, atol=0.01)


@pytest.mark.usefixtures("small_counts")
def test_the_same_seed_gives_the_same_set(held_out: HeldOutData, tmp_path: Path) -> None:
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        SceneSet(held_out, tmp_path / name, seed).write()
    a, b, c = (
        {p.relative_to(folder): p.read_bytes() for p in sorted(folder.rglob("*.*"))}
        for folder in (tmp_path / name for name in "abc")
    )
    assert a == b
    assert a != c


def test_guitars_with_matching_and_mismatched_sounds(
    held_out: HeldOutData, data: Path, tmp_path: Path
) -> None:
    write_guitars(data, held_out, tmp_path)
    own, absent = load_box_list(tmp_path / "boxes.json")
    assert (own.label, own.bbox) == ("guitar", ((0.1, 0.1, 0.5, 0.5),))
    assert absent.label in {"dog", "trumpet", "oboe"}
    assert load_image(MediaFolder(tmp_path).resolve(absent)[0]).shape == (60, 80, 3)


def test_missing_clips_are_skipped(tmp_path: Path) -> None:
    (tmp_path / "data" / "clips").mkdir(parents=True)
    (tmp_path / "data" / "clips" / "hammer.mp4").write_bytes(b"video")
    write_clips(tmp_path / "data", tmp_path / "out")
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"boxes.json", "hammer.mp4"}


@pytest.mark.usefixtures("small_counts")
def test_a_set_about_one_class(held_out: HeldOutData, tmp_path: Path) -> None:
    SceneSet(held_out, tmp_path, labels=["trumpet"]).write()
    present = [one for one in load_box_list(tmp_path / "boxes.json") if one.bbox]
    shown = {one.file: [p.label for p in present if p.file == one.file] for one in present}
    assert len(shown) == 3 + 4
    assert all("trumpet" in labels for labels in shown.values())


def test_reserved_cutouts_of_classes_without_other_photographs(
    held_out: HeldOutData, data: Path, tmp_path: Path
) -> None:
    with (tmp_path / "MANIFEST.tsv").open("w", newline="", encoding="utf-8") as sheet:
        rows = csv.writer(sheet, delimiter="\t")
        rows.writerow(["path", "class", "source", "licence", "original"])
        for name in ("oboe", "trumpet", "lute"):
            rows.writerow([f"train/cutouts/{name}.png", name, "synthetic", "none", name])
    config = tmp_path / "mine.toml"
    config.write_text('extends = "avol"\nunseen_cutouts = ["oboe", "trumpet", "lute"]', "utf-8")
    found = load_reserved_cutouts(tmp_path, str(config), held_out)
    assert list(found) == ["oboe"]  # trumpets have other photographs, lutes no recordings
    assert [one.path.name for one in found["oboe"]] == ["oboe.png"]


def test_sources_alternate() -> None:
    items = [item(Path(f"dog-{n}.wav"), source) for n, source in enumerate("aaab")]
    assert [one.source for one in group_by_label(items)["dog"]] == ["a", "b", "a", "a"]


def test_a_folder_without_validation_data_is_rejected(data: Path, tmp_path: Path) -> None:
    with (tmp_path / "MANIFEST.tsv").open("w", newline="", encoding="utf-8") as sheet:
        rows = csv.writer(sheet, delimiter="\t")
        rows.writerow(["path", "class", "source", "licence", "original"])
        rows.writerow(["train/audio/dog/a.wav", "dog", "synthetic", "none", "a.wav"])
    with pytest.raises(InputError, match="whole data folder"):
        load_held_out(tmp_path, "avol")
