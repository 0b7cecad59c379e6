"""Tables and archives of results, also those of older versions."""

from pathlib import Path

import numpy as np
import pytest

from avol.io.results import load_origin, load_verdicts
from avol.localizer import Verdict


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
