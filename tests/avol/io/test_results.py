"""Tables and archives of results, also those of older versions."""

import csv
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from avol.io.results import COLUMNS, load_origin, load_verdicts, map_writer
from avol.localization import ClassProbability, Localization, Verdict


def write_table(path: Path, *verdicts: str) -> Path:
    rows = [f"0.04,0.5,1.00,2.00,{verdict}" for verdict in verdicts]
    path.write_text("\n".join(["pts_s,score,peak_x,peak_y,verdict", *rows, ""]))
    return path


def test_verdicts_are_loaded_from_a_table(tmp_path: Path) -> None:
    table = write_table(tmp_path / "new.csv", "match", "no_match", "silence")
    assert load_verdicts(table) == [Verdict.MATCH, Verdict.NO_MATCH, Verdict.SILENCE]


def test_verdicts_of_older_tables_are_mapped_to_their_new_names(tmp_path: Path) -> None:
    table = write_table(tmp_path / "old.csv", "matches", "does not", "silence")
    assert load_verdicts(table) == [Verdict.MATCH, Verdict.NO_MATCH, Verdict.SILENCE]


def test_an_unknown_verdict_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="perhaps"):
        load_verdicts(write_table(tmp_path / "bad.csv", "perhaps"))


def test_an_archive_without_origin_or_with_damage_has_no_origin(tmp_path: Path) -> None:
    np.savez(tmp_path / "plain.npz", maps=np.zeros((0, 14, 14), np.float32))
    (tmp_path / "bad.npz").write_bytes(b"damaged")
    assert load_origin(tmp_path / "plain.npz") == ""
    assert load_origin(tmp_path / "bad.npz") == ""


def localization(verdict: Verdict, *names: str, label: str = "") -> Localization:
    scores = np.zeros((14, 14), np.float32)
    scores[2, 6] = 0.75
    heard = tuple(ClassProbability(name, 0.5 / place) for place, name in enumerate(names, 1))
    return replace(Localization.of(scores, scores, verdict), heard=heard, label=label)


def test_names_are_stored_and_rows_without_sound_have_no_score(tmp_path: Path) -> None:
    match = localization(Verdict.MATCH, "dog", "cat", "cow", label="dog")
    match = replace(match, match_probability=0.9)
    unfamiliar = localization(Verdict.UNFAMILIAR, "harp")
    quiet = [localization(Verdict.SILENCE), localization(Verdict.NO_AUDIO)]
    quiet[0] = replace(quiet[0], match_probability=0.0)
    with map_writer(tmp_path / "out", 4, Fraction(1, 25)) as write:
        for pts, found in enumerate([match, unfamiliar, *quiet]):
            write(pts, found, (140, 140))
    rows = list(csv.reader((tmp_path / "out.csv").read_text().splitlines()))
    assert rows[0] == list(COLUMNS)
    assert rows[1] == [
        "0.000000", "0.750000", "65.00", "25.00", "match", "dog",
        "dog", "0.5000", "cat", "0.2500", "cow", "0.1667", "", "0.900000",
    ]  # fmt: skip
    assert rows[2][1:] == ["0.750000", "65.00", "25.00", "unfamiliar", "", "harp", "0.5000"] + 6 * [
        ""
    ]
    assert rows[3] == ["0.080000", "", "", "", "silence"] + 9 * [""]
    assert rows[4] == ["0.120000", "", "", "", "no_audio"] + 9 * [""]
    verdicts = [Verdict.MATCH, Verdict.UNFAMILIAR, Verdict.SILENCE, Verdict.NO_AUDIO]
    assert load_verdicts(tmp_path / "out.csv") == verdicts
    with np.load(tmp_path / "out.npz", allow_pickle=False) as archive:
        assert archive["verdicts"].tolist() == verdicts
        assert archive["labels"].tolist() == ["dog", "", "", ""]
        assert archive["heard"].tolist() == [["dog", "cat", "cow"], ["harp", "", ""]] + 2 * [
            ["", "", ""]
        ]
        assert archive["probabilities"][1].tolist() == [0.5, 0, 0]
        assert archive["maps"].shape == (4, 14, 14)
        expected = np.array([0.9, np.nan, 0, np.nan], np.float32)
        np.testing.assert_array_equal(archive["match_probabilities"], expected)


def test_a_match_without_a_score_is_an_error(tmp_path: Path) -> None:
    table = tmp_path / "bad.csv"
    table.write_text("pts_s,score,peak_x,peak_y,verdict\n0.04,,,,match\n")
    with pytest.raises(ValueError, match="float"):
        load_verdicts(table)
