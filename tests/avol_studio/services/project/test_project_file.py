"""The project file: a saved project is loaded unchanged; invalid files are refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from avol.errors import InputError, MediaError
from avol_studio.core.portable_path import PortablePath
from avol_studio.core.settings.schema import Settings
from avol_studio.services.project.project_file import (
    MapView,
    Project,
    is_project,
    load_project,
    save_project,
)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(
        format=1,
        video=PortablePath.of(tmp_path / "clip.mp4", tmp_path),
        fingerprint="f00d",
        position=1.5,
        loop=(0.5, None),
        markers=(1.0, 2.0),
        view=MapView.of(Settings()),
    )


def test_saved_project_is_loaded_unchanged(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "clip.avol.json"
    save_project(path, project)
    assert load_project(path) == project
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("change", "text"),
    [
        ({"format": 2}, "newer AVOL; update"),
        ({"position": "late"}, r"not an AVOL project \(position"),
        ({"extra": 1}, r"not an AVOL project \(extra"),
    ],
)
def test_invalid_project_is_refused(
    project: Project, tmp_path: Path, change: dict[str, object], text: str
) -> None:
    path = tmp_path / "clip.avol.json"
    path.write_text(json.dumps(json.loads(project.model_dump_json()) | change))
    with pytest.raises(InputError, match=text):
        load_project(path)


@pytest.mark.parametrize("text", ["[" * 100_000, '{"format": 1, "position": NaN}', "", "\0"])
def test_odd_files_are_refused_in_one_sentence(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.avol.json"
    path.write_text(text)
    with pytest.raises(InputError, match=r"“a\.avol\.json”[^\n]*\.$"):
        load_project(path)


@pytest.mark.parametrize("name", ["n" * 5000, "a\0b", "\ud800", ""])
def test_a_path_that_cannot_exist_is_not_found(tmp_path: Path, name: str) -> None:
    assert PortablePath(relative=name, absolute=f"/{name}").find(tmp_path) is None


def test_file_errors_name_the_file(project: Project, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"“a\.avol\.json” cannot be read"):
        load_project(tmp_path / "a.avol.json")
    (tmp_path / "b.avol.json").write_text("not JSON")
    with pytest.raises(InputError, match="not an AVOL project"):
        load_project(tmp_path / "b.avol.json")
    with pytest.raises(MediaError, match=r"“a\.avol\.json” cannot be written"):
        save_project(tmp_path / "missing" / "a.avol.json", project)


def test_project_is_recognized_by_its_suffix() -> None:
    assert is_project(Path("clip.AVOL.json"))
    assert not is_project(Path("clip.json"))
