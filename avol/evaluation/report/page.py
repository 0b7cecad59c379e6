"""The page of an evaluation: one HTML file that needs nothing else, in light and in dark."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from avol.core.atomic import atomic_write, make_folder
from avol.evaluation.bootstrap import Estimate
from avol.evaluation.localization.summary import MEANINGS, Score
from avol.evaluation.localization.summary_table import ALONE, METRICS, ROWS, interval
from avol.evaluation.report.gallery import best, exhibits, worst

if TYPE_CHECKING:
    from avol.localizer import Localizer

TITLES = {
    "pointing": "Points at what sounds",
    "which_one": "Picks the right one of two",
    "adaptive_ciou": "Overlaps the boxes (adaptive cIoU)",
    "ciou": "Overlaps the boxes (50 % area cIoU)",
    "auc": "Overlap at all thresholds (AUC)",
    "swap_gap": "Sound-swap gap",
    "match_auc": "Knows whether anything makes this sound (AUC)",
    "ece": "Calibration error",
    "absent_area": "Lit by absent sounds",
    "silence_area": "Lit by silence and room noise",
}
LESS_IS_BETTER = ("ece", "absent_area", "silence_area")
CLASS_KEYS = ("pointing", "saliency_pointing", "which_one", "swap_gap", "match_auc", "absent_area")


@dataclass(frozen=True)
class Bar:
    """One figure as a bar; shares of its width in per cent."""

    label: str
    text: str
    length: float
    low: float | None
    high: float | None
    own: bool


@dataclass(frozen=True)
class Group:
    """A figure of the model above the rows that need none."""

    title: str
    meaning: str
    bars: list[Bar]
    less: bool


def write_page(path: Path, model: "Localizer", score: Score, lists: Sequence[str]) -> None:
    """Write the page; MediaError where it cannot be.

    Args:
        path: the HTML file.
        model: the localizer that was asked, to draw cases with.
        score: what it reached.
        lists: names of the box lists.
    """
    from jinja2 import Environment, FileSystemLoader

    here = Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=True)
    answers = score.asked.answers
    text = here.get_template("page.html.jinja").render(
        card=model.card,
        engine=model.engine_name,
        lists=lists,
        count=len(answers),
        files=len({answer.question.sight.path for answer in answers}),
        groups=list(_groups(score.figures)),
        class_keys=CLASS_KEYS,
        classes=[
            (name or "·", len(score.classes[name]), [interval(found[key]) for key in CLASS_KEYS])
            for name, found in score.per_class.items()
        ],
        galleries=[
            ("Surest mistakes", list(exhibits(model, worst(answers)))),
            ("Best answers", list(exhibits(model, best(answers)))),
        ],
        missing=score.asked.missing,
        meanings=MEANINGS,
    )
    make_folder(path.parent)
    with atomic_write(path) as part:
        part.write_text(text, encoding="utf-8")


def _groups(figures: dict[str, Estimate]) -> Iterator[Group]:
    for key in (*METRICS, *ALONE):
        if figures[key].value is not None:
            rows = ROWS.items() if key in METRICS else [("the model", "")]
            bars = [
                _bar(label, figures[prefix + key], not prefix)
                for label, prefix in rows
                if prefix + key in figures
            ]
            yield Group(TITLES[key], MEANINGS[key], bars, key in LESS_IS_BETTER)


def _bar(label: str, figure: Estimate, own: bool) -> Bar:
    value, low, high = (
        None if side is None else 100 * min(max(side, 0.0), 1.0)
        for side in (figure.value, figure.low, figure.high)
    )
    return Bar(label, interval(figure), value or 0.0, low, high, own)
