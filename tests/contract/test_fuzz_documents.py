"""Damaged lists, projects, settings, cards, checkpoints, libraries and shards: AvolErrors only."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from avol.checkpoints import Checkpoint, load_conv7
from avol.data.shards.clip_encoding import ClipFormat
from avol.data.shards.prepare import prepare
from avol.data.shards.shards import list_shards, load_shard
from avol.data.shards.source_lists import load_source_list
from avol.errors import AvolError
from avol.evaluation.localization.boxes import BoxItem, load_box_list, save_box_list
from avol.model_card import ModelCard
from avol.retrieval.library.indexing import index_files
from avol.retrieval.library.library import Library
from avol_studio.core.settings import store
from avol_studio.core.settings.schema import Settings
from avol_studio.services.project.project_file import (
    MapView,
    PortablePath,
    Project,
    load_project,
    save_project,
)
from tests.contract.mutate import mutate
from tests.support import toys
from tests.support.checkpoints import paper_card, tiny_card, write_checkpoint

CASES = 40

Original = tuple[Path, Callable[[Path], object]]
"""An intact file and its reader."""


def box_list(folder: Path) -> Original:
    items = tuple(
        BoxItem(file=f"clip{k}.mp4", label="dog", bbox=((0.1, 0.2, 0.6, 0.9),)) for k in range(5)
    )
    save_box_list(folder / "boxes.json", items)
    return folder / "boxes.json", load_box_list


def source_list(folder: Path) -> Original:
    path = folder / "clips.csv"
    path.write_text("".join(f"video{k},{k},dog barking,train\n" for k in range(40)))
    return path, load_source_list


def project(folder: Path) -> Original:
    video = PortablePath.of(folder / "clip.mp4", folder)
    view = MapView.of(Settings())
    path = folder / "a.avol.json"
    save_project(path, Project(format=1, video=video, fingerprint="f00d", position=1, view=view))
    return path, load_project


def settings(folder: Path) -> Original:
    store.save(folder / "settings.json", Settings())
    return folder / "settings.json", store.load


def model_card(folder: Path) -> Original:
    (folder / "a.card.json").write_text(tiny_card().model_dump_json(indent=2))
    return folder / "a.card.json", ModelCard.load


def checkpoint(folder: Path) -> Original:
    path = write_checkpoint(folder, paper_card())

    def read(damaged: Path) -> None:
        load_conv7(Checkpoint(paper_card(), damaged))

    return path, read


def library(folder: Path) -> Original:
    media, embedder = toys.write_media(folder / "media"), toys.toy_embedder()
    index_files([media], folder / "library", embedder, "toy")

    def read(damaged: Path) -> None:
        with Library(damaged.parent) as opened:
            assert len(opened.files()) <= 1000
            for modality in ("image", "audio"):
                opened.items(opened.vectors(modality).ids)

    (database,) = (path for path in (folder / "library").iterdir() if path.suffix != "")
    return database, read


def shard(folder: Path) -> Original:
    videos = folder / "videos"
    videos.mkdir()
    toys.write_video(videos, "clip", ("red", "green", "blue"))
    prepare(load_source_list(videos), folder / "shards", ClipFormat())
    return list_shards(folder / "shards")[0], lambda path: list(load_shard(path))


KINDS = (box_list, source_list, project, settings, model_card, checkpoint, library, shard)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_damaged_document(kind: Callable[[Path], Original], tmp_path: Path) -> None:
    original, read = kind(tmp_path)
    read(original)
    data, damaged = original.read_bytes(), tmp_path / "damaged" / original.name
    damaged.parent.mkdir()
    for case in range(CASES):
        damaged.write_bytes(mutate(data, case))
        try:
            read(damaged)
        except AvolError as error:
            sentence = str(error)
        except Exception as error:
            raise AssertionError(f"case {case}") from error
        else:
            continue
        assert sentence.endswith("."), case
        assert "\n" not in sentence, case
