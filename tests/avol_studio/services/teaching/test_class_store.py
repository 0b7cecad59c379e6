"""The file of the taught classes: damaged, not writable, of other weights."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from avol.errors import MediaError
from avol.model_card import ModelCard
from avol.teaching import TaughtClasses
from avol_studio.core.model_selection import ModelSelection
from avol_studio.core.settings.store import SettingsStore
from avol_studio.services.teaching.class_store import TaughtClassStore
from tests.support.studio import LONG
from tests.support.teachable import SHA256, taught_class
from tests.support.toys import toy_card


class Weights(ModelSelection):
    """A selection of weights with a hash that a test changes."""

    sha256 = SHA256

    def card(self) -> ModelCard:
        return toy_card(sha256=self.sha256)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "taught-classes.safetensors"


@pytest.fixture
def store(tmp_path: Path, path: Path, qtbot: QtBot) -> Iterator[TaughtClassStore]:
    parent = QObject()
    settings = SettingsStore(tmp_path / "settings.json")
    store = TaughtClassStore(Weights(settings, None, parent), path, parent)
    yield store
    store.close()
    assert store.join(60)


def texts_of(store: TaughtClassStore) -> list[str]:
    """The list that receives the messages from now on."""
    texts: list[str] = []
    store.message.connect(lambda message: texts.append(message.text))
    return texts


def test_a_damaged_file_is_kept_under_another_name(
    store: TaughtClassStore, path: Path, qtbot: QtBot
) -> None:
    path.parent.mkdir()
    path.write_bytes(b"damaged")
    texts = texts_of(store)
    store.load()
    qtbot.waitUntil(lambda: store.ready, timeout=LONG)
    assert path.with_suffix(".bad").read_bytes() == b"damaged"
    assert "taught-classes.bad" in texts[0]
    store.add(taught_class("kazoo"))
    qtbot.waitUntil(path.is_file, timeout=LONG)
    assert TaughtClasses.load(path).names == ("kazoo",)


def test_a_full_disk_loses_nothing(
    store: TaughtClassStore, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise MediaError("The disk of “data” is full; free space or choose another.")

    monkeypatch.setattr(TaughtClasses, "save", fail)
    texts = texts_of(store)
    store.add(taught_class("kazoo"))
    qtbot.waitUntil(lambda: bool(texts), timeout=LONG)
    assert "cannot be saved; free some space, or export them" in texts[0]
    assert store.classes.names == ("kazoo",)


def test_other_weights_switch_the_classes_off_with_one_sentence(
    store: TaughtClassStore, qtbot: QtBot
) -> None:
    texts, models = texts_of(store), store._models
    assert isinstance(models, Weights)
    store.add(taught_class("kazoo"))
    assert not store.off_reason
    models.sha256 = "1" * 64
    models.changed.emit()
    models.changed.emit()
    assert [text for text in texts if "taught for other weights" in text] == [store.off_reason]
    models.sha256 = SHA256
    models.changed.emit()
    assert not store.off_reason


def test_a_taken_name_is_explained(store: TaughtClassStore) -> None:
    texts = texts_of(store)
    store.add(taught_class("kazoo"))
    store.add(taught_class("siren"))
    store.rename("siren", "Kazoo")
    assert "already taught" in texts[0]
    assert store.classes.names == ("kazoo", "siren")
    store.undo_stack.undo()
    assert store.classes.names == ("kazoo",)
