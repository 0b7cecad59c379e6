"""Search of a library from the command line: query files to results."""

from pathlib import Path
from typing import cast

from avol.core.modality import MODALITIES, Modality
from avol.embedder import Embedder
from avol.engines import EngineKind
from avol.errors import InputError
from avol.retrieval.checkpoint_choice import check_available
from avol.retrieval.library.library import Library
from avol.retrieval.query.query_builder import audio_file_query, image_file_query
from avol.retrieval.query.search import Hit, Searcher, score_scale_of


def search_library(
    folder: Path,
    audio: Path | None,
    image: Path | None,
    modality: str,
    start: float | None = None,
    stop: float | None = None,
    k: int = 30,
    weights: str | None = None,
    engine: str = "auto",
) -> list[Hit]:
    """The k segments of a library that are most similar to an audio file or an image.

    Args:
        folder: the library.
        audio: an audio file or video as query; None to use `image`.
        image: an image or video as query.
        modality: "image" or "audio": what to search for.
        start, stop: seconds from the start of the file, see `avol.retrieval.query.query_builder`.
        k: number of results.
        weights: the checkpoint; default: that of the library.
        engine: the inference engine.

    Raises:
        InputError: unknown modality, no query, or a time outside the file.
        LibraryError: the library cannot be read, or was made with other weights.
        MediaError: the file cannot be read.
    """
    if modality not in MODALITIES:
        raise InputError(f"Unknown modality “{modality}”; choose image or audio.")
    with Library(folder) as library:
        name = weights or library.metadata["weights"]
        check_available(folder, name)
        embedder = Embedder.load(name, cast(EngineKind, engine))
        library.check_checkpoint(embedder.card)
        if audio is not None:
            query = audio_file_query(embedder, audio, start, stop)
        elif image is not None:
            query = image_file_query(embedder, image, start)
        else:
            raise InputError("Give an audio file or an image as query.")
        searcher = Searcher(library, score_scale_of(embedder.card, name))
        return searcher.search(query, cast(Modality, modality), k)
