"""Which checkpoint sees and hears for a library."""

from pathlib import Path

from avol.checkpoints import DEFAULT_WEIGHTS, load_model_card
from avol.core.paths import weights_folder
from avol.errors import LibraryError, WeightsError
from avol.retrieval.library.library import Library
from avol.retrieval.library.schema import DATABASE


def shipped() -> str:
    """The AVE-Net that comes with AVOL, trained for retrieval; else the localizer's towers."""
    for path in sorted(weights_folder().glob("*.safetensors")):
        if load_model_card(path).network == "ave":
            return path.stem
    return DEFAULT_WEIGHTS


def chosen(folder: Path, name: str | None) -> str:
    """The checkpoint named, else the one that the library was made with, else the shipped one."""
    if name is not None:
        return name
    if not (folder / DATABASE).is_file():
        return shipped()
    with Library(folder) as library:
        return library.facts["weights"]


def check_found(folder: Path, name: str) -> None:
    """LibraryError where a library's own checkpoint cannot be found any more."""
    try:
        load_model_card(name)
    except WeightsError as error:
        raise LibraryError(
            f"The library “{folder}” was made with “{name}”, which is not to be found; "
            "name it by --weights, or index again with --rebuild."
        ) from error
