from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from avol_studio.core.json_file import StoredFile
from avol_studio.core.recent_files import MAX_FILES, RecentFiles
from avol_studio.core.settings import store as module
from avol_studio.core.settings.schema import SETTING_INFOS, Settings
from avol_studio.core.settings.store import SettingsStore, load, save


def loaded(path: Path) -> Settings:
    return load(path).value or Settings()


def possible(name: str) -> st.SearchStrategy[Any]:
    kind = Settings.model_fields[name].annotation
    if kind is bool:
        return st.booleans()
    if kind is float:
        return st.floats(0, 1)
    if kind is str:
        return st.text(st.characters(codec="utf-8"))
    if name == "shortcuts":
        keys = st.lists(st.sampled_from(["F9", "Ctrl+X"]), max_size=2).map(tuple)
        return st.dictionaries(st.sampled_from(["a.b", "c"]), keys)
    if name in ("microphone_channel", "audio_offset_ms"):
        return st.integers(0, 7)
    return st.sampled_from(get_args(kind))


@given(st.fixed_dictionaries({name: possible(name) for name in Settings.model_fields}))
def test_round_trip(tmp_path_factory: pytest.TempPathFactory, values: dict[str, Any]) -> None:
    path = tmp_path_factory.getbasetemp() / "round-trip.json"
    settings = Settings(**values)
    save(path, settings)
    assert load(path) == StoredFile(settings.model_copy(update={"overlay": True}))


def test_every_setting_has_a_label() -> None:
    for name, item in SETTING_INFOS.items():
        info = Settings.model_fields[name]
        assert all((item.group, item.label, item.help))
        choices = set() if info.annotation in (bool, float) else set(get_args(info.annotation))
        assert set(item.choices) == choices - {"off"}


def test_a_missing_file_gives_the_defaults(tmp_path: Path) -> None:
    assert load(tmp_path / "none.json") == StoredFile()
    assert SettingsStore(tmp_path / "none.json").value == Settings()


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"opacity": 7}', '{"version": "x"}', "\0", "[" * 100_000]
)
def test_a_damaged_file_is_kept_as_a_copy(tmp_path: Path, text: str) -> None:
    path = tmp_path / "settings.json"
    path.write_text(text)
    store = SettingsStore(path)
    assert store.value == Settings()
    assert store.load_error.endswith("settings.bad” and starts afresh.")
    assert (tmp_path / "settings.bad").read_text() == text
    assert load(path) == StoredFile()


def test_older_files_are_migrated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "VERSION", 3)
    monkeypatch.setitem(module.MIGRATIONS, 1, lambda old: {"strength": old["alpha"]})
    monkeypatch.setitem(module.MIGRATIONS, 2, lambda old: {"opacity": old["strength"]})
    path = tmp_path / "settings.json"
    path.write_text('{"version": 1, "alpha": 0.5}')
    assert load(path) == StoredFile(Settings(opacity=0.5))


def test_a_file_of_version_1_is_loaded_with_its_old_keys_and_values(tmp_path: Path) -> None:
    old = {
        "version": 1, "strip": "spectrogram", "badge": False, "legend": False, "centred": True,
        "keep_last": False, "screen": "this", "analyse": False, "address": "rtsp://a/b",
        "channel": 1, "gain": 2.0, "offset_ms": -30, "smoothing": "little", "view": "peak",
        "pins": [{"name": "Violin", "sound": "Violin", "moment": None}],
    }  # fmt: skip
    path = tmp_path / "settings.json"
    path.write_text(json.dumps(old))
    expected = Settings(
        timeline_track="spectrogram", show_verdict=False, show_legend=False, centered_window=True,
        keep_replay_buffer=False, presenter_screen="this", analyze_on_open=False,
        camera_address="rtsp://a/b", microphone_channel=1, microphone_gain=2.0, audio_offset_ms=-30,
        smoothing="light", view="peak", all_commands=True,
    )  # fmt: skip
    assert load(path) == StoredFile(expected)
    path.write_text(json.dumps(old | {"smoothing": "much"}))
    assert loaded(path).smoothing == "strong"


def test_a_file_of_a_newer_version_is_read_but_not_written(tmp_path: Path, qtbot: QtBot) -> None:
    path, text = tmp_path / "settings.json", '{"version": 9, "opacity": 0.5, "view": "3d", "x": 1}'
    path.write_text(text)
    store = SettingsStore(path)
    assert store.value == Settings(opacity=0.5)
    assert "newer AVOL" in store.load_error
    store.update(opacity=0.25)
    store.flush()
    assert store.value.opacity == 0.25
    assert [file.read_text() for file in tmp_path.iterdir()] == [text]


def test_an_earlier_backup_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    for text in ("{one", "{two"):
        path.write_text(text)
        load(path)
    assert (tmp_path / "settings.bad").read_text() == "{one"
    assert (tmp_path / "settings-2.bad").read_text() == "{two"


def test_a_failed_save_is_reported(tmp_path: Path) -> None:
    store, errors = SettingsStore(tmp_path / "file" / "settings.json"), []
    (tmp_path / "file").write_text("")
    store.save_failed.connect(errors.append)
    store.update(opacity=0.25)
    store.flush()
    assert len(errors) == 1
    assert errors[0].startswith("The settings were not saved: ")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no pipes in folders")
@pytest.mark.timeout(20)
def test_a_pipe_in_place_of_the_settings_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    os.mkfifo(path)
    stored = load(path)
    assert not stored.writable
    assert "not a regular file" in stored.error
    assert path.is_fifo()


def test_a_link_to_the_settings_is_kept(tmp_path: Path) -> None:
    path, elsewhere = tmp_path / "settings.json", tmp_path / "dotfiles.json"
    elsewhere.write_text("{}")
    path.symlink_to(elsewhere)
    store = SettingsStore(path)
    store.update(opacity=0.25)
    store.flush()
    assert path.is_symlink()
    assert json.loads(elsewhere.read_text())["opacity"] == 0.25


def test_changes_are_notified_once_and_saved(tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "deep" / "settings.json"
    store, changes = SettingsStore(path), []
    store.changed.connect(changes.append)
    store.update(opacity=0.5)
    store.update(opacity=0.5)
    assert changes == [Settings(opacity=0.5)]
    store.flush()
    assert json.loads(path.read_text())["opacity"] == 0.5
    assert not path.with_name("settings.json.part").exists()


@pytest.mark.parametrize("file", ['{"version": 3, "overlay": false}', '{"overlay": false}'])
def test_a_hidden_map_is_shown_again_at_the_next_start(tmp_path: Path, file: str) -> None:
    path = tmp_path / "settings.json"
    path.write_text(file)
    store = SettingsStore(path)
    assert store.value.overlay
    store.update(overlay=False, opacity=0.5)
    store.flush()
    assert not store.value.overlay
    assert loaded(path) == Settings(opacity=0.5)


def test_changes_are_saved_automatically(tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "settings.json"
    store = SettingsStore(path)
    store.update(volume=0.25)
    qtbot.waitUntil(path.exists, timeout=2000)
    assert loaded(path).volume == 0.25


def test_an_override_reaches_the_subscribers(tmp_path: Path) -> None:
    store, schemes = SettingsStore(tmp_path / "settings.json"), []
    store.subscribe(lambda settings: schemes.append(settings.scheme), "scheme")
    store.override(scheme="light")
    store.override(scheme="light")
    assert schemes == [Settings().scheme, "light"]


def test_overrides_are_not_saved(tmp_path: Path) -> None:
    store = SettingsStore(tmp_path / "settings.json")
    store.override(scheme="light")
    store.update(opacity=0.5)
    store.flush()
    assert store.value.scheme == "light"
    assert loaded(tmp_path / "settings.json") == Settings(opacity=0.5)


def test_recent_files(tmp_path: Path) -> None:
    recent = RecentFiles(tmp_path / "recent.json")
    paths = [tmp_path / f"{n}.mp4" for n in range(MAX_FILES + 2)]
    for path in paths:
        path.touch()
        recent.add(path)
    recent.add(paths[5])
    assert recent.files()[0] == paths[5]
    assert len(recent.files()) == len(set(recent.files())) == MAX_FILES
    paths[5].unlink()
    assert paths[5] not in recent.files()
    recent.clear()
    assert recent.files() == []


@pytest.mark.parametrize("text", ["{", "7", "null", "[1, null]"])
def test_a_bad_list_of_recent_files_counts_as_empty(tmp_path: Path, text: str) -> None:
    path = tmp_path / "recent.json"
    path.write_text(text)
    assert RecentFiles(path).files() == []


def test_users_of_older_versions_keep_all_commands(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    assert not loaded(path).all_commands
    path.write_text('{"version": 2, "opacity": 0.5}')
    assert loaded(path).all_commands


def test_a_misspelled_setting_is_an_error(tmp_path: Path) -> None:
    store = SettingsStore(tmp_path / "settings.json")
    with pytest.raises(TypeError, match="gain"):
        store.update(gain=2.0)
    with pytest.raises(TypeError, match="channel"):
        store.override(channel=1)
