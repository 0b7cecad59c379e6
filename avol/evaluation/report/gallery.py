"""Example images of the HTML report: map, boxes and spectrogram as JPEG data URIs."""

import base64
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from avol.core.opencv import cv2
from avol.errors import AvolError
from avol.evaluation.geometry import Box
from avol.evaluation.localization.evaluate import ItemResult
from avol.evaluation.localization.media_resolver import load_audio, load_image
from avol.visualization.heatmap import colormap_table, draw_overlay

if TYPE_CHECKING:
    from avol.localizer import Localizer

Image = NDArray[np.uint8]

EXAMPLES = 6
WIDTH, SPECTROGRAM_HEIGHT = 480, 72
"""Width of the images and height of the spectrograms, in pixels."""
QUALITY = 82
SOURCE, OTHER, HALO = (82, 200, 138), (240, 176, 74), (12, 13, 16)
"""RGB of the boxes of the source, of those of other objects, and of the line behind both."""


@dataclass(frozen=True)
class ReportImage:
    """One result of the gallery; images as data URIs."""

    title: str
    note: str
    image: str
    spectrogram: str


def best_results(results: Sequence[ItemResult]) -> list[ItemResult]:
    """Correct results with the largest gap to mismatched audio, different classes first."""
    correct = [result for result in results if result.metrics.get("pointing") == 1]
    return _by_class(sorted(correct, key=lambda result: -result.metrics.get("swap_gap", 0.0)))


def worst_results(results: Sequence[ItemResult]) -> list[ItemResult]:
    """Errors with the highest scores: highlighted without a source, or the wrong object."""
    errors = [
        result
        for result in results
        if result.metrics.get("absent_area", 0.0) > 0 or result.metrics.get("pointing") == 0
    ]
    return _by_class(sorted(errors, key=lambda result: -result.localization.score))


def _by_class(results: Iterable[ItemResult]) -> list[ItemResult]:
    """The first few; a class occurs again only after all others."""
    first: list[ItemResult] = []
    repeated: list[ItemResult] = []
    for result in results:
        labels = {other.item.label for other in first}
        (repeated if result.item.label in labels else first).append(result)
    return (first + repeated)[:EXAMPLES]


def report_images(model: "Localizer", results: Iterable[ItemResult]) -> Iterator[ReportImage]:
    """Load the media of some results again and render them; unreadable ones are skipped."""
    for result in results:
        try:
            image = load_image(result.resolved.image)
            audio = model.encode_audio(load_audio(result.resolved.audio, model.audio_window))
        except AvolError:  # readable during the evaluation, moved since
            continue
        yield ReportImage(
            result.item.label or "·",
            _note(result),
            _data_uri(_render(image, result)),
            _data_uri(_render_spectrogram(audio.shown_spectrogram)),
        )


def _note(result: ItemResult) -> str:
    localization = result.localization
    verdict = localization.verdict.name.lower().replace("_", " ")
    score = f"score {localization.score:.2f} ({verdict})"
    if result.item.absent:
        area = result.metrics["absent_area"]
        return f"{result.item.file}: source not visible; {area:.0%} highlighted, {score}"
    pointing = "correct" if result.metrics["pointing"] else "wrong"
    return f"{result.item.file}: peak {pointing}, {score}"


def _render(image: Image, result: ItemResult) -> Image:
    """The image at the width of the page with map, peak and boxes."""
    height = max(1, round(image.shape[0] * WIDTH / image.shape[1]))
    small = cv2.resize(image, (WIDTH, height), interpolation=cv2.INTER_AREA)
    rendered = draw_overlay(np.asarray(small, np.uint8), result.localization.map)
    for colour, boxes in ((OTHER, result.item.other), (SOURCE, result.item.bbox)):
        for box in boxes:
            _render_box(rendered, box, colour)
    x, y = result.localization.peak
    peak = round(x * WIDTH), round(y * height)
    cv2.drawMarker(rendered, peak, HALO, cv2.MARKER_CROSS, 20, 5, cv2.LINE_AA)
    cv2.drawMarker(rendered, peak, (255, 255, 255), cv2.MARKER_CROSS, 18, 2, cv2.LINE_AA)
    return rendered


def _render_box(image: Image, box: Box, colour: tuple[int, int, int]) -> None:
    height, width = image.shape[:2]
    x0, y0, x1, y1 = (
        round(side * (length - 1)) for side, length in zip(box, (width, height) * 2, strict=True)
    )
    for line_colour, thickness in ((HALO, 5), (colour, 2)):
        cv2.rectangle(image, (x0, y0), (x1, y1), line_colour, thickness, cv2.LINE_AA)


def _render_spectrogram(spectrogram: NDArray[np.float32]) -> Image:
    """The log spectrogram, low frequencies at the bottom, normalised to its own range."""
    low, high = float(spectrogram.min()), float(spectrogram.max())
    level = (spectrogram[::-1] - low) / max(high - low, 1e-6) * 255
    coloured = colormap_table("inferno")[np.rint(level).astype(np.uint8)]
    return np.asarray(cv2.resize(coloured, (WIDTH, SPECTROGRAM_HEIGHT)), np.uint8)


def _data_uri(image: Image) -> str:
    _, data = cv2.imencode(".jpg", image[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, QUALITY])
    return "data:image/jpeg;base64," + base64.b64encode(data.tobytes()).decode()
