"""Hand-ins: locked predictions, seeds, tolerance, files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from avol.checkpoints import load_model_card
from avol.errors import InputError
from avol.lessons.hand_in import (
    begin_hand_in,
    clean_alias,
    hand_in_name,
    is_right,
    load_hand_in,
    save_hand_in,
    student_seed,
)
from avol.lessons.lesson import CheckedNumber, load_lesson
from tests.support.lessons import LESSON, small_lesson, worked, write_lesson


def test_a_hand_in_survives_its_file(tmp_path: Path) -> None:
    found = small_lesson(tmp_path)
    hand_in = worked(found, "Ada", 96.0, observation="“quoted” ünïcode\nsecond line")
    save_hand_in(tmp_path / "a" / "ada.json", hand_in)
    assert load_hand_in(tmp_path / "a" / "ada.json") == hand_in


def test_it_names_version_weights_and_seed_and_nothing_personal(tmp_path: Path) -> None:
    found = small_lesson(tmp_path)
    path = tmp_path / "ada.json"
    save_hand_in(path, begin_hand_in(found, "Ada", "avol"))
    data = json.loads(path.read_text())
    assert next(iter(data)) == "generator"
    assert data["weights"]["sha256"] == load_model_card("avol").sha256
    assert (data["seed"], data["alias"]) == (5, "Ada")
    assert str(Path.home()) not in path.read_text()


def test_a_locked_prediction_does_not_change(tmp_path: Path) -> None:
    hand_in = begin_hand_in(small_lesson(tmp_path), "Ada", "avol")
    hand_in = hand_in.with_step(0, prediction="many").with_step(0, prediction="few", locked=True)
    with pytest.raises(InputError, match="locked"):
        hand_in.with_step(0, prediction="many")
    assert hand_in.with_step(0, observation="x").steps[0].prediction == "few"


def test_a_personal_seed_depends_on_the_alias_alone(tmp_path: Path) -> None:
    text = LESSON.replace("seed = 5", "seed = 5\npersonal_seed = true")
    found = load_lesson(write_lesson(tmp_path, text))
    seeds = {alias: student_seed(found, alias) for alias in ("Ada", "ada ", "Bob")}
    assert seeds["Ada"] == seeds["ada "] != seeds["Bob"]
    assert student_seed(small_lesson(tmp_path), "Bob") == 5


@pytest.mark.parametrize(
    ("typed", "right"), [(1.0, True), (1.1, True), (0.9, True), (1.11, False), (0.89, False)]
)
def test_the_tolerance_includes_its_ends(typed: float, right: bool) -> None:
    number = CheckedNumber(text="?", function="grid_numbers", tolerance=0.1)
    assert is_right(number, typed, 1.0) == right


@pytest.mark.parametrize(
    ("alias", "clean", "name"),
    [
        ("  Ada   L. ", "Ada L.", "small-Ada-L.json"),
        ("../../x", "../../x", "small-x.json"),
        ("日本", "日本", "small-日本.json"),
        ("?", "?", "small-student.json"),
    ],
)
def test_file_names_of_aliases(alias: str, clean: str, name: str, tmp_path: Path) -> None:
    assert clean_alias(alias) == clean
    assert hand_in_name(begin_hand_in(small_lesson(tmp_path), alias, "avol")) == name


@pytest.mark.parametrize(
    ("content", "cause"),
    [
        ("", "empty"),
        ("{", "line 1"),
        ("[1]", "other content"),
        ('{"generator": "AVOL", "kind": "lesson", "format": 9}', "newer AVOL"),
        ('{"generator": "AVOL", "kind": "lesson", "format": 1}', "Field required"),
        ('{"kind": "project"}', "other content"),
        ('{"kind": "lesson", "kind": "lesson"}', "twice"),
    ],
)
def test_other_files_are_one_sentence(content: str, cause: str, tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text(content)
    with pytest.raises(InputError, match=cause) as caught:
        load_hand_in(path)
    assert "x.json" in str(caught.value)
    assert str(caught.value).endswith(".")


def test_a_changed_hand_in_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    save_hand_in(path, worked(small_lesson(tmp_path), "Ada", 96))
    data = json.loads(path.read_text())
    for change in ({"steps": []}, {"seed": -1}, {"extra": 1}, {"alias": "x" * 41}):
        path.write_text(json.dumps(data | change))
        with pytest.raises(InputError):
            load_hand_in(path)
