"""The page of an evaluation on the demo clip, whose pictures may be shown to anybody (ours)."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from avol.evaluation.demo.ground_truth import Truth, read_truth
from avol.evaluation.localization.boxes import BoxItem
from avol.evaluation.localization.evaluate import ask_all
from avol.evaluation.localization.media_resolver import MediaFolder
from avol.evaluation.localization.summary import Score
from avol.evaluation.report.page import write_page

if TYPE_CHECKING:
    from avol.localizer import Localizer

CLIP = "demo.mp4"
EVERY = 10
"""Frames between two questions, of those whose second of sound straddles no change."""


def write_demo_page(path: Path, model: "Localizer", folder: Path) -> None:
    """Ask `model` about the clip in `folder` and write the page; MediaError where it cannot be."""
    items = box_items(read_truth(folder / "truth.json"), CLIP)
    write_page(path, model, Score(ask_all(model, items, MediaFolder(folder))), [CLIP])


def box_items(truth: Truth, clip: str) -> Iterator[BoxItem]:
    """A question for every so-manieth frame in which there is something to hear.

    Args:
        truth: of the clip.
        clip: its name in the media folder.
    """
    for number, segment in truth.clear[::EVERY]:
        frame = truth.frames[number]
        if segment.kind == "silence":
            continue
        sounding = segment.sounding
        yield BoxItem(
            file=clip,
            label=" + ".join(sounding) or segment.kind,
            bbox=tuple(frame.boxes[name] for name in sounding),
            other=tuple(box for name, box in frame.boxes.items() if name not in sounding),
            time=frame.time,
            absent=not sounding,
        )
