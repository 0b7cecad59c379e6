"""Pictures for the page: what was found over the picture, what was heard, what was true."""

import base64
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np
from numpy.typing import NDArray

from avol.errors import AvolError
from avol.evaluation.geometry import Box
from avol.evaluation.localization.evaluate import Answer
from avol.evaluation.localization.media_resolver import read_noise, read_sight
from avol.visualization.heatmap import colormap_table, draw_overlay

if TYPE_CHECKING:
    from avol.localizer import Localizer

Picture = NDArray[np.uint8]

SHOWN = 6
WIDTH, BAND = 480, 72
"""Pixels: the pictures' width, the spectrograms' height."""
QUALITY = 82
SAYS = {"match": "lit", "no_match": "dark", "silence": "silence"}
RIGHT, OTHER, HALO = (82, 200, 138), (240, 176, 74), (12, 13, 16)
"""RGB of the boxes of what sounds, of what does not, and of the line behind both."""


@dataclass(frozen=True)
class ReportImage:
    """One answer to look at; pictures as data URIs."""

    title: str
    note: str
    picture: str
    spectrogram: str


def best(answers: Sequence[Answer]) -> list[Answer]:
    """Right ones whose own sound lights the boxes most above the others; a class each, at first."""
    right = [answer for answer in answers if answer.shares.get("pointing") == 1]
    return _spread(sorted(right, key=lambda answer: -answer.shares.get("swap_gap", 0.0)))


def worst(answers: Sequence[Answer]) -> list[Answer]:
    """The wrong ones that were surest: lit without cause, or lit at the wrong place."""
    wrong = [
        answer
        for answer in answers
        if answer.shares.get("absent_area", 0.0) > 0 or answer.shares.get("pointing") == 0
    ]
    return _spread(sorted(wrong, key=lambda answer: -answer.found.score))


def _spread(answers: Iterable[Answer]) -> list[Answer]:
    """The first few, no class twice while there are others."""
    first: list[Answer] = []
    again: list[Answer] = []
    for answer in answers:
        seen = {other.item.label for other in first}
        (again if answer.item.label in seen else first).append(answer)
    return (first + again)[:SHOWN]


def exhibits(model: "Localizer", answers: Iterable[Answer]) -> Iterator[ReportImage]:
    """Read the media of some answers again and draw them; what cannot be read is left out."""
    for answer in answers:
        try:
            image = read_sight(answer.question.sight)
            heard = model.encode_audio(read_noise(answer.question.noise))
        except AvolError:  # it could be read when it was asked about, so it was moved since
            continue
        yield ReportImage(
            answer.item.label or "·",
            _note(answer),
            _uri(_drawn(image, answer)),
            _uri(_spectrogram(heard.spectrogram)),
        )


def _note(answer: Answer) -> str:
    score = f"score {answer.found.score:.2f} ({SAYS[answer.found.verdict.value]})"
    if answer.item.absent:
        lit = answer.shares["absent_area"]
        return f"{answer.item.file}: nothing here makes this sound; {lit:.0%} lit, {score}"
    right = "right" if answer.shares["pointing"] else "wrong"
    return f"{answer.item.file}: points {right}, {score}"


def _drawn(image: Picture, answer: Answer) -> Picture:
    """The picture at the page's width with map, peak and boxes."""
    height = max(1, round(image.shape[0] * WIDTH / image.shape[1]))
    small = cv2.resize(image, (WIDTH, height), interpolation=cv2.INTER_AREA)
    drawn = draw_overlay(np.asarray(small, np.uint8), answer.found.map)
    for colour, boxes in ((OTHER, answer.item.other), (RIGHT, answer.item.bbox)):
        for box in boxes:
            _outline(drawn, box, colour)
    x, y = answer.found.peak
    place = round(x * WIDTH), round(y * height)
    cv2.drawMarker(drawn, place, HALO, cv2.MARKER_CROSS, 20, 5, cv2.LINE_AA)
    cv2.drawMarker(drawn, place, (255, 255, 255), cv2.MARKER_CROSS, 18, 2, cv2.LINE_AA)
    return drawn


def _outline(image: Picture, box: Box, colour: tuple[int, int, int]) -> None:
    height, width = image.shape[:2]
    x0, y0, x1, y1 = (
        round(side * (length - 1)) for side, length in zip(box, (width, height) * 2, strict=True)
    )
    for ink, thick in ((HALO, 5), (colour, 2)):
        cv2.rectangle(image, (x0, y0), (x1, y1), ink, thick, cv2.LINE_AA)


def _spectrogram(heard: NDArray[np.float32]) -> Picture:
    """The second of sound, low frequencies at the bottom, on a scale of its own."""
    low, high = float(heard.min()), float(heard.max())
    level = (heard[::-1] - low) / max(high - low, 1e-6) * 255
    coloured = colormap_table("inferno")[np.rint(level).astype(np.uint8)]
    return np.asarray(cv2.resize(coloured, (WIDTH, BAND)), np.uint8)


def _uri(image: Picture) -> str:
    _, data = cv2.imencode(".jpg", image[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, QUALITY])
    return "data:image/jpeg;base64," + base64.b64encode(data.tobytes()).decode()
