"""HTML report of an evaluation on the demo clip (not in the paper)."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from avol.evaluation.demo.ground_truth import GroundTruth, load_ground_truth
from avol.evaluation.localization.boxes import BoxItem
from avol.evaluation.localization.evaluate import evaluate_items
from avol.evaluation.localization.media_resolver import MediaFolder
from avol.evaluation.localization.summary import EvaluationSummary
from avol.evaluation.report.page import save_page

if TYPE_CHECKING:
    from avol.localizer import Localizer

CLIP = "demo.mp4"
EVERY = 10
"""Step between the frames that are evaluated."""


def save_demo_page(path: Path, model: "Localizer", folder: Path) -> None:
    """Evaluate `model` on the clip in `folder` and save the page; raises MediaError."""
    items = box_items(load_ground_truth(folder / "truth.json"), CLIP)
    summary = EvaluationSummary(evaluate_items(model, items, MediaFolder(folder)))
    save_page(path, model, summary, [CLIP])


def box_items(truth: GroundTruth, clip: str) -> Iterator[BoxItem]:
    """A box item for every `EVERY`-th scorable frame that has audio.

    Args:
        truth: ground truth of the clip.
        clip: name of the clip in the media folder.
    """
    for number, segment in truth.scorable[::EVERY]:
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
