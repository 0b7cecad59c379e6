"""Preparation: each file once, errors listed, interrupted runs resumed."""

import csv
import io
import os
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from avol.cli.main import commands, run
from avol.data.shards import prepare as module
from avol.data.shards.clip_cutter import cut_clips
from avol.data.shards.clip_encoding import ClipFormat
from avol.data.shards.clips import Clip
from avol.data.shards.prepare import PrepareResult, prepare
from avol.data.shards.segment import VideoSegment
from avol.data.shards.shards import list_shards, load_shard, write_shard
from avol.data.shards.source_lists import load_source_list
from avol.errors import AvolError, InputError, MediaError
from tests.support.synthetic import coded_images, make_media, number_of, tone_audio

FORM = ClipFormat(seconds=2)


@pytest.fixture(scope="module")
def videos(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three valid videos of 2 s (one clip each), one without audio, one that is no video."""
    folder = tmp_path_factory.mktemp("videos")
    for name in "abc":
        make_media(folder / f"{name}.mp4", coded_images(50), audio=tone_audio(2.2, 48_000))
    make_media(folder / "mute.mp4", coded_images(30))
    (folder / "broken.mp4").write_bytes(b"no media data" * 100)
    return folder


def _keys(out: Path) -> list[str]:
    return sorted(clip.video for shard in list_shards(out) for clip in load_shard(shard))


def _rejected(out: Path) -> dict[str, str]:
    text = (out / "rejected.tsv").read_text("utf-8")
    return {key: reason for key, _, reason in csv.reader(io.StringIO(text), delimiter="\t")}


def test_all_files_are_cut_once_and_broken_ones_are_listed(videos: Path, tmp_path: Path) -> None:
    reported: list[tuple[float, float]] = []
    missing = VideoSegment("lost", tmp_path / "lost.mp4")
    done = prepare(
        [*load_source_list(videos), missing],
        tmp_path,
        FORM,
        progress=lambda *values: reported.append(values),
    )
    assert (done.clips, done.skipped, done.rejected) == (3, 0, 3)
    assert _keys(tmp_path) == ["a.mp4", "b.mp4", "c.mp4"]
    reasons = _rejected(tmp_path)
    assert "has no audio" in reasons["mute.mp4 0-"]
    assert "damaged" in reasons["broken.mp4 0-"]
    assert "no file" in reasons["lost 0-"]
    assert reported[-1][0] == pytest.approx(reported[-1][1], rel=0.2)
    assert not list(tmp_path.glob("*.part"))
    again = prepare(load_source_list(videos), tmp_path, FORM)
    assert (again.clips, again.skipped, again.rejected) == (0, 5, 2)
    (clip, *_) = load_shard(list_shards(tmp_path)[0])
    assert [number_of(clip.image(k)) for k in (0, 20, 49)] == [0, 20, 49]


def test_several_processes_produce_the_same_clips(videos: Path, tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    prepare(load_source_list(videos), one, FORM)
    prepare(load_source_list(videos), two, FORM, processes=2)
    assert len(list_shards(two)) >= 2

    def bytes_of(out: Path) -> list[tuple[str, bytes, bytes]]:
        clips = [clip for shard in list_shards(out) for clip in load_shard(shard)]
        return sorted((clip.key, clip.mjpg, clip.flac) for clip in clips)

    assert bytes_of(one) == bytes_of(two)


def test_parts_divide_the_list_and_new_files_are_added(videos: Path, tmp_path: Path) -> None:
    segments = load_source_list(videos)
    first = prepare(segments, tmp_path, FORM, part=(1, 2))
    second = prepare(segments, tmp_path, FORM, part=(2, 2))
    assert first.clips + second.clips == 3
    assert _keys(tmp_path) == ["a.mp4", "b.mp4", "c.mp4"]
    more = VideoSegment("more", videos / "a.mp4")
    done = prepare([more, *segments], tmp_path, FORM)
    assert (done.clips, done.skipped) == (1, 5)
    for part in ((0, 2), (3, 2)):
        with pytest.raises(InputError, match="from 1 to n"):
            prepare(segments, tmp_path, FORM, part=part)


def test_a_repeated_segment_is_cut_once_with_all_its_labels(videos: Path, tmp_path: Path) -> None:
    one, two = (VideoSegment("a", videos / "a.mp4", 0, 2, labels) for labels in (("x",), ("y",)))
    done = prepare([one, two, one], tmp_path, FORM)
    assert done.clips == 1
    (clip,) = (clip for shard in list_shards(tmp_path) for clip in load_shard(shard))
    assert clip.info.labels == ("x", "y")


def test_keys_of_different_times_differ() -> None:
    keys = {VideoSegment("a", Path("a"), start, start + 10).key for start in (12345.25, 12345.26)}
    assert len(keys) == 2
    assert VideoSegment("a", Path("a"), 30.0, 40.5).key == "a 30-40.5"


@pytest.mark.skipif(os.name == "nt", reason="needs names that are not UTF-8, and named pipes")
def test_names_that_are_not_utf8_and_other_inodes(videos: Path, tmp_path: Path) -> None:
    folder, out = tmp_path / "videos", tmp_path / "out"
    folder.mkdir()
    (folder / os.fsdecode(b"caf\xe9.mp4")).symlink_to(videos / "a.mp4")
    (folder / os.fsdecode(b"mute\xe9.mp4")).symlink_to(videos / "mute.mp4")
    os.mkfifo(folder / "pipe.mp4")
    (folder / "lost.mp4").symlink_to(folder / "nowhere")
    (folder / "folder.mp4").mkdir()
    done = prepare(load_source_list(folder), out, FORM)
    assert (done.clips, done.rejected) == (1, 3)
    assert _keys(out) == ["file:caf%E9.mp4"]
    assert _rejected(out).keys() == {"file:mute%E9.mp4 0-", "lost.mp4 0-", "pipe.mp4 0-"}
    assert prepare(load_source_list(folder), out, FORM).skipped == 2


def test_a_fault_in_one_file_does_not_end_the_others(
    videos: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(segment: VideoSegment, form: ClipFormat) -> Iterator[Clip]:
        if segment.video == "b.mp4":
            raise RuntimeError("no")
        return cut_clips(segment, form)

    monkeypatch.setattr("avol.data.shards.shards.cut_clips", fail)
    segments = [VideoSegment(name, videos / name, 0, 2) for name in ("a.mp4", "b.mp4")]
    assert prepare(segments, tmp_path, FORM).clips == 1
    assert "RuntimeError: no" in _rejected(tmp_path)["b.mp4 0-2"]


def test_an_interrupted_run_is_resumed(
    videos: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MAX_SHARD_SECONDS", 0.0)  # a shard for each video
    segments = [s for s in load_source_list(videos) if s.video in ("a.mp4", "b.mp4", "c.mp4")]

    class Killed(BaseException):
        pass

    def stop_after_the_first(done: float, total: float) -> None:
        if done > total / 2:
            raise Killed

    with pytest.raises(Killed):
        prepare(segments, tmp_path, FORM, progress=stop_after_the_first)
    (first,) = _keys(tmp_path)
    second = next(name for name in ("a.mp4", "b.mp4") if name != first)
    assert not list(tmp_path.glob("*.part"))
    # a kill between an index and its shard leaves an index without effect
    shard = list_shards(tmp_path)[0]
    (tmp_path / "clips-0.tsv").write_text(f"{second} 0-\t1\t\n", encoding="utf-8")
    before = shard.stat().st_mtime_ns
    done = prepare(segments, tmp_path, FORM)
    assert (done.clips, done.skipped) == (2, 1)
    assert shard.stat().st_mtime_ns == before
    assert _keys(tmp_path) == ["a.mp4", "b.mp4", "c.mp4"]


def test_rejected_segments_can_be_retried(videos: Path, tmp_path: Path) -> None:
    path = tmp_path / "late.mp4"
    path.write_bytes(b"half a download")
    out = tmp_path / "out"
    assert prepare([VideoSegment("late", path)], out, FORM).rejected == 1
    path.write_bytes((videos / "a.mp4").read_bytes())
    assert prepare([VideoSegment("late", path)], out, FORM) == PrepareResult(0.0, 0, 1, 1)
    done = prepare([VideoSegment("late", path)], out, FORM, retry=True)
    assert (done.clips, done.rejected) == (1, 0)
    assert _keys(out) == ["late"]


class CrashingSegment(VideoSegment):
    """Ends the process that unpickles it, like a crash in a decoder."""

    def __reduce__(self) -> tuple[Any, ...]:
        return os._exit, (9,)


def test_a_segment_that_crashes_its_process_is_rejected(
    videos: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = [VideoSegment(name, videos / "a.mp4", 0, 2) for name in ("one", "two")]
    segments = [good[0], CrashingSegment("crashing", videos / "b.mp4", 0, 2), good[1]]
    monkeypatch.setattr(module, "MAX_SHARD_SECONDS", 0.0)
    done = prepare(segments, tmp_path, FORM, processes=2)
    assert (done.clips, done.rejected) == (2, 1)
    assert _keys(tmp_path) == ["one", "two"]
    assert "has died" in _rejected(tmp_path)["crashing 0-2"]
    assert prepare(segments, tmp_path, FORM, processes=2).skipped == 3


def test_long_files_are_split(
    videos: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MAX_SEGMENT_SECONDS", 2.0)
    long = make_media(tmp_path / "long.mp4", coded_images(130), audio=tone_audio(5.5, 48_000))
    out = tmp_path / "out"
    prepare([VideoSegment("long", long)], out, FORM)
    loaded = [clip for shard in list_shards(out) for clip in load_shard(shard)]
    clips = sorted(loaded, key=lambda clip: clip.key)
    firsts = [(number_of(c.image(0)), len(c.info.pts)) for c in clips]
    assert firsts == [(0, 50), (50, 50), (100, 30)]


def test_unreadable_and_unwritable_shards_raise_errors(videos: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="holds no shards"):
        list_shards(tmp_path)
    bad = tmp_path / "bad.tar"
    bad.write_bytes(b"x" * 2000)
    with pytest.raises(MediaError, match="run the same avol prepare again"):
        list(load_shard(bad))
    with tarfile.open(bad, "w") as tar:
        member = tarfile.TarInfo("a.jpg")
        member.size = 3
        tar.addfile(member, io.BytesIO(b"abc"))
    with pytest.raises(MediaError, match="no clip of avol prepare"):
        list(load_shard(bad))
    with pytest.raises(AvolError, match="cannot be written"):
        write_shard([VideoSegment("a", videos / "a.mp4")], tmp_path / "nowhere", FORM)


def test_command_prints_and_writes_a_report(
    videos: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, report = tmp_path / "shards", tmp_path / "report.json"
    call = ["prepare", str(videos), "--out", str(out), "--processes", "1", "--part", "1/1"]
    assert run(commands, [*call, "--json", str(report)]) == 2
    output = capsys.readouterr()
    assert "3 clips" in output.out
    assert "2 segments cannot be used" in output.err
    assert '"rejected": 2' in report.read_text("utf-8")
    assert run(commands, [*call[:-1], "one"]) == 2
    assert "2/8" in capsys.readouterr().err
