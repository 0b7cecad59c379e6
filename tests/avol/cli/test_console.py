"""Brackets in names are text for the tables and progress bars of a terminal."""

import pytest
from rich.console import Console
from rich.table import Table

from avol.cli import progress
from avol.cli.console import print_table

NAME = "song [live] :smile: [/end].mp4"


def test_a_table_shows_brackets(capsys: pytest.CaptureFixture[str]) -> None:
    table = Table(title=NAME)
    table.add_column(NAME, no_wrap=True)
    table.add_row(NAME)
    print_table(table)
    assert capsys.readouterr().out.count(NAME) == 3


def test_progress_shows_a_file_with_brackets(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(
        progress, "Console", lambda stderr: Console(stderr=stderr, force_terminal=True, width=120)
    )
    with progress.file_progress() as update:
        update(1, 2, NAME)
    assert "[live]" in capsys.readouterr().err
