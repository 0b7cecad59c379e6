"""The packaged application finds its own libraries first."""

from pathlib import Path

import pytest

from avol_studio.cli import packaged


def test_bundled_libraries_come_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "libportaudio.so.2").touch()
    monkeypatch.setattr(packaged, "BUNDLE", tmp_path)
    monkeypatch.setattr(packaged, "_find_system_library", lambda name: f"system {name}")
    assert packaged.find_library("portaudio") == str(tmp_path / "libportaudio.so.2")
    assert packaged.find_library("jack") == "system jack"
