"""Collecting hand-ins: the class's table and page, and files that do not belong."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from avol.checkpoints import load_model_card
from avol.cli.main import commands, run
from avol.lessons.collect.output import save_page, save_table
from avol.lessons.collect.reader import read_folder
from avol.lessons.collect.recompute import Recomputer
from avol.lessons.collect.summary import LessonSummary, summarize
from avol.lessons.hand_in import save_hand_in
from avol.lessons.lesson import LessonFile, find_bundled, load_lesson
from tests.support.lessons import TRANSLATION, small_lesson, worked, write_lesson

COLUMNS = float(load_model_card("avol").spectrogram.columns)
TEXT = "The line is high, thin and very bright."


@pytest.fixture
def found(tmp_path: Path) -> LessonFile:
    return small_lesson(tmp_path)


@pytest.fixture
def folder(tmp_path: Path, found: LessonFile) -> Path:
    """Three students, two of them with the same text, and four files that do not belong."""
    folder = tmp_path / "class"
    hand_ins = {
        "ada": worked(found, "Ada", COLUMNS, observation=TEXT, explanation="because"),
        "bob": worked(found, "Bob", COLUMNS + 50, observation=TEXT + " "),
        "eve": worked(found, "Eve", COLUMNS, prediction="many"),
        "ada-old": worked(found, "Ada", 1).with_step(0, explanation="", expected=None),
    }
    for name, hand_in in hand_ins.items():
        save_hand_in(folder / f"{name}.json", hand_in)
    (folder / "broken.json").write_text("{")
    (folder / "foreign.json").write_text('{"a": 1}')
    (folder / "notes.txt").write_text("ignored")
    return folder


def collect(folder: Path, found: LessonFile, recompute: bool = True) -> list[LessonSummary]:
    read, _ = read_folder(folder)
    return summarize(read, {found.name: found}, Recomputer("avol", recompute))


def test_files_that_do_not_belong_cost_one_sentence_each(folder: Path) -> None:
    read, faults = read_folder(folder)
    assert [one.alias for one in read] == ["Ada", "Bob", "Eve"]
    assert next(one for one in read if one.alias == "Ada").path.name == "ada.json"
    assert len(faults) == 3
    for name, fault in zip(("broken", "foreign", "ada-old"), faults, strict=True):
        assert f"{name}.json" in fault
        assert fault.endswith(".")


def test_numbers_are_computed_again(folder: Path, found: LessonFile) -> None:
    (summary,) = collect(folder, found)
    verdicts = {row.read.alias: row.checks[0].verdict for row in summary.students}
    assert verdicts == {"Ada": "right", "Bob": "wrong", "Eve": "right"}
    assert summary.students[0].checks[0].expected == COLUMNS
    assert summary.students[0].checks[1].verdict == "missing"


def test_other_weights_are_named(folder: Path, found: LessonFile) -> None:
    read, _ = read_folder(folder)
    other = read[0].hand_in.weights.model_copy(update={"sha256": "0" * 64})
    changed = read[0].hand_in.model_copy(update={"weights": other})
    save_hand_in(read[0].path, changed)
    (summary,) = collect(folder, found)
    assert summary.students[0].checks[0].verdict == "other weights"


def test_misunderstandings_are_counted(folder: Path, found: LessonFile) -> None:
    (summary,) = collect(folder, found)
    (worst,) = summary.misunderstandings
    assert (worst.misunderstanding, worst.count) == ("believes in chance", 2)
    predictions = {count.text: (count.count, count.right) for count in summary.steps[0].predictions}
    assert predictions == {"few": (2, False), "many": (1, True)}


def test_a_translated_lesson_counts_hand_ins_of_all_languages(
    folder: Path, found: LessonFile
) -> None:
    (found.path.parent / "de").mkdir()
    write_lesson(found.path.parent / "de", TRANSLATION)
    german = load_lesson(found.path, "de")
    save_hand_in(folder / "ute.json", worked(german, "Ute", COLUMNS, prediction="many"))
    (summary,) = collect(folder, german)
    predictions = {count.text: (count.count, count.right) for count in summary.steps[0].predictions}
    assert predictions == {"wenige": (2, False), "viele": (2, True)}
    assert summary.title == "Bänder und Zellen"
    assert [count.misunderstanding for count in summary.misunderstandings] == ["glaubt an Zufall"]


def test_equal_texts_are_pointed_out(folder: Path, found: LessonFile) -> None:
    (summary,) = collect(folder, found)
    assert {row.read.alias: row.same_text for row in summary.students} == {
        "Ada": ("Bob",), "Bob": ("Ada",), "Eve": (),
    }  # fmt: skip


def test_the_table_has_a_row_for_each_step(folder: Path, found: LessonFile, tmp_path: Path) -> None:
    formula = worked(found, "=1+1", COLUMNS, observation="=HYPERLINK()")
    save_hand_in(folder / "formula.json", formula)
    save_table(tmp_path / "t.csv", collect(folder, found))
    with (tmp_path / "t.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 4 * 2
    ada = next(row for row in rows if row["alias"] == "Ada")
    assert (ada["check"], float(ada["number"])) == ("right", COLUMNS)
    assert (ada["right_prediction"], ada["right_explanation"]) == ("many", "because")
    assert all(not cell.startswith("=") for row in rows for cell in row.values())


def test_the_page_shows_entries_and_escapes_them(
    folder: Path, found: LessonFile, tmp_path: Path
) -> None:
    save_hand_in(
        folder / "x.json", worked(found, "<b>X", 1, observation="<script>alert(1)</script>")
    )
    _, faults = read_folder(folder)
    save_page(tmp_path / "p.html", collect(folder, found), faults)
    page = (tmp_path / "p.html").read_text(encoding="utf-8")
    for text in ("Most common misunderstandings", "believes in chance", "broken.json", "Ada", "✗"):
        assert text in page
    assert "<script>" not in page
    assert "&lt;b&gt;X" in page


def test_odd_hand_ins_do_not_spoil_the_page(
    folder: Path, found: LessonFile, tmp_path: Path
) -> None:
    honest = worked(found, "Zoe", COLUMNS)
    shorter = honest.model_copy(update={"alias": "Old", "steps": honest.steps[:1]})
    edited = {
        "old": shorter,
        "seed": honest.model_copy(update={"alias": "Seed", "seed": 77}),
        "text": honest.model_copy(update={"alias": "Text", "lesson_fingerprint": "0" * 64}),
    }
    for name, hand_in in edited.items():
        save_hand_in(folder / f"{name}.json", hand_in)
    for name, text in {
        "huge-seed": honest.model_dump_json().replace('"seed":5', f'"seed":{2**40}'),
        "nan": honest.model_dump_json().replace('"attempts":1', '"attempts":NaN'),
        "deep": "[" * 5000,
        "bytes": "\udcff",
    }.items():
        (folder / f"{name}.json").write_text(text, "utf-8", "surrogateescape")
    (folder / "folder.json").mkdir()
    _, faults = read_folder(folder)
    for name in ("huge-seed", "nan", "deep", "bytes"):
        (fault,) = (fault for fault in faults if f"{name}.json" in fault)
        assert fault.endswith(".")
        assert "\n" not in fault
    now, before = sorted(collect(folder, found), key=lambda summary: -len(summary.students))
    assert [row.read.alias for row in before.students] == ["Old"]
    assert before.steps == ()
    assert len(now.steps) == 2  # the rest of the class is compared with the correct choices
    assert {row.read.alias: row.remarks for row in now.students if row.remarks} == {
        "Seed": ("the seed is that of another alias",),
        "Text": ("another version of the lesson",),
    }
    save_page(tmp_path / "p.html", [now, before], faults)
    assert "another version of the lesson" in (tmp_path / "p.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("typed", "theirs", "verdict"),
    [(90, 90, "right"), (61, 61, "other computer"), (61, 90, "wrong"), (61, None, "wrong")],
)
def test_a_training_may_end_differently_on_another_computer(
    typed: float, theirs: float | None, verdict: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("avol.lessons.collect.recompute.compute_number", lambda *_: 90.0)
    found = load_lesson(find_bundled("train"))
    hand_in = worked(found, "Ada", typed, expected=theirs)
    other = hand_in.weights.model_copy(update={"sha256": "0" * 64})  # the training needs none
    check = Recomputer("avol").check(found, hand_in.model_copy(update={"weights": other}), 0)
    assert (check.verdict, check.expected) == (verdict, 90)


def test_damaged_activities_are_not_recomputed(
    monkeypatch: pytest.MonkeyPatch, found: LessonFile
) -> None:
    def fail(*_: object) -> float:
        raise IndexError("list index out of range")

    monkeypatch.setattr("avol.lessons.collect.recompute.compute_number", fail)
    check = Recomputer("avol").check(found, worked(found, "Ada", 1), 0)
    assert (check.verdict, check.reason) == ("not recomputed", "the activity is damaged")


def test_an_unknown_lesson_is_collected_without_correct_choices(folder: Path) -> None:
    read, _ = read_folder(folder)
    (summary,) = summarize(read, {}, Recomputer("avol"))
    assert summary.steps == ()
    assert [row.checks[0].verdict for row in summary.students] == ["not recomputed"] * 3


def test_the_command_writes_both_files_and_replaces_only_its_own(
    folder: Path, found: LessonFile, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    arguments = ["lessons", "collect", str(folder), "--out", str(out), "--lesson", str(found.path)]
    assert run(commands, arguments) == 0
    assert run(commands, arguments) == 0  # its own files are replaced
    printed = capsys.readouterr()
    assert "3 hand-ins of 1 lessons" in printed.out
    assert printed.err.count("broken.json") == 2
    assert "Bands and cells" in (out / "class.html").read_text(encoding="utf-8")
    (out / "class.csv").write_text("marks of the class\n")
    assert run(commands, arguments) == 2
    assert (out / "class.csv").read_text() == "marks of the class\n"


@pytest.mark.parametrize("name", ["empty", "missing"])
def test_a_folder_without_hand_ins(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty").mkdir()
    assert run(commands, ["lessons", "collect", str(tmp_path / name)]) == 2
    assert capsys.readouterr().err.strip().endswith(".")


def test_the_lessons_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(commands, ["lessons", "list"]) == 0
    assert "hearing" in capsys.readouterr().out
