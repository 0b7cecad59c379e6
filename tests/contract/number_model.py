"""The toy model of the contract suite."""

from dataclasses import replace

from avol.embedder import AudioEmbedding, ImageEmbedding
from avol.localization import Localization, Verdict
from tests.contract.images import number_of
from tests.support.counting_model import CountingModel


class NumberModel(CountingModel):
    """The peak is the cell of the number that an image shows; the score is the loudness.

    Silence is no match, so that its rows have a peak too.
    """

    number_of = staticmethod(number_of)

    def localize(self, image: ImageEmbedding, audio: AudioEmbedding) -> Localization:
        found = super().localize(image, audio)
        return found if found.verdict.has_sound else replace(found, verdict=Verdict.NO_MATCH)
