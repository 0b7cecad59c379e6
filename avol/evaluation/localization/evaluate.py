"""Asking a localizer the questions of a box list: one `see` a picture, one `hear` a sound."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from avol.data.catalogue.confusable_classes import is_mismatch
from avol.errors import AvolError
from avol.evaluation import baselines
from avol.evaluation.geometry import in_boxes
from avol.evaluation.localization.boxes import BoxItem
from avol.evaluation.localization.media_resolver import (
    AudioRef,
    MediaFolder,
    Sight,
    read_noise,
    read_sight,
)
from avol.evaluation.metrics import (
    SUCCESS,
    Pixels,
    brightest,
    coverage,
    inside,
    overlap,
    stretched,
    success_area,
    tells_apart,
    upper_half,
)

if TYPE_CHECKING:
    from avol.localizer import AudioEmbedding, ImageEmbedding, Localization, Localizer

WRONG = 16
"""How many sounds of other things each picture is asked about too."""
SEED = 0

Progress = Callable[[str, int, int], None]
"""Told (stage, done, of how many)."""


@dataclass(frozen=True)
class Question:
    """An item whose media were found."""

    item: BoxItem
    sight: Sight
    noise: AudioRef


@dataclass(frozen=True, eq=False)
class Answer:
    """What came of one question."""

    question: Question
    found: "Localization"
    wrong: tuple[float, ...]
    """Scores of the same picture under sounds that nothing in it makes."""
    shares: Mapping[str, float]
    """By figure, what this answer adds to it; those that it has no say in are missing."""

    @property
    def item(self) -> BoxItem:
        """The item asked about."""
        return self.question.item


@dataclass(frozen=True)
class Asked:
    """All answers, and the items that could not be asked about, each with its reason."""

    answers: tuple[Answer, ...]
    missing: tuple[str, ...]


@dataclass
class _Inquiry:
    """One evaluation under way."""

    model: "Localizer"
    progress: Progress
    missing: list[str] = field(default_factory=list)

    def find(self, items: Iterable[BoxItem], media: MediaFolder) -> list[Question]:
        questions = []
        for item in items:
            try:
                questions.append(Question(item, *media.question(item)))
            except AvolError as error:
                self._miss(item, error)
        return questions

    def encode_audio(self, questions: list[Question]) -> dict[AudioRef, "AudioEmbedding"]:
        """Every sound once, without its spectrogram, for there may be thousands."""
        heard: dict[AudioRef, AudioEmbedding] = {}
        for number, question in enumerate(questions):
            if question.noise not in heard:
                try:
                    answer = self.model.encode_audio(read_noise(question.noise))
                    heard[question.noise] = replace(answer, spectrogram=np.zeros((0, 0)))
                except AvolError as error:
                    self._miss(question.item, error)
            self.progress("hearing", number + 1, len(questions))
        return heard

    def encode_image(self, questions: Sequence[Question]) -> "ImageEmbedding | None":
        try:
            return self.model.encode_image(read_sight(questions[0].sight))
        except AvolError as error:
            for question in questions:
                self._miss(question.item, error)
            return None

    def _miss(self, item: BoxItem, error: AvolError) -> None:
        self.missing.append(f"{item.file}: {str(error).rstrip('.')}")


def ask_all(
    model: "Localizer",
    items: Iterable[BoxItem],
    media: MediaFolder,
    progress: Progress = lambda stage, done, total: None,
) -> Asked:
    """Ask a localizer about every item whose media can be read.

    Args:
        model: the Localizer.
        items: what to ask.
        media: where the pictures and sounds are.
        progress: told after every sound and every picture.
    """
    inquiry = _Inquiry(model, progress)
    questions = inquiry.find(items, media)
    heard = inquiry.encode_audio(questions)
    questions = [question for question in questions if question.noise in heard]
    quiet = [model.encode_audio(wave) for wave in baselines.silence_windows()]
    pictures: dict[Sight, list[Question]] = defaultdict(list)
    for question in questions:
        pictures[question.sight].append(question)
    random = np.random.default_rng(SEED)
    answers: list[Answer] = []
    for number, asked in enumerate(pictures.values()):
        seen = inquiry.encode_image(asked)
        if seen is not None:
            wrong = [heard[noise] for noise in wrong_sounds(asked, questions, random)]
            answers += _answers(model, seen, asked, heard, wrong, quiet)
        progress("seeing", number + 1, len(pictures))
    return Asked(tuple(answers), tuple(inquiry.missing))


def wrong_sounds(
    asked: Sequence[Question], questions: Sequence[Question], random: np.random.Generator
) -> list[AudioRef]:
    """Up to `WRONG` sounds of other files and of classes that one picture surely does not show.

    `asked` are all questions about the picture: what they name as present is what it shows. Sounds
    of what other items show come first; those of absent things stand in where there are none.
    """
    shown = {question.item.label for question in asked if not question.item.absent}
    own = {path for question in asked for path in (question.sight.path, question.noise.path)}
    fit = [
        question
        for question in questions
        if question.noise.path not in own
        and all(is_mismatch(question.item.label, label) for label in shown)
    ]
    made = [question for question in fit if not question.item.absent]
    candidates = list(dict.fromkeys(question.noise for question in made or fit))
    drawn = random.permutation(len(candidates))[:WRONG]
    return [candidates[index] for index in drawn]


def _answers(
    model: "Localizer",
    seen: "ImageEmbedding",
    asked: Sequence[Question],
    heard: Mapping[AudioRef, "AudioEmbedding"],
    wrong: list["AudioEmbedding"],
    quiet: list["AudioEmbedding"],
) -> list[Answer]:
    """Everything that is asked about one picture."""
    mismatches = [model.localize(seen, sound) for sound in wrong]
    threshold = model.card.threshold
    lit = [_lit(model.localize(seen, sound), threshold) for sound in quiet]
    silence = {"silence_area": float(np.mean(lit))}
    answers = []
    for question in asked:
        found = model.localize(seen, heard[question.noise])
        shares, scores = worth(question.item, found, threshold), ()
        if not question.item.absent:
            shares |= _beside(question.item, found, seen, mismatches)
            scores = tuple(mismatch.score for mismatch in mismatches)
        answers.append(Answer(question, found, scores, {**shares, **silence}))
        silence = {}  # once a picture
    return answers


def worth(item: BoxItem, found: "Localization", threshold: float) -> dict[str, float]:
    """What one map is worth by itself, beside rows that need no model at all.

    Args:
        item: the boxes that it is held against, or that there is nothing.
        found: the map.
        threshold: the score from which a place is lit (of the weight card).

    Returns:
        By figure (`avol.evaluation.localization.summary.MEANINGS`), what it adds to it.
    """
    if item.absent:
        return {"absent_area": _lit(found, threshold)}
    truth, other = coverage(item.bbox, item.votes), coverage(item.other)
    shares = _judged("", stretched(found.logits), truth, other)
    shares |= _judged("centre_", baselines.centre_map(), truth, other)
    shares["pointing"] = in_boxes(found.peak, item.bbox)
    shares["centre_pointing"] = in_boxes((0.5, 0.5), item.bbox)
    shares["random_pointing"] = float(np.mean(truth > 0))
    whole = overlap(truth >= 0, truth)
    shares["whole_ciou"], shares["whole_auc"] = float(whole >= SUCCESS), success_area(whole)
    return shares


def _beside(
    item: BoxItem, found: "Localization", seen: "ImageEmbedding", mismatches: list["Localization"]
) -> dict[str, float]:
    """The rows of the model's eye alone, and of wrong sounds."""
    truth, other = coverage(item.bbox, item.votes), coverage(item.other)
    idle = baselines.saliency(seen.embedding)
    shares = _judged("saliency_", stretched(idle), truth, other)
    shares["saliency_pointing"] = in_boxes(baselines.peak(idle), item.bbox)
    if mismatches:
        swapped = np.mean([inside(stretched(wrong.map), truth) for wrong in mismatches])
        shares["swap_gap"] = inside(stretched(found.map), truth) - float(swapped)
    return shares


def _judged(row: str, heat: Pixels, truth: Pixels, other: Pixels) -> dict[str, float]:
    half = overlap(upper_half(heat), truth)
    adaptive = overlap(brightest(heat, int(np.count_nonzero(truth))), truth)
    return {
        f"{row}ciou": float(half >= SUCCESS),
        f"{row}auc": success_area(half),
        f"{row}adaptive_ciou": float(adaptive >= SUCCESS),
        f"{row}which_one": tells_apart(heat, truth, other),
    }


def _lit(found: "Localization", threshold: float) -> float:
    return float((found.map >= threshold).mean())
