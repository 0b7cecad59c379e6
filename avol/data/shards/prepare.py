"""Preparing videos: many processes cut them into shards; a run that was stopped is gone on with."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from avol.core.atomic import folder as made_folder
from avol.data.shards.clip_cutter import Form
from avol.data.shards.segment import VideoSegment
from avol.data.shards.shard_workers import Progress, write_shards
from avol.data.shards.shards import Outcome, outcomes, write_table
from avol.errors import InputError, MediaError
from avol.media.decoding.container import open_container, readable

LONG = 300.0
"""Seconds; a longer file is cut in stretches of this, by several processes."""
SHARD = 600.0
"""Seconds of video in a shard, at most and about: some 200 MB."""


@dataclass(frozen=True)
class Prepared:
    """What a run has done. seconds: of video that it went through. clips: cut by it. before:
    stretches that were done already. rejected: what gave nothing, now or before."""

    seconds: float
    clips: int
    before: int
    rejected: int


def prepare(
    stretches: Sequence[VideoSegment],
    out: Path,
    form: Form,
    *,
    processes: int = 1,
    part: tuple[int, int] = (1, 1),
    retry: bool = False,
    progress: Progress = lambda done, total: None,
) -> Prepared:
    """Cut `stretches` into shards in `out`, and list in `rejected.tsv` what gave nothing.

    Stretches that are in the shards already are passed over, so the same call goes on where a
    stopped one was; that loses at most the shards it was writing.

    Args:
        stretches: what to prepare; of a whole file, only its head is looked at now.
        out: folder of shards, made if need be.
        form: how clips are stored.
        processes: how many work at once.
        part: i and n, for a job array: only the i-th of n equal parts of the list is done.
        retry: whether to try again what gave nothing.
        progress: called now and then.

    Raises:
        AvolError: a shard cannot be written, or a process has died.
    """
    first, parts = part
    if processes < 1 or not 1 <= first <= parts:
        raise InputError("At least 1 process does part i of n, with i from 1 to n.")
    made_folder(out)
    here = {stretch: stretch.path.is_file() for stretch in stretches}
    pieces = [piece for stretch in stretches if here[stretch] for piece in _split(stretch)]
    # Neighbours in a list are alike, and a shard should hold a bit of everything.
    wanted = sorted(pieces, key=lambda piece: sha256(piece.key.encode()).digest())[
        first - 1 :: parts
    ]
    done = {o.key for o in outcomes(out) if o.clips or not retry}
    left = [stretch for stretch in wanted if stretch.key not in done]
    fresh = write_shards(list(_jobs(left, processes)), out, form, processes, progress)
    rejected = _reject([s for s in stretches if not here[s]], out)
    return Prepared(
        seconds=sum(stretch.seconds for stretch in left),
        clips=sum(outcome.clips for outcome in fresh),
        before=len(wanted) - len(left),
        rejected=len(rejected),
    )


def _reject(missing: Sequence[VideoSegment], out: Path) -> list[Outcome]:
    """Write `rejected.tsv`: whatever is in no shard, with the reason."""
    known = outcomes(out)
    good = {outcome.key for outcome in known if outcome.clips}
    reasons = {o.key: o for o in known if not o.clips and o.key not in good}
    absent = (Outcome(s.key, 0, f"There is no file “{s.path}”.") for s in missing)
    rejected = [*reasons.values(), *absent]
    write_table(out / "rejected.tsv", rejected)
    return rejected


def _split(stretch: VideoSegment) -> Iterator[VideoSegment]:
    """A whole file in stretches that end where the next begins; the last is the longest."""
    if stretch.stop is not None:
        yield stretch
        return
    told = _told(stretch.path)
    count = max(1, int(told // LONG))
    for k in range(count):
        stop = (k + 1) * LONG if k < count - 1 else None
        yield replace(stretch, start=k * LONG, stop=stop, told=told)


def _told(path: Path) -> float:
    """Seconds that a file says it has; 0 where it does not. Only its head is read."""
    try:
        with readable(path), open_container(path) as container:
            return (container.duration or 0) / 1e6
    except MediaError:
        return 0.0  # whoever cuts it will say what is wrong


def _jobs(stretches: Sequence[VideoSegment], processes: int) -> Iterator[list[VideoSegment]]:
    """Stretches by the shard, small enough that every process has some."""
    most = min(SHARD, sum(s.seconds for s in stretches) / processes)
    job: list[VideoSegment] = []
    filled = 0.0
    for stretch in stretches:
        if job and filled + stretch.seconds > most + 1e-6:
            yield job
            job, filled = [], 0.0
        job.append(stretch)
        filled += stretch.seconds
    if job:
        yield job
