"""Shards: tar files of clips as WebDataset reads them, each with an index of what went into it."""

import csv
import hashlib
import tarfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from avol.core.atomic import aside
from avol.data.shards.clip_cutter import Form, cut
from avol.data.shards.clips import Clip, clip_of
from avol.data.shards.segment import VideoSegment
from avol.errors import InputError, MediaError


class _NoClips(Exception):  # noqa: N818
    """Nothing went into the shard: only its index is to stay."""


@dataclass(frozen=True)
class Outcome:
    """What became of a stretch: the number of its clips, or the `reason` why there are none."""

    key: str
    clips: int
    reason: str = ""


def write_shard(
    stretches: Sequence[VideoSegment],
    folder: Path,
    form: Form,
    progress: Callable[[float], None] = lambda seconds: None,
) -> list[Outcome]:
    """Cut `stretches` into one shard in `folder`, named after them.

    `progress` hears again and again how many more seconds of video are dealt with. A stretch that
    cannot be cut gives its reason and no clip. The shard takes its name last, so that whatever has
    its name is whole, and its index is there.

    Raises:
        MediaError: the shard cannot be written.
    """
    shard = _shard(stretches, folder)
    done: list[Outcome] = []
    with suppress(_NoClips), aside(shard) as part:
        with tarfile.open(part, "w") as tar:
            for stretch in stretches:
                done.append(_add(tar, stretch, form, progress))
        write_table(shard.with_suffix(".tsv"), done)
        if not any(outcome.clips for outcome in done):
            raise _NoClips
    return done


def reject(stretch: VideoSegment, folder: Path, reason: str) -> Outcome:
    """Leave word that a stretch cannot be cut."""
    outcome = Outcome(stretch.key, 0, reason)
    write_table(_shard([stretch], folder).with_suffix(".tsv"), [outcome])
    return outcome


def _shard(stretches: Sequence[VideoSegment], folder: Path) -> Path:
    keys = "\n".join(stretch.key for stretch in stretches)
    return folder / f"clips-{hashlib.sha256(keys.encode()).hexdigest()[:12]}.tar"


def write_table(path: Path, rows: Iterable[Outcome]) -> None:
    """Write outcomes as tab-separated lines; raises MediaError."""
    with aside(path) as part, part.open("w", newline="", encoding="utf-8") as lines:
        writer = csv.writer(lines, delimiter="\t", lineterminator="\n")
        writer.writerows((row.key, row.clips, row.reason) for row in rows)


def _add(
    tar: tarfile.TarFile, stretch: VideoSegment, form: Form, progress: Callable[[float], None]
) -> Outcome:
    clips: list[Clip] = []
    try:
        for clip in cut(stretch, form):
            clips.append(clip)
            progress(clip.seconds)
    except MediaError as error:
        progress(stretch.seconds - sum(clip.seconds for clip in clips))
        return Outcome(stretch.key, 0, str(error))
    for clip in clips:
        for ending, data in clip.members().items():
            member = tarfile.TarInfo(f"{clip.key}.{ending}")
            member.size = len(data)
            tar.addfile(member, BytesIO(data))
    return Outcome(stretch.key, len(clips))


def outcomes(folder: Path) -> list[Outcome]:
    """What became of every stretch that has been dealt with in a folder of shards."""
    found: list[Outcome] = []
    for index in sorted(folder.glob("clips-*.tsv")):
        with index.open(newline="", encoding="utf-8") as lines:
            rows = csv.reader(lines, delimiter="\t")
            done = [Outcome(key, int(clips), reason) for key, clips, reason in rows]
        # A run may have been killed between the index and its shard.
        if index.with_suffix(".tar").exists() or not any(outcome.clips for outcome in done):
            found += done
    return found


def shards(folder: Path) -> list[Path]:
    """The shards of a folder, in the order of their names; InputError where there is none."""
    found = sorted(folder.glob("*.tar"))
    if not found:
        raise InputError(f"“{folder}” holds no shards; make them with avol prepare.")
    return found


def read_shard(path: Path) -> Iterator[Clip]:
    """The clips of a shard in their order.

    Raises:
        MediaError: it cannot be read, or holds something else.
        InputError: the library WebDataset is missing.
    """
    try:
        from webdataset import tariterators
    except ImportError as error:
        raise InputError("WebDataset is not installed: install AVOL's `train` extra.") from error
    try:
        with path.open("rb") as stream:
            files = tariterators.tar_file_expander([{"url": str(path), "stream": stream}])
            for sample in tariterators.group_by_keys(files):
                yield clip_of(sample)
    except (OSError, tarfile.TarError) as error:
        raise MediaError(
            f"“{path.name}” cannot be read; delete it and run the same avol prepare again."
        ) from error
