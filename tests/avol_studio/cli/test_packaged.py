"""The packaged application finds its own libraries first, and keeps them to itself."""

from pathlib import Path

import pytest

from avol_studio.cli import packaged


def test_bundled_libraries_come_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "libportaudio.so.2").touch()
    monkeypatch.setattr(packaged, "BUNDLE", tmp_path)
    monkeypatch.setattr(packaged, "_find_system_library", lambda name: f"system {name}")
    assert packaged.find_library("portaudio") == str(tmp_path / "libportaudio.so.2")
    assert packaged.find_library("jack") == "system jack"


def test_programs_that_it_starts_load_their_own_libraries() -> None:
    own = {"LD_LIBRARY_PATH": "/usr/lib/avol/_internal:/opt/lib", "HOME": "/home/mia"}
    kept = {"HOME": "/home/mia", "PYINSTALLER_RESET_ENVIRONMENT": "1"}
    environment = own | {"LD_LIBRARY_PATH_ORIG": "/opt/lib"}
    packaged.restore_environment(environment)
    assert environment == kept | {"LD_LIBRARY_PATH": "/opt/lib"}
    environment = dict(own)
    packaged.restore_environment(environment)
    assert environment == kept
