"""Box lists: AVOL's format and those of public benchmarks, synthetic and real."""

import json
import os
from pathlib import Path

import numpy as np
import pytest

from avol.errors import InputError
from avol.evaluation import baselines
from avol.evaluation.geometry import in_boxes
from avol.evaluation.localization.box_formats import load_boxes
from avol.evaluation.localization.boxes import BoxItem, load_box_list, save_box_list
from avol.evaluation.metrics import box_mask, ciou, success_auc, upper_half
from avol.experiments.test_sets.clips import BOXES
from tests.conftest import ExpectedLog

FLICKR = """<annotation><object><bbox><id>1</id><xmin>0</xmin><ymin>64</ymin><xmax>128</xmax>
<ymax>256</ymax></bbox></object><object><bbox><id>ann</id><xmin>64</xmin><ymin>64</ymin>
<xmax>256</xmax><ymax>256</ymax></bbox></object></annotation>"""
DSOL = {
    "abc/3": {"bbox": [{"category": 3, "normbox": [0.5, 0.25, 0.25, 0.5]}]},
    "abc/4": {
        "bbox": [
            {"category": 12, "normbox": [0.0, 0.0, 0.5, 0.5]},
            {"category": 1, "normbox": [0.5, 0.5, 0.7, 0.7]},
        ]
    },
}
SLAVC = "one,two,non-sounding\nthree,three,sounding\n"


def write(folder: Path, name: str, content: object) -> Path:
    path = folder / name
    text = content if isinstance(content, str) else json.dumps(content)
    path.write_text(text, encoding="utf-8")
    return path


def test_box_list_is_loaded_and_saved(tmp_path: Path) -> None:
    rows = [
        {"file": "id_000030", "class": "cello", "bbox": [[-0.02, 0, 0.5, 1.05]]},
        {"file": "a.mp4", "class": "dog", "time": 2, "sound": "b.wav", "bbox": [], "absent": True},
    ]
    boxed, absent = load_boxes(write(tmp_path, "boxes.json", rows))
    assert (boxed.label, boxed.bbox) == ("cello", ((0.0, 0.0, 0.5, 1.0),))
    assert (absent.time, absent.sound, absent.absent) == (2, "b.wav", True)
    again = tmp_path / "again.json"
    save_box_list(again, (boxed, absent))
    assert load_box_list(again) == (boxed, absent)


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([{"file": "a", "bbox": [[0, 0, 3, 1]]}], "item 0 bbox 0"),
        ([{"file": "a", "bbox": [[0.5, 0, 0.5, 1]]}], "x0 < x1"),
        ([{"file": "a", "bbox": []}], "absent"),
        ([{"file": "a", "bbox": [[0, 0, 1, 1]], "absent": True}], "absent"),
        ([{"file": "a", "bbox": [[0, 0, 1, 1]], "clas": "x"}], "“clas” is unknown; “class”"),
        ([{"file": "a", "bbox": [[0, 0, 1, 1]], "soundtime": 1}], "“sound_time” may be meant"),
        ([{"file": "a", "bbox": [[0.6, 0, 0.5, 1]]}], "x0 < x1"),
        ([{"file": "a", "class": "b", "bbox": [[0.6, 0, 0.5, 1]]}], "item 0 bbox 0: a box needs"),
        ([{"file": "a", "class": "b", "bbox": [[10, 20, 300, 400]]}], "item 0 bbox 0: a box is"),
        ([{"file": "a", "class": "b", "bbox": [[0, 0, 0, 1]]}], "no item with a box"),
        ([{"file": "a", "bbox": [[0, 0, 1]]}], "item 0 bbox 0 3"),
        ([{"file": "a", "bbox": [[0, 0, 1, "1"]]}], "valid number"),
        ([{"file": "a", "bbox": [[float("nan"), 0, 1, 1]]}], "item 0 bbox 0 0: .*finite"),
        ([{"file": "a", "time": float("inf"), "bbox": [[0, 0, 1, 1]]}], "item 0 time: .*finite"),
        ([{"file": "a", "sound_time": 1e300, "bbox": [[0, 0, 1, 1]]}], "item 0 sound_time"),
        ('[{"file": "a", "file": "b", "bbox": [[0, 0, 1, 1]]}]', "“file” twice"),
        ({"a/1": {"bbox": [{"category": -1, "normbox": [0, 0, 1, 1]}]}}, "category"),
        ({"a/x": {"bbox": []}}, "a/x"),
        ([], "contains no item"),
        ("[", "is not a"),
    ],
)
def test_invalid_lists_raise_a_one_line_error(tmp_path: Path, rows: object, message: str) -> None:
    with pytest.raises(InputError, match=message) as caught:
        load_boxes(write(tmp_path, "boxes.json", rows))
    assert "\n" not in str(caught.value)


def test_other_keys_are_kept(tmp_path: Path) -> None:
    row = {"file": "a.mp4", "bbox": [[0, 0, 1, 1]], "vggss": "abc_000030", "licence": "CC0"}
    items = load_boxes(write(tmp_path, "boxes.json", [row]))
    assert (items[0].file, items[0].bbox) == ("a.mp4", ((0, 0, 1, 1),))
    save_box_list(tmp_path / "saved.json", items)
    assert json.loads((tmp_path / "saved.json").read_text()) == [row]


def test_unknown_formats_and_missing_files_raise(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="choose auto, avol"):
        load_boxes(tmp_path, "coco")
    with pytest.raises(InputError, match="cannot be read"):
        load_boxes(tmp_path / "none.json")
    with pytest.raises(InputError, match="contains no XML"):
        load_boxes(tmp_path)
    with pytest.raises(InputError, match="is not a list of DSOL"):
        load_boxes(write(tmp_path, "boxes.json", []), "dsol")
    with pytest.raises(InputError, match="non-sounding"):
        load_boxes(write(tmp_path, "rows.csv", "a,a,sounding\n"))


def test_vggss_is_detected_and_its_invalid_boxes_are_dropped(
    tmp_path: Path, expected_log: ExpectedLog
) -> None:
    expected_log("dropped 1 items that have no usable box")
    rows = [
        {"file": "abc_000030", "class": "cello", "bbox": [[0.1, 0.1, 0.1, 0.5], [0, -0.1, 1, 1]]},
        {"file": "def_000030", "class": "dog", "bbox": [[0.5, 0.3, -2.9e16, 0.9]]},
    ]
    (item,) = load_boxes(write(tmp_path, "vggss.json", rows))
    assert item == BoxItem(file="abc_000030", label="cello", bbox=((0, 0, 1, 1),))


def test_flickr_needs_two_votes(tmp_path: Path) -> None:
    write(tmp_path, "123.xml", FLICKR)
    (item,) = load_boxes(tmp_path)
    assert item == BoxItem(file="123", bbox=((0, 0.25, 0.5, 1), (0.25, 0.25, 1, 1)), votes=2)
    truth = box_mask(item.bbox, item.votes)
    assert truth[200, [10, 100, 200]].tolist() == [0.5, 1, 0.5]


def test_dsol_gives_times_and_classes(tmp_path: Path) -> None:
    one, two = load_boxes(write(tmp_path, "box.json", DSOL))
    assert one == BoxItem(file="abc", label="guitar", time=3.5, bbox=((0.5, 0.25, 0.75, 0.75),))
    assert (two.label, two.bbox[1]) == ("cello + flute", (0.5, 0.5, 1, 1))


def test_slavc_gives_the_mismatched_pairs(tmp_path: Path) -> None:
    (item,) = load_boxes(write(tmp_path, "test_plus_silent.csv", SLAVC))
    assert (item.file, item.sound, item.absent) == ("one", "two", True)


def test_bundled_boxes_of_real_clips_load() -> None:
    items = load_box_list(BOXES)
    assert len({item.file for item in items}) == 23
    assert sum(item.absent for item in items) >= 5
    assert all(item.time is not None for item in items)


def no_model_scores(items: tuple[BoxItem, ...]) -> dict[str, float]:
    """Baselines that need neither model nor media, in per cent."""
    disc = upper_half(baselines.centre_map())
    truths = [box_mask(item.bbox, item.votes) for item in items]
    discs = [ciou(disc, truth) for truth in truths]
    wholes = [float(truth.mean()) for truth in truths]
    return {
        "centre": 100 * float(np.mean([in_boxes((0.5, 0.5), item.bbox) for item in items])),
        "random": 100 * float(np.mean(wholes)),
        "disc": 100 * float(np.mean(np.array(discs) >= 0.5)),
        "disc_auc": 100 * float(np.mean([success_auc(one) for one in discs])),
        "whole": 100 * float(np.mean(np.array(wholes) >= 0.5)),
        "whole_auc": 100 * float(np.mean([success_auc(one) for one in wholes])),
    }


DATA = os.environ.get("AVOL_DATA")


@pytest.mark.skipif(not DATA, reason="AVOL_DATA is not set to a data folder")
@pytest.mark.parametrize(
    ("name", "count", "expected"),
    [
        ("vggss.json", 5148, (69.5, 31.2, 34.0, 37.4, 22.0, 31.3)),
        ("dsol_audioset_box.json", 4473, (65.7, 36.2, 35.5, 37.9, 28.8, 36.3)),
    ],
)
def test_baselines_on_the_real_lists_equal_the_published_values(
    name: str, count: int, expected: tuple[float, ...], expected_log: ExpectedLog
) -> None:
    expected_log("no usable box")
    items = load_boxes(Path(DATA or "") / "annotations" / name)
    assert len(items) == count
    assert tuple(no_model_scores(items).values()) == pytest.approx(expected, abs=0.6)
